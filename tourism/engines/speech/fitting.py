"""A file as loud as wanted and without clipping: encoded, listened to, and encoded again until it fits."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from tourism.engines.speech.containers import pieces
from tourism.engines.speech.filtering import Loudness, loudness, peak, resampled
from tourism.engines.speech.levelling import levelled
from tourism.engines.speech.port import SAMPLE_RATE, Pcm
from tourism.engines.speech.tags import Tags

TARGET_LUFS = -16.0
HIGHEST_PEAK_DBTP = -1.0
# A file this near is taken at once; where none comes so near, the nearest is.
TOLERANCE_LU = 0.5
ROUNDS = 8
# Opus takes 3 LU from noise; a sound that is still too faint when given more than this cannot be louder.
LARGEST_AIM_LUFS = TARGET_LUFS + 4.0
ROOM_DB = 0.3
# Encoders overshoot here and there, by up to 18 dB and after the next small change no more: a few such places are
# lowered a little, each by itself; where there are many, what is given is too high.
FEW = 20
LARGEST_DIP_DB = 4.0
DIP_SECONDS = 0.15
# Peaks lie between samples; at this rate, not far above them.
LISTENING_RATE = 96_000
BETWEEN_DB = 0.2


@dataclass(frozen=True, slots=True)
class Encoder:
    """A kind of file, and what it was measured to do to speech: loudness it takes away, peaks it leaves room for."""

    encoded: Callable[[Pcm, Tags], bytes]
    rate: int
    loss_lu: float
    ceiling: float


@dataclass(frozen=True, slots=True)
class Made:
    """A file with what was measured on it, not what was asked for."""

    data: bytes
    heard: Loudness

    @property
    def over(self) -> float:
        """Decibels by which its peaks are too high."""
        return max(0.0, self.heard.true_peak_dbtp - HIGHEST_PEAK_DBTP)

    @property
    def misfit(self) -> tuple[float, float]:
        """Smaller for the better of two files: any clipping counts before any loudness."""
        return self.over, abs(self.heard.lufs - TARGET_LUFS)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an encoder is given: dips are (second, decibels)."""

    aim_lufs: float
    ceiling: float
    dips: tuple[tuple[float, float], ...] = ()

    def given(self, pcm: Pcm) -> Pcm:
        """The samples as planned."""
        return dipped(levelled(pcm, SAMPLE_RATE, self.aim_lufs, self.ceiling), self.dips)


def fitted(encoder: Encoder, pcm: Pcm, tags: Tags) -> Made:
    """A file of samples at 24 kHz; the nearest that could be had. Raises SoundUnfit where all is silence."""
    plan = Plan(TARGET_LUFS + encoder.loss_lu, encoder.ceiling)
    tries: list[Made] = []
    for _ in range(ROUNDS):
        given = plan.given(pcm)
        data = encoder.encoded(given, tags)
        made = Made(data, loudness(pieces(data), encoder.rate))
        tries.append(made)
        learned = _nearer(_lower(plan, made, encoder, peak(given)), made)
        if learned == plan:
            break
        plan = learned
    return min(tries, key=lambda made: made.misfit)


def dipped(pcm: Pcm, dips: tuple[tuple[float, float], ...]) -> Pcm:
    """The samples with some places lowered, softly in and out."""
    if not dips:
        return pcm
    lowered = pcm.copy()
    half = round(DIP_SECONDS * SAMPLE_RATE)
    shape = np.hanning(2 * half + 1)
    for second, decibels in dips:
        at = round(second * SAMPLE_RATE)
        start, end = max(0, at - half), min(len(pcm), at + half + 1)
        curve = shape[start - at + half : end - at + half]
        lowered[start:end] *= (10 ** (-decibels / 20 * curve)).astype(np.float32)
    return lowered


def loud_places(data: bytes, rate: int) -> list[float]:
    """Seconds at which a file's peaks are too high; one for all that a dip covers."""
    found: list[float] = []
    above, at = 10 ** ((HIGHEST_PEAK_DBTP - BETWEEN_DB) / 20), 0
    for part in resampled(pieces(data), rate, LISTENING_RATE):
        for place in np.flatnonzero(np.abs(part) > above):
            second = (at + int(place)) / LISTENING_RATE
            if not found or second - found[-1] > DIP_SECONDS:
                found.append(second)
        at += len(part)
    return found


def _lower(plan: Plan, made: Made, encoder: Encoder, loudest: float) -> Plan:
    """Where the file's peaks are too high, a plan for lower ones."""
    if not made.over:
        return plan
    places = loud_places(made.data, encoder.rate)
    if 0 < len(places) <= FEW:
        depth = min(made.over + ROOM_DB, LARGEST_DIP_DB)
        return replace(plan, dips=(*plan.dips, *((place, depth) for place in places)))
    ceiling = min(plan.ceiling, loudest) * 10 ** (-(made.over + ROOM_DB) / 20)
    return replace(plan, ceiling=ceiling)


def _nearer(plan: Plan, made: Made) -> Plan:
    """Where the file's loudness is off, a plan for a nearer one."""
    off = TARGET_LUFS - made.heard.lufs
    if abs(off) <= TOLERANCE_LU:
        return plan
    return replace(plan, aim_lufs=min(plan.aim_lufs + off, LARGEST_AIM_LUFS))
