"""A person's recording made even before it is levelled: no rumble, no bangs, not now far and now near."""

import numpy as np
from numpy.typing import NDArray

from tourism.engines.speech.filtering import FLOOR_DB, Filter, filtered, limited, peak
from tourism.engines.speech.port import Pcm

# Twice: what a microphone hears of wind, breath and hands lies below any voice.
NO_RUMBLE: tuple[Filter, ...] = (("highpass", "f=60"), ("highpass", "f=60"))
BLOCK_SECONDS = 0.1
# The loud syllables of speech, however much of a recording is silent; what is louder still is rare.
LOUD_PERCENTILE = 95
# Peaks of speech lie 13 to 16 dB above its loud syllables; those of slams and coughs far higher.
CREST_DB = 14.0
# What is fainter than this below the loud syllables is a pause, whose noise is not to be lifted.
ACTIVE_DB = 25.0
WINDOW_BLOCKS = 51
# A voice may rise and fall; only what goes beyond is brought back, and only so far.
LEFT_ALONE_DB = 2.0
FARTHEST_DB = 6.0

Decibels = NDArray[np.float64]


def clean(pcm: Pcm, rate: int, to_rate: int) -> Pcm:
    """At another rate, without rumble, direct current and what is not a number."""
    sane = np.nan_to_num(pcm.astype(np.float32, copy=False), nan=0.0, posinf=1.0, neginf=-1.0)
    if len(sane):
        sane -= np.float32(sane.mean(dtype=np.float64))
    return filtered(sane, rate, *NO_RUMBLE, ("aresample", str(to_rate)))


def without_bangs(pcm: Pcm, rate: int) -> Pcm:
    """Slams, coughs and shouts cut down to the size of speech, so that they do not set the level."""
    most = 10 ** ((_loud(_levels(pcm, rate)) + CREST_DB) / 20)
    return limited(pcm, rate, most) if peak(pcm) > most else pcm


def evened(pcm: Pcm, rate: int) -> Pcm:
    """Passages that are much fainter or louder than the whole brought nearer to it, slowly."""
    wanted = _corrections(_levels(pcm, rate))
    if not wanted.any():
        return pcm
    centres = (np.arange(len(wanted)) + 0.5) * BLOCK_SECONDS * rate
    out = np.empty_like(pcm)
    for start in range(0, len(pcm), rate):
        piece = pcm[start : start + rate]
        gains = np.interp(np.arange(start, start + len(piece)), centres, wanted)
        out[start : start + len(piece)] = piece * 10 ** (gains / 20)
    return out


def _corrections(levels: Decibels) -> Decibels:
    """Decibels to add to each block."""
    active = levels > max(_loud(levels) - ACTIVE_DB, FLOOR_DB)
    if not active.any():
        return np.zeros(0)
    power = 10 ** (levels / 10) * active
    window = np.hanning(WINDOW_BLOCKS + 2)[1:-1]
    heard = _spread(active.astype(float), window)
    places = np.flatnonzero(heard > window.min())
    nearby = 10 * np.log10(_spread(power, window)[places] / heard[places])
    away = nearby - 10 * np.log10(power.sum() / active.sum())
    wanted = -np.sign(away) * np.clip(np.abs(away) - LEFT_ALONE_DB, 0, FARTHEST_DB)
    corrections: Decibels = np.interp(np.arange(len(levels)), places, wanted)
    return corrections


def _spread(values: Decibels, window: Decibels) -> Decibels:
    """Smoothed, with as many values as before."""
    spread: Decibels = np.convolve(values, window)
    return spread[len(window) // 2 :][: len(values)]


def _levels(pcm: Pcm, rate: int) -> Decibels:
    """RMS of each tenth of a second."""
    length = round(BLOCK_SECONDS * rate)
    starts = range(0, len(pcm), length)
    powers = [float(np.dot(block, block)) / len(block) for block in (pcm[at : at + length] for at in starts)]
    levels: Decibels = 10 * np.log10(np.maximum(powers, 10 ** (FLOOR_DB / 10)))
    return levels


def _loud(levels: Decibels) -> float:
    return float(np.percentile(levels, LOUD_PERCENTILE)) if len(levels) else FLOOR_DB
