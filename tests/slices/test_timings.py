"""Timings of a recording that a person corrects never overlap and never run past the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.errors import Invalid
from tourism.recording import SHORTEST_MS, moved

SPANS = ((0, 900), (1000, 1900), (2000, 2900))
END = 3000


def test_one_start_is_moved_and_its_neighbour_gives_way():
    assert moved(SPANS, {2: 0.8}, 0.0, END) == ((0, 800), (800, 1900), (2000, 2900))


def test_all_may_be_shifted():
    assert moved(SPANS, {}, 0.05, END) == ((50, 950), (1050, 1950), (2050, 2950))


def test_a_start_that_was_given_is_not_shifted_besides():
    assert moved(SPANS, {1: 0.2}, 0.05, END)[0][0] == 200


def test_nothing_given_agrees_to_what_is_there():
    assert moved(SPANS, {}, 0.0, END) == SPANS


def test_a_sentence_that_nobody_read_may_go_on_taking_no_time():
    unread = ((0, 900), (950, 950), (1000, 1900))

    assert moved(unread, {}, 0.0, END) == unread
    assert moved(unread, {3: 1.1}, 0.0, END) == ((0, 900), (950, 950), (1100, 1900))


@pytest.mark.parametrize(
    ("starts", "shift", "told"),
    [
        ({4: 1.0}, 0.0, "There is no sentence 4; there are 1 to 3."),
        ({0: 1.0}, 0.0, "There is no sentence 0; there are 1 to 3."),
        ({2: 2.5}, 0.0, "Sentence 2 cannot begin at 2.5 s: it would overlap its neighbours."),
        ({3: 3.0}, 0.0, "Sentence 3 cannot begin at 3 s: it would overlap its neighbours."),
        ({}, -0.1, "Sentence 1 cannot begin at -0.1 s: it would overlap its neighbours."),
        ({1: float("nan")}, 0.0, "A start is a number of seconds."),
        ({1: float("inf")}, 0.0, "A start is a number of seconds."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(starts, shift, told):
    with pytest.raises(Invalid) as refusal:
        moved(SPANS, starts, shift, END)
    assert refusal.value.details["sentence"] == told


@given(
    st.dictionaries(st.integers(1, 3), st.floats(0, 3), max_size=3),
    st.floats(-1, 1),
)
def test_whatever_is_accepted_is_in_order(starts, shift):
    try:
        spans = moved(SPANS, starts, shift, END)
    except Invalid:
        return
    flat = [moment for span in spans for moment in span]
    assert flat == sorted(flat)
    assert all(end - start >= SHORTEST_MS for start, end in spans)
    assert 0 <= flat[0] <= flat[-1] <= END
