"""A way through a chain of states: pauses cost little, sentences may be left out for a price."""

import numpy as np
import pytest

from tourism.engines.speech import warping
from tourism.engines.speech.warping import Chain, Comparison, best_cost, best_way, unhurried


def test_long_pauses_are_shortened_and_speech_is_kept():
    quiet = np.array([1, 1, 1, 0, 0, 1, 1, 1, 1, 0], bool)

    assert unhurried(quiet, 2).tolist() == [0, 1, 3, 4, 5, 6, 9]
    assert unhurried(quiet, 0).tolist() == [3, 4, 9]


def test_each_moment_finds_the_state_that_is_like_it():
    way = best_way(comparison([1, 1, 2, 2, 2, 3, 0, 0, 4, 5, 6]), 0)

    assert way.states.tolist() == [1, 1, 2, 2, 2, 3, 4, 4, 5, 6, 7]


def test_a_sentence_that_is_not_read_is_leapt_over():
    states = best_way(comparison([1, 1, 2, 2, 3, 3, 0, 0], long=20), 0).states.tolist()

    assert states == [1, 1, 2, 2, 3, 3, 4, 4]


def test_a_heading_may_be_unread_for_nothing():
    told = comparison([0, 4, 4, 5, 5, 6, 6, 0])

    assert best_way(told, 1).states.tolist() == [4, 5, 5, 6, 6, 7, 7, 8]
    assert best_cost(told, 1) < best_cost(told, 0)


def test_the_way_is_the_same_however_few_moments_are_kept_on_the_way(monkeypatch):
    told = comparison(np.random.default_rng(3).integers(0, 7, 300).tolist())
    whole = best_way(told, 0)
    monkeypatch.setattr(warping, "CELLS_AT_ONCE", 1)

    pieces = best_way(told, 0)

    assert pieces.states.tolist() == whole.states.tolist()
    assert pieces.mean == pytest.approx(whole.mean)
    assert best_cost(told, 0) == pytest.approx(whole.mean)


def test_a_way_never_runs_backwards():
    told = comparison(np.random.default_rng(4).integers(0, 7, 200).tolist())

    assert (np.diff(best_way(told, 0).states) >= 0).all()


def comparison(said: list[int], long: int = 1) -> Comparison:
    """Two sentences of sounds 1 2 3 and 4 5 6, these `long` moments each; 0 is silence."""
    sounds = np.eye(7, dtype=np.float32)
    second = [sound for sound in (4, 5, 6) for _ in range(long)]
    chained = [0, 1, 2, 3, 0, *second, 0]
    states = Chain(
        np.arange(len(chained)),
        np.array([0] * 4 + [1] * (1 + len(second)) + [2]),
        np.array([each == 0 for each in chained]),
        np.array([0, 4, len(chained) - 1]),
    )
    energy = np.array([float(each > 0) for each in said], np.float32)
    chain_energy = np.array([float(each > 0) for each in chained], np.float32)
    return Comparison(states, np.arange(len(said)), energy, sounds[said], chain_energy, sounds[chained])
