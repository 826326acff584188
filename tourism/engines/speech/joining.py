"""Sentences spoken one at a time, made into one reading with exact times."""

from collections.abc import Iterable, Sequence

import numpy as np

from tourism.engines.speech.port import Pcm

LEAD_IN_SECONDS = 0.15
TAIL_SECONDS = 0.3
QUIET = 0.003
MARGIN_SECONDS = 0.015
FADE_SECONDS = 0.04

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


def assembled(takes: Sequence[tuple[Pcm, Sequence[Span]]], rate: int, *, pause: float) -> tuple[Pcm, tuple[Span, ...]]:
    """Takes of several voices as one sound, and all their spans in seconds of the whole.

    What a take has before its first and after its last span is cut to a short lead-in and tail, and the pause is
    counted from voice to voice, so that two takes' own silences do not add up. A take without spans is all voice.
    """
    parts: list[Pcm] = []
    spans: list[Span] = []
    at, silent = 0, round(LEAD_IN_SECONDS * rate)
    for number, (pcm, inside) in enumerate(takes):
        first, last = _voice(pcm, inside, rate)
        lead = min(first, round(LEAD_IN_SECONDS * rate))
        tail = min(len(pcm) - last, round(TAIL_SECONDS * rate))
        gap = _silence((silent - lead) / rate, rate)
        moved = (at + len(gap) + lead - first) / rate
        spans += [(start + moved, end + moved) for start, end in inside]
        parts += [gap, _faded(pcm[first - lead : last + tail], lead, tail, rate)]
        at += len(gap) + lead + last - first + tail
        wanted = pause if number < len(takes) - 1 else TAIL_SECONDS
        silent = round(wanted * rate) - tail
    parts.append(_silence(silent / rate, rate))
    return np.concatenate(parts), tuple(spans)


def _voice(pcm: Pcm, spans: Sequence[Span], rate: int) -> tuple[int, int]:
    """The samples between which a take speaks."""
    if not spans:
        return 0, len(pcm)
    first = min(max(0, round(spans[0][0] * rate)), len(pcm))
    return first, min(max(first, round(spans[-1][1] * rate)), len(pcm))


def _faded(pcm: Pcm, lead: int, tail: int, rate: int) -> Pcm:
    """Softly in and out where no word is touched: a room's hiss that begins at once is heard as a click."""
    faded = pcm.copy()
    rise, fall = (min(round(FADE_SECONDS * rate), length) for length in (lead, tail))
    faded[:rise] *= np.linspace(0, 1, rise, endpoint=False, dtype=np.float32)
    faded[len(faded) - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)
    return faded


def _silence(seconds: float, rate: int) -> Pcm:
    return np.zeros(round(max(0.0, seconds) * rate), dtype=np.float32)
