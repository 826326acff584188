"""Numbers, angles and positions as people write them, and metres of VN-2000."""

import math

import pytest
from pyproj import CRS
from pyproj.transformer import TransformerGroup

from tourism import geo
from tourism.geo import Point
from tourism.importing import vn2000
from tourism.importing.angles import angle, exactness
from tourism.importing.numerals import metres, number

# The seven numbers of decision 05/2007/QĐ-BTNMT from VN-2000 to WGS 84: metres, seconds, parts of a million.
SHIFT = (-191.90441429, -39.30318279, -111.45032835)
TURN = (-0.00928836, 0.01975479, -0.00427372)
SCALE = 0.252906278
AXIS, FLATTENING = 6378137.0, 1 / 298.257223563


@pytest.mark.parametrize(
    "text, value",
    [
        ("20.8811", 20.8811),
        ("20,8811", 20.8811),
        ("105,9", 105.9),
        ("22,438", 22.438),
        ("-3,5", -3.5),
        ("−3.5", -3.5),
        ("2.308.123,45", 2308123.45),
        ("2,308,123.45", 2308123.45),
        ("2 308 123,45", 2308123.45),
        ("2\u00a0308\u202f123.45", 2308123.45),
        ("2.308.123", 2308123),
        ("2,308,123", 2308123),
        ("588'123.4", 588123.4),
        ("50 m", 50),
        ("15 mét", 15),
        ("1e3", 1000),
        ("  7 ", 7),
    ],
)
def test_a_number_is_read_as_it_was_meant(text, value):
    assert number(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["", "khoảng 20", "20,88,11", "1.2.3", "NaN", "inf", "1e999", "0x10", "--3", "12,34,567", "²", "٣", "9" * 400],
)
def test_what_is_no_number_is_none(text):
    assert number(text) is None


@pytest.mark.parametrize(
    "text, value",
    [
        ("588,123", 588123),
        ("588.123", 588123),
        ("2,308,123", 2308123),
        ("588123,5", 588123.5),
        ("588123.456", 588123.456),
    ],
)
def test_metres_of_a_map_are_never_a_few_hundred(text, value):
    assert metres(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text, axis, value",
    [
        ("20.85", "lat", 20.85),
        ("20,85", "lat", 20.85),
        ("20.85° N", "lat", 20.85),
        ("20.85°B", "lat", 20.85),
        ("N 20.85", "lat", 20.85),
        ("20°51'00\"B", "lat", 20.85),
        ("20°51′00″ Bắc", "lat", 20.85),
        ("20 51 0.0", "lat", 20.85),
        ("20:51:00", "lat", 20.85),
        ("20 độ 51 phút 00 giây", "lat", 20.85),
        ("105°54'Đ", "lon", 105.9),
        ("105°54'00,0\" E", "lon", 105.9),
        ("105.9 Đông", "lon", 105.9),
        ("20°51' Nam", "lat", -20.85),
        ("20.85 S", "lat", -20.85),
        ("105.9 W", "lon", -105.9),
        ("105.9 Tây", "lon", -105.9),
    ],
)
def test_an_angle_is_read_in_every_notation(text, axis, value):
    assert angle(text, axis) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    "text, axis",
    [("105.9 E", "lat"), ("20.85 N", "lon"), ("20°61'B", "lat"), ("20°51'70\"B", "lat"), ("bắc", "lat")],
)
def test_an_angle_of_the_other_axis_or_of_no_clock_is_none(text, axis):
    assert angle(text, axis) is None


@pytest.mark.parametrize(
    "text, reach",
    [("20.8811", 5.55), ("20.88", 555), ("20,9", 5550), ("20", 55500), ("20°51'00\"", 15), ("20°51'", 925)],
)
def test_a_position_is_no_more_exact_than_it_was_written(text, reach):
    assert exactness(text) == pytest.approx(reach)


# VN-2000


def test_the_zones_are_those_of_the_register():
    for zone in vn2000.ZONES:
        crs = CRS.from_epsg(zone.code)
        projection = {each.name: each.value for each in crs.coordinate_operation.params}
        assert crs.name.startswith("VN-2000 / "), zone
        assert projection["Longitude of natural origin"] == pytest.approx(zone.meridian), zone
        assert projection["Scale factor at natural origin"] == (0.9996 if zone.utm else 0.9999), zone
        assert (projection["False easting"], projection["False northing"]) == (500000, 0), zone


def test_the_zone_is_said_as_surveyors_say_it():
    assert [zone.name for zone in vn2000.ZONES if zone.code in (9209, 9215, 3405)] == [
        "TM-3 105°30′",
        "TM-3 107°15′",
        "UTM 48N",
    ]


def test_pyproj_takes_the_national_numbers_without_any_file_of_corrections():
    """The best that PROJ knows is these seven numbers, which it calls one metre exact; no grid is missing."""
    for zone in vn2000.ZONES:
        group = TransformerGroup(zone.code, 4326, always_xy=True)
        best = group.transformers[0]
        assert group.unavailable_operations == []
        assert best.accuracy == vn2000.ACCURACY_METRES
        for name, value in zip("xyz", SHIFT, strict=True):
            assert f"{name}={value}" in best.definition
        for name, value in zip(("rx", "ry", "rz"), TURN, strict=True):
            assert f"{name}={value}" in best.definition
        assert f"s={SCALE}" in best.definition


@pytest.mark.parametrize("zone", vn2000.ZONES, ids=lambda zone: zone.name)
def test_metres_become_the_degrees_that_the_national_formulas_give(zone):
    """The same way in this test's own figures (series of Krüger, Helmert, Bowring): within a millimetre."""
    for east, north in ((430_000, 1_000_000), (500_000, 1_700_000), (588_123.4, 2_308_123.45), (560_000, 2_570_000)):
        found = vn2000.to_degrees(zone.code, east, north)
        lat, lon = by_hand(zone, east, north)
        assert geo.distance(found, Point(lat, lon)) < 0.001


def test_a_published_example_is_met_within_what_the_numbers_are_good_for():
    """A surveyors' example of Ninh Thuận, TM-3 108°15′: X 1255172.510, Y 568262.924."""
    found = vn2000.to_degrees(9217, 568_262.924, 1_255_172.510)

    assert geo.distance(found, Point(11.349358, 108.877201)) < vn2000.ACCURACY_METRES


def test_the_shift_from_vn_2000_is_some_two_hundred_metres():
    """Whoever takes metres of VN-2000 for those of WGS 84 is so far off: the transformation is not optional."""
    found = vn2000.to_degrees(5897, 588_123.4, 2_308_123.45)
    lat, lon = from_grid(105.0, 0.9999, 588_123.4, 2_308_123.45)

    assert 150 < geo.distance(found, Point(lat, lon)) < 250


@pytest.mark.parametrize("one, other", [(588_123.4, 2_308_123.45), (2_308_123.45, 588_123.4)])
def test_north_and_east_are_told_by_their_size(one, other):
    assert vn2000.ordered(one, other) == (588_123.4, 2_308_123.45)


@pytest.mark.parametrize(
    "one, other", [(20.88, 105.9), (588_123, 588_123), (2_308_123, 2_308_123), (5e9, 1), (math.nan, 5e5)]
)
def test_what_are_no_metres_of_vietnam_is_none(one, other):
    assert vn2000.ordered(one, other) is None


def by_hand(zone, east: float, north: float) -> tuple[float, float]:
    """VN-2000 metres as degrees of WGS 84, without PROJ."""
    lat, lon = (math.radians(each) for each in from_grid(zone.meridian, 0.9996 if zone.utm else 0.9999, east, north))
    squared = FLATTENING * (2 - FLATTENING)
    radius = AXIS / math.sqrt(1 - squared * math.sin(lat) ** 2)
    x, y, z = (
        radius * math.cos(lat) * math.cos(lon),
        radius * math.cos(lat) * math.sin(lon),
        radius * (1 - squared) * math.sin(lat),
    )
    rx, ry, rz = (math.radians(each / 3600) for each in TURN)
    scale = 1 + SCALE * 1e-6
    # Turns of the frame of coordinates (EPSG method 9607), as the ministry's decision has them.
    moved = (
        SHIFT[0] + scale * (x + rz * y - ry * z),
        SHIFT[1] + scale * (-rz * x + y + rx * z),
        SHIFT[2] + scale * (ry * x - rx * y + z),
    )
    return from_space(*moved)


def from_space(x: float, y: float, z: float) -> tuple[float, float]:
    """Degrees on the ellipsoid, by iteration."""
    squared = FLATTENING * (2 - FLATTENING)
    flat = math.hypot(x, y)
    lat = math.atan2(z, flat * (1 - squared))
    for _ in range(8):
        radius = AXIS / math.sqrt(1 - squared * math.sin(lat) ** 2)
        lat = math.atan2(z + squared * radius * math.sin(lat), flat)
    return math.degrees(lat), math.degrees(math.atan2(y, x))


def from_grid(meridian: float, scale: float, east: float, north: float) -> tuple[float, float]:
    """The inverse transverse Mercator by Krüger's series to the fourth order."""
    n = FLATTENING / (2 - FLATTENING)
    whole = AXIS / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    beta = (
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96 - n**4 / 360,
        n**2 / 48 + n**3 / 15 - 437 * n**4 / 1440,
        17 * n**3 / 480 - 37 * n**4 / 840,
        4397 * n**4 / 161280,
    )
    xi, eta = north / (scale * whole), (east - 500_000) / (scale * whole)
    xi_, eta_ = xi, eta
    for j, each in enumerate(beta, 1):
        xi_ -= each * math.sin(2 * j * xi) * math.cosh(2 * j * eta)
        eta_ -= each * math.cos(2 * j * xi) * math.sinh(2 * j * eta)
    conformal = math.asin(math.sin(xi_) / math.cosh(eta_))
    e = math.sqrt(FLATTENING * (2 - FLATTENING))
    lat = conformal
    for _ in range(12):
        half = math.atanh(math.sin(conformal)) + e * math.atanh(e * math.sin(lat))
        lat = math.asin(math.tanh(half))
    return math.degrees(lat), meridian + math.degrees(math.atan2(math.sinh(eta_), math.cos(xi_)))
