"""What is near, in a box, in a cell or called so: held against a plain search over everything."""

from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from geopy.distance import geodesic
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import words
from tourism import codes, geo
from tourism.communes.model import Commune
from tourism.publishing import actions as publishing
from tourism.sites.draft import Pin
from tourism.sites.model import Site
from tourism.sites.nearness import in_cell, inside, listed, nearest, nearest_rows

KINDS = ("tomb", "market", "shrine")
LOCAL = st.tuples(st.floats(20.8, 20.95), st.floats(105.8, 106.0), st.sampled_from(KINDS))
SPOTS = st.sampled_from(
    [(0.0, 180.0), (0.0, -180.0), (90.0, 0.0), (90.0, 77.0), (-90.0, 0.0), (20.88, 105.9), (20.88, 105.9001)]
)
WORLD = st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(KINDS))
ANYWHERE = LOCAL | WORLD | st.tuples(SPOTS, st.sampled_from(KINDS)).map(lambda each: (*each[0], each[1]))
HERE = (
    st.tuples(st.floats(20.7, 21.0), st.floats(105.7, 106.1))
    | SPOTS
    | st.tuples(st.floats(-90, 90), st.floats(-180, 180))
)
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=60, deadline=None, suppress_health_check=QUIET)
@given(
    st.lists(ANYWHERE, max_size=40),
    HERE,
    st.integers(1, 45),
    st.floats(1, 20_000) | st.just(geo.HALF_WORLD_METRES) | st.floats(1, geo.HALF_WORLD_METRES),
    st.none() | st.sampled_from(KINDS),
)
@example([(20.88, 105.9, "tomb")] * 10, (20.88, 105.9), 5, 1.0, None)
@example([(0.0, 179.9999, "tomb"), (0.0, -179.9999, "tomb")], (0.0, 180.0), 9, 500.0, None)
@example([(89.9999, 10.0, "tomb"), (89.9999, -170.0, "tomb")], (90.0, 0.0), 9, 500.0, None)
@example([(-20.88, -74.1, "tomb")], (20.88, 105.9), 9, geo.HALF_WORLD_METRES, "tomb")
@example([(20.88, 105.9, "tomb"), (20.881, 105.9, "market")], (20.88, 105.9), 1, geo.HALF_WORLD_METRES, "market")
def test_what_is_nearest_is_what_geopy_says(sessions, places, here, limit, radius, kind):
    with _kept(sessions, places) as (session, rows):
        found = nearest_rows(session, geo.Point(*here), limit=limit, radius=radius, kind=kind)
    truth = {row: geodesic(here, (lat, lon)).meters for row, (lat, lon, each) in rows.items() if kind in (None, each)}
    expected = sorted(metres for metres in truth.values() if metres <= radius)[:limit]
    assert [each.metres for each in found] == pytest.approx(expected, abs=1e-6)
    assert [each.metres for each in found] == pytest.approx([truth[each.row] for each in found], abs=1e-6)
    assert len({each.row for each in found}) == len(found)
    for one, other in pairwise(found):
        assert (one.metres, one.row) < (other.metres, other.row)


def test_sites_at_the_same_point_come_by_row(village, sessions):
    commune = village.commune()
    rows = [village.site(commune, f"s{number}")[0] for number in range(4)]
    with sessions.reading() as session:
        assert [each.row for each in nearest_rows(session, geo.Point(20.88, 105.91), limit=3)] == rows[:3]


def test_what_is_not_published_is_never_near(village, sessions, clock):
    commune = village.commune()
    row, _ = village.site(commune)
    with sessions.writing() as session:
        publishing.withdraw_site(session, row, commune, clock())
    with sessions.reading() as session:
        assert nearest(session, geo.Point(20.88, 105.91), "vi", limit=5) == ()
        assert in_cell(session, geo.cell_of(geo.Point(20.88, 105.91)), "vi") == ()


def test_what_is_near_is_told_in_one_language_with_its_distance(village, sessions):
    commune = village.commune()
    village.site(commune, "a", told={"vi": words(), "fr": words("La maison")}, pin=_pin(20.88, 105.91))
    village.site(commune, "b", pin=_pin(20.89, 105.91))
    with sessions.reading() as session:
        one, other = nearest(session, geo.Point(20.88, 105.91), "fr", limit=5)
    assert (one.name, one.as_asked, one.metres) == ("La maison", True, 0)
    assert (other.language, other.as_asked) == ("vi", False)
    assert other.metres == pytest.approx(geodesic((20.88, 105.91), (20.89, 105.91)).meters, abs=1e-6)


def test_no_more_than_the_radius(village, sessions):
    commune = village.commune()
    village.site(commune, "a", pin=_pin(20.88, 105.91))
    village.site(commune, "b", pin=_pin(20.89, 105.91))
    metres = geo.distance(geo.Point(20.88, 105.91), geo.Point(20.89, 105.91))
    with sessions.reading() as session:
        here = geo.Point(20.88, 105.91)
        assert len(nearest_rows(session, here, limit=9, radius=metres - 0.001)) == 1
        assert len(nearest_rows(session, here, limit=9, radius=metres + 0.001)) == 2
        assert len(nearest_rows(session, here, limit=9, radius=0)) == 1


@settings(max_examples=40, deadline=None, suppress_health_check=QUIET)
@given(st.lists(ANYWHERE, max_size=30), HERE)
def test_a_cell_holds_what_lies_in_it_and_in_its_border(sessions, places, here):
    cell = geo.cell_of(geo.Point(*here))
    with _kept(sessions, places) as (session, rows):
        found = set(session.scalars(select(Site.id).where(inside(cell.box))))
    box = cell.box
    for row, (lat, lon, _) in rows.items():
        within = box.south <= lat <= box.north and any(west <= lon <= east for west, east in box.spans())
        assert (row in found) == within


@pytest.mark.parametrize(
    "box, expected",
    [
        (geo.Box(20.8, 105.8, 20.95, 106.0), {"here"}),
        (geo.Box(-10, 170, 10, -170), {"east", "west"}),
        (geo.Box(-10, 179.5, 10, 180), {"east"}),
        (geo.Box(-90, -180, 90, 180), {"here", "east", "west"}),
        (geo.Box(20.88, 105.91, 20.88, 105.91), {"here"}),
        (geo.Box(20.880001, 105.8, 20.95, 106.0), set()),
        (geo.Box(30, 105.8, 20, 106.0), set()),
    ],
)
def test_a_box_may_cross_the_antimeridian(village, sessions, box, expected):
    commune = village.commune()
    for key, lat, lon in (("here", 20.88, 105.91), ("east", 0.0, 179.9), ("west", 0.0, -179.9)):
        village.site(commune, key, pin=_pin(lat, lon))
    with sessions.reading() as session:
        assert {each.key for each in listed(session, "vi", after=0, limit=9, box=box)} == expected


@pytest.mark.parametrize(
    "words_, expected",
    [
        ("dinh van la", {"dinh"}),
        ("Đình Vân La", {"dinh"}),
        ("ĐÌNH", {"dinh"}),
        ("la van", {"dinh"}),
        ("communal", {"dinh"}),
        ("cho", {"cho"}),
        ("100%", {"cho"}),
        ("%", {"cho"}),
        ("_", {"cho"}),
        ("a_b/c", {"cho"}),
        ("a%b", set()),
        ("axb", set()),
        ("/", {"cho"}),
        ("\\", set()),
        ("'; DROP TABLE site; --", set()),
        ("dinh cho", set()),
        ("  ", set()),
        ("\u0301", set()),
        ("红河", set()),
    ],
)
def test_names_are_found_without_marks_and_wildcards_are_letters(village, sessions, words_, expected):
    commune = village.commune()
    village.site(commune, "dinh", told={"vi": words(), "en": words("The communal house")})
    village.site(commune, "cho", told={"vi": words("Chợ 100% a_b/c", hook="Họp sớm")})
    with sessions.reading() as session:
        assert {each.key for each in listed(session, "vi", after=0, limit=9, words=words_)} == expected


def test_pages_follow_each_other_without_gap_or_double(village, sessions):
    commune = village.commune()
    other = village.commune("vinh-hung")
    keys = [f"s{number}" for number in range(7)]
    for number, key in enumerate(keys):
        village.site(commune if number % 3 else other, key, kind="tomb" if number % 2 else "market")
    seen, after = [], 0
    with sessions.reading() as session:
        while page := listed(session, "vi", after=after, limit=2):
            seen += [each.key for each in page]
            after = page[-1].row
        assert seen == keys
        assert [each.key for each in listed(session, "vi", after=0, limit=9, commune=other)] == [
            "s0",
            "s3",
            "s6",
        ]
        assert [each.key for each in listed(session, "vi", after=0, limit=9, kind="tomb", commune=other)] == ["s3"]


@contextmanager
def _kept(sessions, places):
    """Rows that are gone when the example is over."""
    rows = dict(enumerate(places, 1))
    with sessions.writing() as session:
        commune = Commune(public_id=codes.mint(), slug=codes.mint(), content={})
        session.add(commune)
        session.flush()
        for row, (lat, lon, kind) in rows.items():
            session.add(_site(row, commune.id, lat, lon, kind))
        session.flush()
        yield session, rows
        session.rollback()


def _site(row, commune, lat, lon, kind):
    site = Site(
        public_id=str(row),
        commune_id=commune,
        key=str(row),
        published=True,
        changed=datetime.now(UTC),
        lat=lat,
        lon=lon,
        band=geo.band(lat),
        kind=kind,
    )
    site.id = row
    return site


def _pin(lat, lon):
    return Pin(lat=lat, lon=lon, accuracy_m=20, verified=True)


def test_what_is_near_can_be_narrowed_by_name_and_commune(village, sessions):
    commune, other = village.commune(), village.commune("vinh-hung")
    village.site(commune, "a", pin=_pin(20.88, 105.91))
    village.site(commune, "b", told={"vi": words("Chợ sớm", hook="Họp sớm")}, pin=_pin(20.89, 105.91))
    village.site(other, "c", told={"vi": words("Chợ chiều", hook="Họp muộn")}, pin=_pin(20.9, 105.91))
    here = geo.Point(20.88, 105.91)
    with sessions.reading() as session:
        assert [each.key for each in nearest(session, here, "vi", limit=9, words="cho")] == ["b", "c"]
        assert [each.key for each in nearest(session, here, "vi", limit=9, words="cho", commune=other)] == ["c"]
        assert [each.key for each in nearest(session, here, "vi", limit=9, commune=commune)] == ["a", "b"]
        assert nearest(session, here, "vi", limit=9, words="%") == ()
