"""One loudness everywhere: the gain that brings a sound to it, under a ceiling for its peaks."""

from tourism.engines.speech.filtering import limited, peak, quick_lufs
from tourism.engines.speech.port import Pcm, SoundUnfit

QUIETEST_LUFS = -60.0
ROUNDS = 6
NEAR_LU = 0.1
FIRST_SLOPE = 0.6
FLATTEST_SLOPE = 0.2
LARGEST_STEP_DB = 6.0
# Beyond, the limiter would take back nearly all of a gain, and be heard doing it.
MOST_EXTRA_DB = 6.0


def levelled(pcm: Pcm, rate: int, aim_lufs: float, ceiling: float) -> Pcm:
    """The samples as loud as wanted, none above the ceiling; as near as is sane where both cannot be had.

    Raises SoundUnfit where there is only silence.
    """
    before = quick_lufs(pcm, rate)
    if before < QUIETEST_LUFS:
        raise SoundUnfit(f"silent: {before:.1f} LUFS")
    gain = aim_lufs - before
    factor = 10 ** (gain / 20)
    if peak(pcm) * factor <= ceiling:
        # No limiter, and so nothing that could be heard working.
        return pcm * pcm.dtype.type(factor)
    return _limited(pcm, rate, aim_lufs, ceiling, gain)


def _limited(pcm: Pcm, rate: int, aim_lufs: float, ceiling: float, gain: float) -> Pcm:
    """The limiter takes back part of every gain, so the next step follows from what the last achieved."""
    most, slope, step, last = gain + MOST_EXTRA_DB, FIRST_SLOPE, 0.0, aim_lufs
    shaped = limited(pcm, rate, ceiling, gain)
    for _ in range(ROUNDS):
        reached = quick_lufs(shaped, rate)
        if step:
            slope = min(max((reached - last) / step, FLATTEST_SLOPE), 1.0)
        step = min(max((aim_lufs - reached) / slope, -LARGEST_STEP_DB), LARGEST_STEP_DB, most - gain)
        if abs(aim_lufs - reached) < NEAR_LU or step == 0:
            break
        gain, last = gain + step, reached
        shaped = limited(pcm, rate, ceiling, gain)
    return shaped
