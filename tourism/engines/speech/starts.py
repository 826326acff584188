"""Where sentences begin exactly: at the ends of pauses near to where they were found, each pause taken once."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from tourism.engines.speech.joining import MARGIN_SECONDS, Span
from tourism.engines.speech.presence import Pauses

LATE_SECONDS = 0.04
WITHOUT_PAUSE = 3.0
LONGEST_SECONDS = 1.0
APART_SECONDS = 0.05
NOBODYS = 0.4
SHORTEST_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a pause may lie from where a sentence was found (seconds), and what a longer pause is worth."""

    near: float = 0.15
    reach: float = 1.3
    longer: float = 0.7


CLOSELY = Trust()
BROADLY = Trust(near=0.6, reach=2.5, longer=2.0)

Candidate = tuple[float, float]
"""A moment (seconds) and what it costs to begin there."""


def snapped(found: Sequence[Span], pauses: Pauses, trust: Trust = CLOSELY) -> list[Span]:
    """Spans that begin where a pause ends and end where one begins, wherever a pause is near."""
    if not found:
        return []
    before = [-math.inf, *(end for _, end in found[:-1])]
    starts = _cheapest(
        [_candidates(*place, pauses, trust) for place in zip(before, (start for start, _ in found), strict=True)]
    )
    limits = [*starts[1:], math.inf]
    return [
        (start, _end(max(end, start + SHORTEST_SECONDS), start, limit, pauses))
        for start, limit, (_, end) in zip(starts, limits, found, strict=True)
    ]


def in_order(spans: Iterable[Span], first: float, last: float) -> tuple[Span, ...]:
    """The same spans between two moments, none before the end of the one before it; all numbers finite."""
    flat = np.array([moment for span in spans for moment in span], dtype=np.float64)
    flat = np.clip(np.nan_to_num(flat, nan=first, posinf=last, neginf=first), first, last)
    flat = np.maximum.accumulate(flat)
    return tuple((float(start), float(end)) for start, end in flat.reshape(-1, 2))


def filled(spans: Sequence[Span | None], seconds: float) -> list[Span]:
    """Sentences that nobody read (None) share the time between their neighbours."""
    whole: list[Span] = []
    for is_read, group in groupby(enumerate(spans), key=lambda numbered: numbered[1] is not None):
        numbered = list(group)
        if is_read:
            whole += [span for _, span in numbered if span]
            continue
        following = numbered[-1][0] + 1
        end = spans[following] if following < len(spans) else None
        whole += shared(whole[-1][1] if whole else 0.0, end[0] if end else seconds, [1.0] * len(numbered))
    return whole


def shared(first: float, last: float, weights: Sequence[float]) -> list[Span]:
    """A stretch of time divided by weight."""
    marks = first + (last - first) * np.concatenate([[0.0], np.cumsum(weights)]) / max(sum(weights), 1e-9)
    return [(float(start), float(end)) for start, end in pairwise(marks)]


def _candidates(before: float, start: float, pauses: Pauses, trust: Trust) -> list[Candidate]:
    """The ends of pauses near, and the place itself: dear, because people do pause between sentences."""
    away = np.maximum(0, np.maximum(pauses.begins - start, start - LATE_SECONDS - pauses.ends))
    near = np.flatnonzero(away < trust.reach)
    # Words between two sentences are rather the first of the later one, said unlike the voice compared with.
    away[(pauses.ends < start) & (pauses.ends > before)] *= NOBODYS
    lengths = np.minimum(pauses.ends[near] - pauses.begins[near], LONGEST_SECONDS)
    costs = away[near] / trust.near - trust.longer * np.log(np.maximum(lengths, 0.01) / 0.1)
    begins = np.maximum(0, pauses.ends[near] - MARGIN_SECONDS)
    return sorted([*zip(begins.tolist(), costs.tolist(), strict=True), (start, WITHOUT_PAUSE)])


def _cheapest(rows: Sequence[Sequence[Candidate]]) -> list[float]:
    """One candidate of each row, in order of time, so that all together cost least."""
    best = [cost for _, cost in rows[0]]
    came_from: list[list[int]] = []
    for before, row in pairwise(rows):
        choices = [
            min(
                ((price, place) for place, price in enumerate(best) if before[place][0] < moment - APART_SECONDS),
                default=(math.inf, 0),
            )
            for moment, _ in row
        ]
        best = [price + cost for (price, _), (_, cost) in zip(choices, row, strict=True)]
        came_from.append([place for _, place in choices])
    at = min(range(len(best)), key=best.__getitem__)
    taken = [at]
    for places in reversed(came_from):
        at = places[at]
        taken.append(at)
    return [row[place][0] for row, place in zip(rows, reversed(taken), strict=True)]


def _end(end: float, start: float, limit: float, pauses: Pauses) -> float:
    """Where the pause nearest to an end begins, before the next sentence does."""
    inside = pauses.begins[(pauses.begins > start + SHORTEST_SECONDS) & (pauses.begins < limit)]
    if len(inside) == 0:
        return min(end, limit)
    nearest = float(inside[np.argmin(np.abs(inside - end))])
    return min(nearest + MARGIN_SECONDS if abs(nearest - end) < CLOSELY.reach else end, limit)
