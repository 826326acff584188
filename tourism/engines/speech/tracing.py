"""Where each sentence of a reading turns up in a recording, to the nearest 40 ms, and how well it fits there."""

from dataclasses import dataclass

import numpy as np

from tourism.engines.speech.backwards import misfit
from tourism.engines.speech.features import HOP_SECONDS, Heard, Mask, heard_by
from tourism.engines.speech.joining import Span
from tourism.engines.speech.port import Take
from tourism.engines.speech.warping import Comparison, Indices, Way, best_cost, best_way, chain, compared

FINE_HOPS = 4
COARSE_HOPS = 8
COARSEST_HOPS = 16
LONG_SECONDS = 300.0
STEP_SECONDS = FINE_HOPS * HOP_SECONDS
# How much longer or shorter the throat of the one is than of the other.
THROATS = (0.74, 0.8, 0.87, 0.93, 1.0, 1.07, 1.15, 1.25)
CLEARLY_LOUD = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Each sentence's place (None: nowhere), its misfit there, and the seconds that it is spoken without pauses.

    `strange_seconds` is the longest speech that belongs to no sentence; `speaking` says for each 10 ms whether a
    sentence is read there.
    """

    spans: tuple[Span | None, ...]
    misfits: tuple[float, ...]
    spoken_seconds: tuple[float, ...]
    strange_seconds: float
    speaking: Mask


def traced(told: Heard, reference: Take, heading: int) -> Found:
    """The sentences of `reference` in what was heard; the first `heading` of them may be unread for nothing."""
    way, comparison = _followed(told, reference, heading)
    states = comparison.chain
    in_sentence = ~states.quiet[way.states]
    loud = in_sentence & (comparison.energy > 0)
    numbers = np.where(in_sentence, states.sentence[way.states], -1)
    places = [np.flatnonzero(numbers == number) for number in range(len(reference.spans))]
    strange = ~in_sentence & np.isin(way.states, states.rests) & (comparison.energy > CLEARLY_LOUD)
    speaking = np.zeros(len(told.level) // FINE_HOPS + 1, bool)
    speaking[comparison.kept] = in_sentence
    return Found(
        tuple(_span(comparison, here) for here in places),
        tuple(misfit(comparison, number, here) for number, here in enumerate(places)),
        tuple(float(loud[here].sum()) * STEP_SECONDS for here in places),
        _longest(strange) * STEP_SECONDS,
        np.repeat(speaking, FINE_HOPS)[: len(told.level)],
    )


def _followed(told: Heard, reference: Take, heading: int) -> tuple[Way, Comparison]:
    """The best way, through the reference as a person of the fitting size would read it."""
    hops = COARSE_HOPS if len(told.level) * HOP_SECONDS < LONG_SECONDS else COARSEST_HOPS
    models = heard_by(reference.pcm, reference.rate, THROATS)
    costs: dict[int, float] = {}

    def tried(place: int) -> float:
        if place not in costs:
            costs[place] = best_cost(_against(told, models[place], reference, hops), heading)
        return costs[place]

    best = min((2, 4, 6), key=tried)
    best = min((best - 1, best, best + 1), key=tried)
    best = min((max(0, best - 1), best), key=tried)
    comparison = _against(told, models[best], reference, FINE_HOPS)
    return best_way(comparison, heading), comparison


def _against(told: Heard, model: Heard, reference: Take, hops: int) -> Comparison:
    moments = model.moments(hops)
    return compared(told.moments(hops), moments, chain(reference, moments))


def _span(comparison: Comparison, places: Indices) -> Span | None:
    if len(places) == 0:
        return None
    return float(comparison.kept[places[0]]) * STEP_SECONDS, float(comparison.kept[places[-1]] + 1) * STEP_SECONDS


def _longest(mask: Mask) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return int(max(edges[1::2] - edges[::2], default=0))
