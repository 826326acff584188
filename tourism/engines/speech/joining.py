"""Sentences spoken one at a time, made into one reading with exact times."""

from collections.abc import Iterable

import numpy as np

from tourism.engines.speech.port import Pcm

LEAD_IN_SECONDS = 0.15
TAIL_SECONDS = 0.3
QUIET = 0.003
MARGIN_SECONDS = 0.015

Span = tuple[float, float]


def trimmed(pcm: Pcm, rate: int) -> Pcm:
    """The samples without the silence before and after; empty where all is silence."""
    loud = np.flatnonzero(np.abs(pcm) > QUIET)
    if loud.size == 0:
        return pcm[:0]
    margin = round(MARGIN_SECONDS * rate)
    return pcm[max(0, int(loud[0]) - margin) : int(loud[-1]) + margin + 1]


def joined(sentences: Iterable[tuple[Pcm, float]], rate: int) -> tuple[Pcm, tuple[Span, ...]]:
    """Sentences with the pause after each, as one piece; the last pause is a short tail.

    A little silence leads in, because wireless loudspeakers swallow the first moment.
    """
    pieces = [_silence(LEAD_IN_SECONDS, rate)]
    spans: list[Span] = []
    at = len(pieces[0])
    pause = 0.0
    for pcm, after in sentences:
        gap = _silence(pause, rate)
        start = at + len(gap)
        at = start + len(pcm)
        spans.append((start / rate, at / rate))
        pieces += [gap, pcm]
        pause = after
    pieces.append(_silence(TAIL_SECONDS, rate))
    return np.concatenate(pieces), tuple(spans)


def _silence(seconds: float, rate: int) -> Pcm:
    return np.zeros(round(max(0.0, seconds) * rate), dtype=np.float32)
