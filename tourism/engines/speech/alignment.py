"""When each sentence of a text is read in a person's recording, found by comparing it with a machine's reading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tourism.engines.speech.doubts import SILENT, cost, doubts
from tourism.engines.speech.features import HOP_SECONDS, heard
from tourism.engines.speech.joining import Span
from tourism.engines.speech.port import Pcm, Take
from tourism.engines.speech.presence import pauses
from tourism.engines.speech.starts import BROADLY, filled, in_order, shared, snapped
from tourism.engines.speech.tracing import traced

UNKNOWN_COST = 1.0
LOUDEST = 4.0
EAST_ASIAN = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Alignment:
    """When each sentence is read (seconds into the recording), and how far to trust that.

    `cost` compares with the same text backwards: 0.3 to 0.85 for these words, about 0.9 or more for others. `reasons`
    are stable keys: silent, does-not-fit, duration, unread-sentences, other-words; none without doubt.
    """

    spans: tuple[Span, ...]
    cost: float
    doubtful: bool
    reasons: tuple[str, ...]
    head_unread: bool = False
    approximate: bool = False


def align(recording: Pcm, rate: int, reference: Take, *, heading: int = 0, begin_at: float = 0.0) -> Alignment:
    """The sentences of `reference` found in a recording of the same text; it never raises, it doubts.

    The first `heading` sentences may be unread; what lies before `begin_at` (seconds) is not looked at.
    """
    first, seconds = min(max(0.0, begin_at), len(recording) / rate), len(recording) / rate
    told = heard(_sane(recording[round(first * rate) :]), rate)
    count = len(reference.spans)
    if count == 0 or told.silent:
        return _silent(shared(first, seconds, [1.0] * count), first, seconds)
    heading = min(max(0, heading), count - 1)
    found = traced(told, reference, heading)
    head_unread = heading > 0 and all(span is None for span in found.spans[:heading])
    exact = iter(snapped([span for span in found.spans if span], pauses(told, found.speaking)))
    spans = filled([next(exact) if span else None for span in found.spans], seconds - first)
    unread = heading if head_unread else 0
    reasons = doubts(found, reference, unread)
    placed = in_order(((start + first, end + first) for start, end in spans), first, seconds)
    return Alignment(placed, cost(found, unread), bool(reasons), reasons, head_unread)


def share_by_characters(recording: Pcm, rate: int, texts: Sequence[str], *, begin_at: float = 0.0) -> Alignment:
    """Sentences shared out over what is spoken by the length of their texts: for languages without a voice here."""
    first, seconds = min(max(0.0, begin_at), len(recording) / rate), len(recording) / rate
    told = heard(_sane(recording[round(first * rate) :]), rate)
    weights = [_weight(text) for text in texts]
    if not texts or told.silent:
        return _silent(shared(first, seconds, weights), first, seconds, approximate=True)
    speaking = told.level > told.threshold
    quiet = pauses(told, speaking)
    for begin, end in zip(quiet.begins, quiet.ends, strict=True):
        speaking[round(begin / HOP_SECONDS) : round(end / HOP_SECONDS)] = False
    clock = np.cumsum(speaking, dtype=np.float64)
    marks = clock[-1] * np.concatenate([[0.0], np.cumsum(weights)]) / sum(weights)
    places = np.searchsorted(clock, np.maximum(marks, 1)) * HOP_SECONDS
    spans = snapped(list(zip(places[:-1].tolist(), places[1:].tolist(), strict=True)), quiet, BROADLY)
    placed = in_order(((start + first, end + first) for start, end in spans), first, seconds)
    return Alignment(placed, UNKNOWN_COST, doubtful=False, reasons=(), approximate=True)


def _silent(spans: Sequence[Span], first: float, last: float, *, approximate: bool = False) -> Alignment:
    """Even shares, and the doubt; without sentences there is nothing to doubt."""
    reasons = (SILENT,) if spans else ()
    return Alignment(in_order(spans, first, last), UNKNOWN_COST, bool(spans), reasons, approximate=approximate)


def _sane(pcm: Pcm) -> Pcm:
    """The samples themselves, or where they cannot be a sound, what can be made of them."""
    if len(pcm) and not (pcm.min() >= -LOUDEST and pcm.max() <= LOUDEST):
        return np.clip(np.nan_to_num(pcm, nan=0.0), -LOUDEST, LOUDEST)
    return pcm


def _weight(text: str) -> float:
    """How long a text takes to say, compared with others of its language."""
    letters = [each for each in text if each.isalnum()]
    return 1 + sum(2.5 if EAST_ASIAN.match(each) else 2 if each.isdigit() else 1 for each in letters)
