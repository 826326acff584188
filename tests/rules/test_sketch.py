"""The sketch of a commune: every seal can be seen and tapped."""

from datetime import UTC, datetime
from itertools import combinations
from math import cos, radians

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tourism.sites.briefs import SiteBrief
from tourism.sites.sketch import HEIGHT, WIDTH, sketch

# As drawn: a square a twenty-second of the strip wide, leaning by 5 degrees.
SEAL = WIDTH / 22
REACH = SEAL / 2 * (cos(radians(5)) + cos(radians(85)))
PLACES = st.tuples(st.floats(20.8, 20.95), st.floats(105.8, 105.95))
SAME = (20.88, 105.89)


@settings(max_examples=150)
@given(st.lists(PLACES, min_size=1, max_size=20))
@example([SAME] * 20)
@example([(20.88, 105.8 + index / 1000) for index in range(20)])
@example([(20.8 + index / 1000, 105.88) for index in range(20)])
@example([(20.8 + index / 1000, 105.8 + index / 1000) for index in range(20)])
@example([SAME] * 19 + [(20.95, 105.95)])
@example([SAME, (20.8, 105.8), *[(20.95, 105.95)] * 18])
def test_seals_never_cover_each_other_and_stay_on_the_strip(places):
    drawn = sketch([_brief(lat, lon) for lat, lon in places])
    for mark in drawn.marks:
        assert REACH <= mark.x <= WIDTH - REACH
        assert REACH <= mark.y <= HEIGHT - REACH
    for one, other in combinations(drawn.marks, 2):
        assert max(abs(one.x - other.x), abs(one.y - other.y)) >= 2 * REACH


@given(st.lists(PLACES, max_size=20))
def test_marks_are_numbered_in_the_order_given(places):
    briefs = [_brief(lat, lon) for lat, lon in places]
    drawn = sketch(briefs)
    assert [mark.number for mark in drawn.marks] == list(range(1, len(places) + 1))
    assert [mark.site for mark in drawn.marks] == briefs


@given(st.lists(PLACES, min_size=1, max_size=20))
def test_the_same_places_are_always_drawn_alike(places):
    briefs = [_brief(lat, lon) for lat, lon in places]
    assert sketch(briefs) == sketch(briefs)


def test_north_is_up_and_east_is_right():
    south_west, north_east = sketch([_brief(20.85, 105.85), _brief(20.9, 105.95)]).marks
    assert south_west.x < north_east.x
    assert south_west.y > north_east.y


def test_a_single_place_stands_in_the_middle():
    (mark,) = sketch([_brief(*SAME)]).marks
    assert (mark.x, mark.y) == pytest.approx((WIDTH / 2, HEIGHT / 2), abs=1)


def test_no_places_make_an_empty_sketch():
    assert sketch([]).marks == ()


def _brief(lat, lon):
    return SiteBrief(
        row=1,
        id="0",
        key="k",
        commune_row=1,
        commune="c",
        name="n",
        slug="s",
        hook="h",
        language="vi",
        as_asked=True,
        kind="tomb",
        story="place",
        area=None,
        position=1,
        lat=lat,
        lon=lon,
        accuracy_m=10,
        approximate=False,
        tourist_point=True,
        awaiting=False,
        picture=None,
        changed=datetime(2026, 1, 1, tzinfo=UTC),
    )
