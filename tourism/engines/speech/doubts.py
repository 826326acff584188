"""What speaks against the timings of a recording, as keys that pages put into words."""

import numpy as np

from tourism.engines.speech.port import Take
from tourism.engines.speech.tracing import Found

SILENT = "silent"
# Measured on recordings of right and wrong texts; `python -m bench alignment` shows how both are told apart.
MISFIT = 0.945
UNEVEN = 0.5
PACES = (0.5, 2.0)
STRANGE_SECONDS = 1.0
MISREAD = 1.0
# A few words say too little about themselves.
JUDGED_SECONDS = 1.5
SHORTEST_SHARE = 0.4


def cost(found: Found, heading: int) -> float:
    """How badly the recording fits: the misfit of the middling sentence."""
    return float(np.median(found.misfits[heading:]))


def doubts(found: Found, reference: Take, heading: int) -> tuple[str, ...]:
    """Reasons to look at the timings, empty where all is well; the first `heading` sentences are known to be unread."""
    lengths = np.array([max(0.01, end - start) for start, end in reference.spans[heading:]])
    paces = np.maximum(np.array(found.spoken_seconds[heading:]) / lengths, 0.01)
    usual = float(np.median(paces))
    # Who reads other words is now too slow for the sentence, now too fast.
    uneven = float(np.std(np.clip(np.log(paces / usual), -1.5, 1.5)))
    misread = (np.array(found.misfits[heading:]) >= MISREAD) & (lengths >= JUDGED_SECONDS)
    unread = (paces < SHORTEST_SHARE * usual) | misread
    told = {
        "does-not-fit": cost(found, heading) + UNEVEN * uneven > MISFIT or unread.mean() > 0.5,
        "duration": not PACES[0] < usual < PACES[1],
        "unread-sentences": unread.any(),
        "other-words": found.strange_seconds > STRANGE_SECONDS,
    }
    return tuple(reason for reason, holds in told.items() if holds)
