"""From samples to a finished sound: one loudness everywhere, and nothing clips."""

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np

from tourism.engines.speech.filtering import Loudness, filtered, loudness
from tourism.engines.speech.mp3 import MEDIA_TYPE, RATE, Tags, decoded, encoded
from tourism.engines.speech.port import Pcm, SoundUnfit

MASTER_REVISION = 1
TARGET_LUFS = -16.0
# Each round of encoding must come this near; the last takes what is still within our promise.
TOLERANCES_LU = (0.5, 0.5, 0.5, 1.0)
HIGHEST_PEAK_DBTP = -1.0
PEAK_ROOM_DB = 0.3
FIRST_CEILING = 0.8
QUIETEST_LUFS = -50.0
# What this encoder at this bit rate was measured to take away (0.42 LU in vi, en, fr and zh).
ENCODER_LOSS_LU = 0.4
LEVELLING_ROUNDS = 6
LEVELLING_LU = 0.15
FIRST_SLOPE = 0.6
FLATTEST_SLOPE = 0.2
LARGEST_STEP_DB = 8.0
PEAK_COUNT = 600
PEAK_TOP = 100


@dataclass(frozen=True, slots=True)
class Sound:
    """A finished file with what was measured on it, not what was asked for."""

    data: bytes
    duration_ms: int
    loudness_lufs: float
    true_peak_dbtp: float
    peaks: tuple[int, ...]
    media_type: ClassVar[str] = MEDIA_TYPE

    @property
    def size(self) -> int:
        """In bytes, as printed beside the listen button."""
        return len(self.data)


def master(pcm: Pcm, rate: int, tags: Tags) -> Sound:
    """The samples as MP3 at -16 LUFS and at most -1 dBTP, both measured on the decoded file."""
    aim, ceiling = TARGET_LUFS + ENCODER_LOSS_LU, FIRST_CEILING
    for tolerance in TOLERANCES_LU:
        data = encoded(levelled(pcm, rate, aim, ceiling), tags)
        heard = decoded(data)
        measured = loudness(heard, RATE)
        if _fits(measured, tolerance):
            return _sound(data, heard, measured)
        aim += TARGET_LUFS - measured.lufs
        over = measured.true_peak_dbtp - HIGHEST_PEAK_DBTP
        if over > 0:
            ceiling *= 10 ** (-(over + PEAK_ROOM_DB) / 20)
    raise SoundUnfit(f"not at {TARGET_LUFS:g} LUFS under {HIGHEST_PEAK_DBTP:g} dBTP in {len(TOLERANCES_LU)} rounds")


def levelled(pcm: Pcm, rate: int, aim_lufs: float, ceiling: float) -> Pcm:
    """The samples at the output rate, as loud as wanted, no sample above the ceiling.

    The limiter takes back part of every gain, so the next step follows from what the last achieved.
    """
    before = loudness(pcm, rate).lufs
    if before < QUIETEST_LUFS:
        raise SoundUnfit(f"silent: {before:.1f} LUFS")
    gain, step, last, slope = aim_lufs - before, 0.0, before, FIRST_SLOPE
    shaped = _shaped(pcm, rate, gain, ceiling)
    for _ in range(LEVELLING_ROUNDS):
        reached = loudness(shaped, RATE).lufs
        if step:
            slope = min(max((reached - last) / step, FLATTEST_SLOPE), 1.0)
        if abs(aim_lufs - reached) < LEVELLING_LU:
            break
        step = min(max((aim_lufs - reached) / slope, -LARGEST_STEP_DB), LARGEST_STEP_DB)
        gain, last = gain + step, reached
        shaped = _shaped(pcm, rate, gain, ceiling)
    return shaped


def peaks(pcm: Pcm, count: int = PEAK_COUNT) -> tuple[int, ...]:
    """The outline of a sound: the loudest sample of each slice, 0 to 100 of the loudest of all."""
    top = float(np.abs(pcm).max(initial=0.0))
    if top == 0.0:
        return (0,) * count
    edges = np.linspace(0, len(pcm), count + 1).astype(int)
    slices = (np.abs(pcm[start : max(end, start + 1)]) for start, end in pairwise(edges))
    return tuple(round(float(piece.max(initial=0.0)) / top * PEAK_TOP) for piece in slices)


def _shaped(pcm: Pcm, rate: int, gain_db: float, ceiling: float) -> Pcm:
    return filtered(
        pcm,
        rate,
        ("highpass", "f=70"),
        ("volume", f"{gain_db:.4f}dB:precision=float"),
        ("aresample", str(RATE)),
        ("alimiter", f"limit={ceiling:.6f}:level=disabled:latency=1"),
    )


def _sound(data: bytes, heard: Pcm, measured: Loudness) -> Sound:
    return Sound(
        data=data,
        duration_ms=round(len(heard) * 1000 / RATE),
        loudness_lufs=round(measured.lufs, 2),
        true_peak_dbtp=round(measured.true_peak_dbtp, 2),
        peaks=peaks(heard),
    )


def _fits(measured: Loudness, tolerance: float) -> bool:
    near = abs(measured.lufs - TARGET_LUFS) <= tolerance
    return near and measured.true_peak_dbtp <= HIGHEST_PEAK_DBTP
