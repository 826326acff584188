"""What is heard in somebody's recording: whether a voice at all, and what the speaker should know of it."""

import numpy as np

from tourism.engines.speech.filtering import quick_lufs
from tourism.engines.speech.port import Pcm
from tourism.engines.speech.refusals import Refused

QUIETEST_LUFS = -50.0
QUIET_LUFS = -40.0
FRAMES_A_SECOND = 50
AUDIBLE_DB = -50.0
AUDIBLE_SECONDS = 0.3
# A voice rises and falls; hum, hiss and a whistle do not.
LEAST_RISE_DB = 3.0
FULL_SCALE = 0.995
CLIPPED_SHARE = 0.001
SILENCE = 1e-12


def heard(pcm: Pcm, rate: int) -> tuple[str, ...]:
    """Remarks on a voice; Refused where there is none. What stays constant (a direct current) is no sound."""
    levels = _levels(pcm, rate)
    audible = np.count_nonzero(levels > AUDIBLE_DB) / FRAMES_A_SECOND
    low, high = np.percentile(levels, (10, 95))
    if audible < AUDIBLE_SECONDS or high - low < LEAST_RISE_DB:
        raise Refused("silent", f"{audible:.1f} s above {AUDIBLE_DB:g} dB, rising by {high - low:.1f} dB")
    lufs = quick_lufs(pcm, rate)
    if lufs < QUIETEST_LUFS:
        raise Refused("silent", f"{lufs:.1f} LUFS")
    clipped = np.count_nonzero(pcm > FULL_SCALE) + np.count_nonzero(pcm < -FULL_SCALE)
    remarks = {"clipped": clipped > CLIPPED_SHARE * len(pcm), "quiet": lufs < QUIET_LUFS}
    return tuple(name for name, true in remarks.items() if true)


def _levels(pcm: Pcm, rate: int) -> Pcm:
    """How loud each fiftieth of a second is, in dB, without what is constant in it."""
    length = rate // FRAMES_A_SECOND
    frames = pcm[: len(pcm) // length * length].reshape(-1, length)
    power = np.einsum("ij,ij->i", frames, frames) / length - frames.mean(axis=1) ** 2
    levels: Pcm = 10 * np.log10(np.maximum(power, SILENCE))
    return levels
