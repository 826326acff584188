"""Legs, times and the four signs of a tour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism import geo
from tourism.tours.itinerary import FOUR_SIGNS, Halt, itinerary

HALTS = st.lists(
    st.builds(
        Halt,
        st.builds(geo.Point, st.floats(20, 21), st.floats(105, 106)),
        st.sampled_from([*FOUR_SIGNS, "rest"]),
        st.integers(0, 1440),
        st.booleans(),
    ),
    max_size=12,
)


@given(HALTS, st.booleans())
def test_the_sums_are_those_of_the_legs_and_stops(halts, by_bicycle):
    plan = itinerary(halts, by_bicycle=by_bicycle)
    assert len(plan.legs) == max(len(halts) - 1, 0)
    for leg, one, other in zip(plan.legs, halts, halts[1:], strict=False):
        assert leg.metres == geo.distance(one.here, other.here)
        assert leg.minutes == geo.minutes_on_the_way(leg.metres, by_bicycle=by_bicycle)
        assert leg.approximate == (one.approximate or other.approximate)
    assert plan.metres == pytest.approx(sum(leg.metres for leg in plan.legs))
    assert plan.moving_minutes == sum(leg.minutes for leg in plan.legs)
    assert plan.minutes == plan.moving_minutes + sum(halt.dwell_minutes for halt in halts)
    assert plan.approximate == any(leg.approximate for leg in plan.legs)


@given(HALTS)
def test_a_tour_is_closed_when_it_has_all_four_signs(halts):
    plan = itinerary(halts)
    kinds = {halt.kind for halt in halts}
    assert plan.is_closed == (set(FOUR_SIGNS) <= kinds)
    assert plan.signs == tuple(sign for sign in ("visit", "do", "shop", "eat") if sign in kinds)


@given(HALTS)
def test_nobody_is_slower_on_a_bicycle(halts):
    assert itinerary(halts, by_bicycle=True).minutes <= itinerary(halts).minutes


def test_a_tour_of_one_stop_has_no_way():
    plan = itinerary([Halt(geo.Point(20.88, 105.9), "visit", 20, approximate=True)])
    assert (plan.legs, plan.metres, plan.minutes, plan.approximate) == ((), 0, 20, False)


def test_two_stops_at_one_place_need_no_minutes_between_them():
    here = geo.Point(20.88, 105.9)
    plan = itinerary([Halt(here, "visit", 20, approximate=False), Halt(here, "eat", 30, approximate=False)])
    assert (plan.metres, plan.moving_minutes, plan.minutes) == (0, 0, 50)
