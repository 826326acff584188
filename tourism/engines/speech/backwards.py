"""How well a sentence fits where it was found: compared with itself read backwards, which nobody does."""

import numpy as np

from tourism.engines.speech.features import CEPSTRA
from tourism.engines.speech.warping import Chain, Comparison, Indices, best_cost

UNFIT = 1.0
TOO_SHORT = 5


def misfit(comparison: Comparison, number: int, places: Indices) -> float:
    """Near 0.4 for the same words in a like voice, near 0.75 in another, about 0.9 to 1 for other words.

    Backwards, a sentence has the same sounds, voice, room and length, and only the order is wrong: so the ratio of
    the two costs tells the words apart, however bad the microphone. `places` are the moments where it was found.
    """
    if len(places) < TOO_SHORT:
        return UNFIT
    rests = comparison.chain.rests
    states = np.arange(rests[number] + 1, rests[number + 1])
    moments = np.arange(places[0], places[-1] + 1)
    straight = best_cost(_alone(comparison, states, moments, forwards=True), 0)
    return straight / max(1e-6, best_cost(_alone(comparison, states, moments, forwards=False), 0))


def _alone(comparison: Comparison, states: Indices, moments: Indices, *, forwards: bool) -> Comparison:
    """One sentence's states between two rests, against some moments."""
    whole = comparison.chain
    order = np.concatenate([[0], states if forwards else states[::-1], [0]])
    rests = np.array([0, len(order) - 1])
    quiet = whole.quiet[order]
    quiet[rests] = True
    sound = comparison.chain_sound[order]
    if not forwards:
        sound[:, CEPSTRA:] *= -1
    numbers = np.zeros(len(order), np.intp)
    numbers[-1] = 1
    return Comparison(
        Chain(whole.frame[order], numbers, quiet, rests),
        comparison.kept[moments],
        comparison.energy[moments],
        comparison.sound[moments],
        comparison.chain_energy[order],
        sound,
    )
