"""How a sound strikes the ear, moment by moment: the power in bands of hearing, its level, its timbre."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tourism.engines.speech.port import Pcm

HOP_SECONDS = 0.01
WINDOW_SECONDS = 0.025
BANDS = 26
LOWEST_HZ, HIGHEST_HZ = 80.0, 7600.0
CEPSTRA = 12
VOICE_BANDS = slice(2, 20)
DEEPEST_DB = 50.0
LEAST_RANGE_DB = 5.0
FAINTEST_DB = -95.0
TRACE = 1e-5
AT_ONCE = 500

Frames: TypeAlias = NDArray[np.float32]
"""Moments by features, or one number a moment."""
Mask: TypeAlias = NDArray[np.bool_]
"""Yes or no a moment."""


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """A sound in steps of `seconds`: power in each band, how loud (0 to 1), and whether it may be speech."""

    power: Frames
    energy: Frames
    loud: Mask
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A sound every 10 ms: power in bands (moments by BANDS), level (dB), and the levels of its din and its hush."""

    power: Frames
    level: Frames
    top: float
    floor: float

    @property
    def threshold(self) -> float:
        """Decibels above which a moment may be speech."""
        return self.floor + 0.3 * (self.top - self.floor)

    @property
    def silent(self) -> bool:
        """Whether nothing stands out: no sound at all, or an even noise."""
        return self.top < FAINTEST_DB or self.top - self.floor < LEAST_RANGE_DB

    def moments(self, hops: int) -> Moments:
        """The same in longer steps."""
        count = max(1, len(self.level) // hops)
        firsts = np.arange(count) * hops
        sums = np.cumsum(np.pad(self.power, ((2, hops + 1), (0, 0)), mode="edge"), axis=0, dtype=np.float64)
        power = (sums[firsts + hops + 2] - sums[firsts]) / (hops + 2)
        level = np.add.reduceat(self.level, firsts)
        level /= np.diff([*firsts, len(self.level)])
        softest = self.floor + 0.15 * (self.top - self.floor)
        energy = np.clip((level - softest) / max(1.0, self.top - 6 - softest), 0, 1)
        return Moments(power.astype(np.float32), energy.astype(np.float32), level > self.threshold, hops * HOP_SECONDS)


def heard(pcm: Pcm, rate: int) -> Heard:
    """What is heard of the samples."""
    return heard_by(pcm, rate, (1.0,))[0]


def heard_by(pcm: Pcm, rate: int, warps: Sequence[float]) -> list[Heard]:
    """What is heard of the samples with all bands moved by each factor, as a longer or shorter throat would."""
    return [_heard(power) for power in _powers(pcm, rate, [_filters(rate, _size(rate), warp) for warp in warps])]


def _heard(power: Frames) -> Heard:
    level = smoothed(10 * np.log10(power[:, VOICE_BANDS].mean(axis=1) + 1e-10))
    top = float(np.percentile(level, 95))
    return Heard(power, level, top, max(float(np.percentile(level, 5)), top - DEEPEST_DB))


def smoothed(values: Frames) -> Frames:
    """Each moment with its two neighbours."""
    padded = np.pad(values, [(1, 1)] + [(0, 0)] * (values.ndim - 1), mode="edge")
    mean = (padded[:-2] + padded[1:-1] + padded[2:]) / 3
    return mean.astype(np.float32)


def alike(told: Moments, model: Moments) -> tuple[Frames, Frames]:
    """Logarithms of power of a recording and of its model, as if both had the recording's microphone and noise.

    In each band the model's speech is raised to the recording's, then the recording's noise is added to it.
    """
    trace = told.power.max(axis=0) * TRACE + 1e-12
    if not told.loud.any() or not model.loud.any():
        return np.log(told.power + trace), np.log(model.power + trace)
    noise = np.percentile(told.power, 8, axis=0).astype(np.float32) + trace
    speech = np.log(np.maximum(told.power[told.loud] - noise, 0.1 * noise)).mean(axis=0)
    spoken = np.log(np.maximum(model.power[model.loud], 1e-12)).mean(axis=0)
    return np.log(told.power + trace), np.log(model.power * np.exp(speech - spoken) + noise)


def timbre(logarithms: Frames, loud: Mask) -> Frames:
    """Unit vectors of the shape of the spectrum and of its change: mel cepstra and their slopes, evened out."""
    bands = np.arange(BANDS)[:, None] + 0.5
    cosines = np.cos(np.pi * bands * np.arange(1, CEPSTRA + 1) / BANDS)
    cepstra = logarithms @ cosines
    padded = np.pad(cepstra, ((2, 2), (0, 0)), mode="edge")
    slopes = 2 * (padded[4:] - padded[:-4]) + padded[3:-1] - padded[1:-3]
    both = np.hstack([cepstra, slopes])
    spoken = both[loud] if loud.any() else both
    both = (both - spoken.mean(axis=0)) / (spoken.std(axis=0) + 1e-6)
    unit: Frames = (both / (np.linalg.norm(both, axis=1, keepdims=True) + 1e-9)).astype(np.float32)
    return unit


def _size(rate: int) -> int:
    return 1 << (max(2, round(WINDOW_SECONDS * rate)) - 1).bit_length()


def _filters(rate: int, size: int, warp: float) -> Frames:
    """Triangles evenly spaced for the ear, each of weight one: bins by BANDS."""
    lowest, highest = (2595 * np.log10(1 + hertz / 700) for hertz in (LOWEST_HZ, min(HIGHEST_HZ, rate / 2)))
    edges = 700 * (10 ** (np.linspace(lowest, highest, BANDS + 2) / 2595) - 1) * warp
    hertz = np.arange(size // 2 + 1) * rate / size
    rising = (hertz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - hertz) / np.diff(edges)[1:, None]
    weights = np.maximum(0, np.minimum(rising, falling))
    even: Frames = (weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)).T.astype(np.float32)
    return even


def _powers(pcm: Pcm, rate: int, banks: Sequence[Frames]) -> list[Frames]:
    """Power in each band of each bank every 10 ms, piece by piece: a long sound is never copied."""
    width, size = max(2, round(WINDOW_SECONDS * rate)), _size(rate)
    shape = np.hanning(width).astype(np.float32)
    middles = (np.arange(max(1, int(len(pcm) / rate / HOP_SECONDS))) * HOP_SECONDS * rate).astype(np.intp)
    powers = [np.zeros((len(middles), BANDS), np.float32) for _ in banks]
    for first in range(0, len(middles) if len(pcm) else 0, AT_ONCE):
        places = middles[first : first + AT_ONCE, None] + np.arange(width) - width // 2
        inside = (places >= 0) & (places < len(pcm))
        windows = np.where(inside, pcm.take(places, mode="clip"), np.float32(0)) * shape
        spectrum = np.square(np.abs(np.fft.rfft(windows, size))) / np.float32(width)
        for power, filters in zip(powers, banks, strict=True):
            power[first : first + AT_ONCE] = spectrum @ filters
    return powers
