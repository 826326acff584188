"""Positions as people type them, hours as they write them, and the chart."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tourism.errors import Invalid
from tourism.sites.opening import read_hours, written_hours
from tourism.sites.pointing import chart, read_position


@pytest.mark.parametrize(
    "typed, lat, lon",
    [
        ("20.8797, 105.8880", 20.8797, 105.888),
        ("20.8797,105.8880", 20.8797, 105.888),
        ("20,8797; 105,8880", 20.8797, 105.888),
        ("20,8797, 105,8880", 20.8797, 105.888),
        ("20.8797 105.8880", 20.8797, 105.888),
        ("  20.8797°  105.8880° ", 20.8797, 105.888),
        ("105.8880, 20.8797", 20.8797, 105.888),
        ("-33.9, 18.4", -33.9, 18.4),
        ("20°52'48\"N 105°54'E", 20.88, 105.9),
        ("20°52′48″B, 105°54′00″Đ", 20.88, 105.9),
        ("105°54'E 20°52'48''N", 20.88, 105.9),
        ("20.88°N 105.9°E", 20.88, 105.9),
    ],
)
def test_positions_that_people_type(typed, lat, lon):
    point = read_position(typed)

    assert point.lat == pytest.approx(lat)
    assert point.lon == pytest.approx(lon)


@pytest.mark.parametrize(
    "typed", ["", "ở đầu làng", "20.88", "20,105", "91.1, 200.5", "1e3, 2.0", "20°72'N 3°E", "20°N 21°N", "١.٥, ٢.٥x"]
)
def test_what_is_no_position_is_refused(typed):
    with pytest.raises(Invalid):
        read_position(typed)


@given(some.text(max_size=150))
def test_no_text_breaks_the_reader(text):
    try:
        point = read_position(text)
    except Invalid:
        return
    assert abs(point.lat) <= 90


def test_corners_of_the_commune_are_corners_of_the_chart():
    drawn = chart((105.8564, 20.8478, 105.9246, 20.9121))

    assert drawn.spot(20.9121, 105.8564) == (0, 0)
    assert drawn.spot(20.8478, 105.9246) == (drawn.width, drawn.height)
    assert drawn.spot(0, 0) == (0, drawn.height)
    assert drawn.height == pytest.approx(1009, abs=2)


def test_an_empty_box_gets_some_ground():
    drawn = chart((105.9, 20.9, 105.9, 20.9))

    assert drawn.spot(20.9, 105.9) == (500, drawn.height // 2)


@pytest.mark.parametrize(
    "typed, spans",
    [
        ("", []),
        ("7:30–11:30, 13:30–17:00", [("07:30", "11:30"), ("13:30", "17:00")]),
        ("7h30 - 11h; 13h-17h", [("07:30", "11:00"), ("13:00", "17:00")]),
        ("7-11", [("07:00", "11:00")]),
        ("7 đến 11", [("07:00", "11:00")]),
        ("0:00–24:00", [("00:00", "23:59")]),
    ],
)
def test_hours_that_people_write(typed, spans):
    assert read_hours(typed) == spans
    assert read_hours(written_hours(spans)) == spans


@pytest.mark.parametrize("typed", ["sáng", "7", "25-26", "7:99-8", "-", ", ".join(["7-8"] * 7)])
def test_what_are_no_hours_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011
        read_hours(typed)
