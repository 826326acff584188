"""Starts of sentences move to the ends of pauses, in order, whatever was found."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.engines.speech.presence import Pauses
from tourism.engines.speech.starts import BROADLY, filled, in_order, shared, snapped

MOMENTS = st.lists(st.floats(0, 60), max_size=12)


def test_a_start_within_a_pause_moves_to_its_end_and_the_end_before_to_its_beginning():
    assert snapped([(0.5, 2.0), (2.1, 4.0)], quiet((0, 0.6), (2.0, 2.8), (4.05, 5))) == [
        pytest.approx((0.585, 2.015)),
        pytest.approx((2.785, 4.065)),
    ]


def test_a_pause_at_a_comma_is_not_taken_for_the_one_between_sentences():
    spans = snapped([(0.0, 5.0), (5.1, 9.0)], quiet((3.9, 4.5), (5.0, 5.4), (6.2, 6.8)))

    assert spans[1][0] == pytest.approx(5.385)


def test_a_longer_pause_wins_where_it_is_known_only_roughly():
    near, far = (4.8, 4.9), (5.6, 6.5)

    assert snapped([(0.0, 5.0), (5.0, 9.0)], quiet(near, far), BROADLY)[1][0] == pytest.approx(6.485)
    assert snapped([(0.0, 5.0), (5.0, 9.0)], quiet(near, far))[1][0] == pytest.approx(4.885)


def test_without_a_pause_near_a_start_stays():
    assert snapped([(1.0, 2.0), (7.0, 8.0)], quiet()) == [(1.0, 2.0), (7.0, 8.0)]
    assert snapped([], quiet()) == []


def test_two_sentences_do_not_take_the_same_pause():
    spans = snapped([(1.0, 1.2), (1.3, 1.5), (1.6, 3.0)], quiet((0.9, 1.4)))

    assert len({start for start, _ in spans}) == 3


def test_what_nobody_read_lies_between_its_neighbours():
    assert filled([None, (2.0, 3.0), None, None, (5.0, 6.0), None], 8.0) == [
        (0.0, 2.0),
        (2.0, 3.0),
        (3.0, 4.0),
        (4.0, 5.0),
        (5.0, 6.0),
        (6.0, 8.0),
    ]
    assert filled([None, None], 4.0) == [(0.0, 2.0), (2.0, 4.0)]


def test_time_is_shared_by_weight():
    assert shared(1.0, 5.0, [1.0, 3.0]) == [(1.0, 2.0), (2.0, 5.0)]
    assert shared(1.0, 5.0, []) == []


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=8), st.floats(0, 5), st.floats(5, 60))
def test_spans_are_brought_in_order_whatever_they_are(spans, first, last):
    flat = [moment for span in in_order(spans, first, last) for moment in span]

    assert flat == sorted(flat)
    assert all(first <= moment <= last for moment in flat)


@given(MOMENTS, MOMENTS)
def test_starts_found_in_order_stay_in_order(starts, pauses):
    rising = sorted(set(starts))
    found = [(start, start + 0.2) for start in rising]
    spans = snapped(found, quiet(*((pause, pause + 0.3) for pause in sorted(set(pauses)))))

    begins = [start for start, _ in spans]
    assert len(spans) == len(found)
    assert begins == sorted(begins)


def quiet(*pauses: tuple[float, float]) -> Pauses:
    return Pauses(np.array([begin for begin, _ in pauses]), np.array([end for _, end in pauses]))
