"""Distances, boxes and cells, held against geopy everywhere on the earth."""

import math

import pytest
from geopy.distance import geodesic
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tourism import geo
from tourism.errors import Invalid
from tourism.geo import Cell, Point, box_around, cell_named, cell_of, distance, distances

LATS = st.floats(-90, 90) | st.sampled_from([-90.0, 90.0, 0.0, 89.9999, -89.9999])
LONS = st.floats(-180, 180) | st.sampled_from([-180.0, 180.0, 179.9999, -179.9999, 0.0])
POINTS = st.builds(Point, LATS, LONS)
RADII = st.floats(0.01, geo.HALF_WORLD_METRES) | st.floats(0.01, 3000)


@given(POINTS, POINTS)
def test_a_distance_is_geopys_and_the_same_both_ways(one, other):
    truth = geodesic((one.lat, one.lon), (other.lat, other.lon)).meters
    assert distance(one, other) == truth
    assert distance(other, one) == pytest.approx(truth, abs=1e-6)


@given(POINTS, st.lists(POINTS, max_size=20))
def test_many_distances_at_once_equal_geopys(here, others):
    together = distances(here, [each.lat for each in others], [each.lon for each in others])
    assert together == pytest.approx([distance(here, each) for each in others], abs=1e-6)
    assert all(0 <= metres < geo.HALF_WORLD_METRES for metres in together)


@settings(max_examples=400)
@given(POINTS, RADII, st.floats(0, 360), st.floats(0, 1))
@example(Point(89.9, 10), 12_000.0, 0.0, 1.0)
@example(Point(20.88, 179.999), 500.0, 90.0, 1.0)
@example(Point(-20.88, -180), 500.0, 270.0, 1.0)
@example(Point(0, 0), geo.HALF_WORLD_METRES, 90.0, 0.999)
def test_a_box_holds_every_point_within_its_radius(here, radius, bearing, share):
    there = geodesic(meters=radius * share).destination((here.lat, here.lon), bearing)
    point = Point(there.latitude, there.longitude)
    if distance(here, point) <= radius:
        assert _holds(box_around(here, radius), point)


@settings(max_examples=300)
@given(POINTS, POINTS)
def test_a_box_reaches_any_point_that_it_must(here, there):
    assert _holds(box_around(here, max(distance(here, there), 0.01)), there)


@given(POINTS, RADII)
def test_a_box_stays_on_the_map(here, radius):
    box = box_around(here, radius)
    assert -90 <= box.south <= box.north <= 90
    assert all(-180 <= west <= east <= 180 for west, east in box.spans())


@given(POINTS, st.floats(100, 5000))
def test_a_small_box_is_small(here, radius):
    box = box_around(here, radius)
    assert (box.north - box.south) * 110_000 < 2 * radius * 1.02
    if abs(here.lat) < 80:
        width = sum(east - west for west, east in box.spans())
        assert width * math.cos(math.radians(here.lat)) * 111_000 < 2 * radius * 1.1


@given(POINTS)
def test_a_point_lies_in_its_cell_and_the_cells_name_leads_back(here):
    cell = cell_of(here)
    assert _holds(cell.box, here)
    assert cell_named(cell.name) == cell


@given(POINTS, st.floats(0, 360), st.floats(0, 1900))
def test_whoever_stands_at_a_cells_edge_sees_across_it(here, bearing, metres):
    """The border is 0.02 degrees: 2.2 km, but less from west to east away from the equator."""
    if abs(here.lat) > 24:
        return
    there = geodesic(meters=metres).destination((here.lat, here.lon), bearing)
    assert _holds(cell_of(here).box, Point(there.latitude, there.longitude))


@pytest.mark.parametrize(
    "lat, lon", [(90, 180), (-90, -180), (90, -180), (-90, 180), (20.85, 105.9), (0, 0), (0.05, 0.05)]
)
def test_corners_and_edges_of_the_map_have_a_cell(lat, lon):
    here = Point(lat, lon)
    assert _holds(cell_of(here).box, here)
    assert cell_named(cell_of(here).name).name == cell_of(here).name


def test_both_names_of_the_antimeridian_are_one_cell():
    assert cell_of(Point(10, 180)) == cell_of(Point(10, -180))


def test_a_cell_beside_the_antimeridian_looks_across_it():
    assert _holds(Cell(2217, 0).box, Point(20.87, 179.99))
    assert _holds(Cell(2217, 7199).box, Point(20.87, -179.99))


@given(st.integers(0, 3599), st.integers(0, 7199))
def test_a_cells_square_and_border_have_their_size(row, column):
    box = Cell(row, column).box
    width = sum(east - west for west, east in box.spans())
    assert width == pytest.approx(0.09)
    assert box.north - box.south == pytest.approx(0.07 if row in (0, 3599) else 0.09)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "-",
        "1",
        "1-",
        "-1",
        "1-2-3",
        "01-2",
        "1-02",
        "3600-0",
        "0-7200",
        "1 -2",
        "+1-2",
        "١-٢",
        "1-2\n",
        "9" * 9000,
        "²-1",
        "1—2",
    ],
)
def test_a_name_that_is_no_cell_is_refused(name):
    with pytest.raises(Invalid, match="bad-cell"):
        cell_named(name)


@pytest.mark.parametrize(
    "lat, lon",
    [
        (91, 0),
        (-90.0001, 0),
        (0, 180.1),
        (0, -181),
        (math.nan, 0),
        (0, math.nan),
        (math.inf, 0),
        (0, -math.inf),
    ],
)
def test_a_point_off_the_earth_is_refused(lat, lon):
    with pytest.raises(Invalid, match="bad-position"):
        Point(lat, lon)


@given(LATS, LATS)
def test_bands_follow_the_latitude(one, other):
    low, high = sorted((one, other))
    assert 0 <= geo.band(low) <= geo.band(high) <= 18_000


@pytest.mark.parametrize(
    "metres, by_bicycle, minutes",
    [
        (0, False, 0),
        (0.5, False, 1),
        (70, False, 1),
        (70.1, False, 2),
        (1400, False, 20),
        (1400, True, 7),
        (1, True, 1),
    ],
)
def test_minutes_are_whole_and_never_too_few(metres, by_bicycle, minutes):
    assert geo.minutes_on_the_way(metres, by_bicycle=by_bicycle) == minutes


@given(st.lists(POINTS, min_size=1, max_size=4), POINTS, POINTS, st.floats(0, 1))
def test_a_box_meets_every_line_of_which_it_holds_a_point(line, one, other, share):
    south, north = sorted((one.lat, other.lat))
    box = geo.Box(south, one.lon, north, other.lon)
    begin, end = line[0], line[min(1, len(line) - 1)]
    between = Point(begin.lat + (end.lat - begin.lat) * share, begin.lon + (end.lon - begin.lon) * share)

    if any(_holds(box, each) for each in line):
        assert box.meets(line)
    if len(line) == 1:
        assert box.meets(line) == _holds(box, line[0])
    # Around a point of the way, with room for the last digit.
    near = geo.Box(between.lat - 1e-9, between.lon - 1e-9, between.lat + 1e-9, between.lon + 1e-9)
    assert near.meets(line)


def test_a_box_that_a_line_passes_by_does_not_meet_it():
    line = (Point(0, 0), Point(10, 10))

    assert geo.Box(4, 4, 5, 5).meets(line)
    assert not geo.Box(6, 2, 8, 4).meets(line)
    assert not geo.Box(11, 11, 12, 12).meets(line)


def _holds(box, point):
    return box.south <= point.lat <= box.north and any(west <= point.lon <= east for west, east in box.spans())
