"""Whether somebody speaks, learnt from the recording itself: what its speech is like, and what its pauses."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tourism.engines.speech.features import BANDS, HOP_SECONDS, TRACE, Frames, Heard, Mask, smoothed

ENOUGH = 40
CLEAR = 4
RIDGE = 0.05
SHORTEST_PAUSE_SECONDS = 0.06


@dataclass(frozen=True, slots=True, eq=False)
class Pauses:
    """When nobody speaks: beginnings and ends, in seconds."""

    begins: NDArray[np.floating]
    ends: NDArray[np.floating]


def pauses(sound: Heard, speaking: Mask) -> Pauses:
    """Pauses to 10 ms, where it is known roughly (one yes or no for each 10 ms) which moments are speech."""
    spoken = _presence(sound, speaking) > 0
    edges = np.diff(np.concatenate([[1], spoken.astype(np.int8), [1]]))
    begins, ends = np.flatnonzero(edges == -1), np.flatnonzero(edges == 1)
    long = ends - begins >= SHORTEST_PAUSE_SECONDS / HOP_SECONDS
    return Pauses(begins[long] * HOP_SECONDS, ends[long] * HOP_SECONDS)


def _presence(sound: Heard, speaking: Mask) -> Frames:
    """Above 0 where a moment is more like this recording's speech than like its pauses.

    One weight a band (Fisher's discriminant), so that music, a hum or breath count as what they are: no speech.
    """
    edges = np.flatnonzero(np.diff(speaking))
    unclear = np.zeros(len(speaking), bool)
    for shift in range(1 - CLEAR, CLEAR + 1):
        unclear[np.clip(edges + shift, 0, len(speaking) - 1)] = True
    speech, rest = speaking & ~unclear, ~speaking & ~unclear
    if min(speech.sum(), rest.sum()) < ENOUGH:
        return sound.level - np.float32(sound.threshold)
    trace = np.percentile(sound.power, 98, axis=0) * TRACE + 1e-12
    shape = smoothed(10 * np.log10(sound.power + trace))
    spread = (np.cov(shape[speech].T) + np.cov(shape[rest].T)) / 2
    spread += np.eye(BANDS) * (RIDGE * np.trace(spread) / BANDS + 1e-3)
    weights = np.linalg.solve(spread, shape[speech].mean(axis=0) - shape[rest].mean(axis=0))
    score = shape @ weights
    presence: Frames = (score - _border(np.sort(score[rest]), np.sort(score[speech]))).astype(np.float32)
    return presence


def _border(rest: NDArray[np.float64], speech: NDArray[np.float64]) -> float:
    """The score that mistakes the fewest moments on both sides."""
    scores = np.linspace(np.median(rest), np.median(speech), 60)
    wrong = np.searchsorted(speech, scores) / len(speech) - np.searchsorted(rest, scores) / len(rest)
    return float(scores[np.argmin(wrong)])
