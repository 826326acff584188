"""Sites for maps by page: every page together is what a plain search over everything finds, each site once."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from tests.builders import Village
from tourism import codes, geo
from tourism.errors import Invalid
from tourism.sites import sweep
from tourism.sites.model import Revision, Site, Told
from tourism.sites.sweep import Mark

DAY = datetime(2026, 11, 1, tzinfo=UTC)
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
LATS = st.sampled_from([-90.0, 0.0, 20.88, 20.8801, 20.89, 90.0]) | st.floats(20.8, 20.95) | st.floats(-90, 90)
LONS = st.sampled_from([-180.0, 105.9, 179.9, 180.0]) | st.floats(105.8, 106.0) | st.floats(-180, 180)
# Latitude, longitude, the day of the last change, whether it is published, whether it has words.
PLACES = st.tuples(LATS, LONS, st.integers(0, 9), st.sampled_from([True, True, True, False]), st.booleans())
BOXES = st.tuples(LATS, LONS, LATS, LONS).map(
    lambda each: geo.Box(min(each[0], each[2]), each[1], max(each[0], each[2]), each[3])
)
DAYS = st.none() | st.integers(-1, 10)


@settings(max_examples=80, suppress_health_check=QUIET)
@given(st.lists(PLACES, max_size=30), st.none() | BOXES, st.integers(1, 12), DAYS, DAYS)
@example([(20.88, 105.9, 1, True, True)] * 9, geo.Box(20, 105, 21, 106), 2, None, None)
@example([(0.0, 180.0, 1, True, True), (0.0, -180.0, 1, True, True)] * 3, geo.Box(-1, 179, 1, -179), 1, 1, 1)
@example([(lat / 3 - 60, 0.0, 1, True, True) for lat in range(200)], geo.Box(-90, -180, 90, 180), 7, None, None)
def test_the_pages_of_a_box_are_what_lies_in_it(kept_on, places, box, limit, since, until):
    session = kept_on(places)
    found = list(walked(session, box, limit, moment(since), moment(until)))

    assert sorted(found) == [
        row
        for row, (lat, lon, day, published, told) in enumerate(places, 1)
        if published
        and told
        and (box is None or holds(box, lat, lon))
        and (since is None or day >= since)
        and (until is None or day <= until)
    ]


def test_a_page_goes_on_where_the_one_before_ended_though_the_pin_was_moved(kept_on):
    session = kept_on([(20.88, 105.9 + number / 1000, 1, True, True) for number in range(5)])
    world = geo.Box(-90, -180, 90, 180)
    first = sweep.page(session, "vi", limit=2, box=world)
    # As the program was told, not as it is now.
    mark = Mark(first[-1].row, first[-1].lat, first[-1].lon)
    session.get_one(Site, first[-1].row).lon = 106.5
    session.flush()

    rest = sweep.page(session, "vi", limit=9, box=world, after=mark)

    assert [each.row for each in rest] == [3, 4, 5, 2]


def test_a_mark_of_another_box_is_refused(kept_on):
    session = kept_on([])

    with pytest.raises(Invalid, match="bad-cursor"):
        sweep.page(session, "vi", limit=2, box=geo.Box(20, 105, 21, 106), after=Mark(1, 20.5, 10.0))


def test_the_extent_is_that_of_what_is_published(kept_on):
    session = kept_on([(1.0, 2.0, 3, True, True), (4.0, -5.0, 1, True, True), (80.0, 80.0, 9, False, True)])

    assert sweep.extent(session) == sweep.Extent(geo.Box(1.0, -5.0, 4.0, 2.0), moment(1), moment(3))


def test_nothing_has_no_extent(kept_on):
    assert sweep.extent(kept_on([])) is None


def holds(box: geo.Box, lat: float, lon: float) -> bool:
    """By the words of the standard, without the house's own boxes."""
    across = box.west <= lon <= box.east if box.west <= box.east else lon >= box.west or lon <= box.east
    return box.south <= lat <= box.north and across


def moment(day: int | None) -> datetime | None:
    return None if day is None else DAY + timedelta(days=day)


def walked(session, box, limit, since, until):
    """The rows of all pages."""
    mark = None
    for pages in itertools.count():
        assert pages < 300, "the pages have no end"
        page = sweep.page(session, "vi", limit=limit, after=mark, box=box, since=since, until=until)
        yield from (each.row for each in page)
        if len(page) < limit:
            return
        mark = Mark(page[-1].row, page[-1].lat, page[-1].lon)


@pytest.fixture
def kept_on(sessions, backends):
    """Keeps exactly these places, with the rows 1, 2, 3; hands over a session that is thrown away at the end."""
    village = Village(replace(backends, sessions=sessions))
    made: list[tuple[Session, int]] = []

    def keep(places):
        if not made:
            commune = village.commune()
            made.append((sessions._write(), commune))
        session, commune = made[0]
        for table in (Told, Revision, Site):
            session.execute(delete(table))
        session.expire_all()
        for row, (lat, lon, day, published, told) in enumerate(places, 1):
            session.execute(insert(Site), _site(commune, row, lat, lon, day, published=published))
            if told:
                session.execute(insert(Revision), _revision(row))
                session.execute(insert(Told), _told(row))
        return session

    yield keep
    for session, _ in made:
        session.close()


def _site(commune, row, lat, lon, day, *, published):
    return {
        "id": row, "public_id": codes.mint(), "commune_id": commune, "key": f"noi-{row}", "changed": moment(day),
        "published": published, "lat": lat, "lon": lon, "band": geo.band(lat), "kind": "market",
    }  # fmt: skip


def _revision(row):
    return {"id": row, "site_id": row, "language": "vi", "number": 1, "content": {}, "made": DAY, "author": "test"}


def _told(row):
    words = {"name": f"Nơi {row}", "slug": f"noi-{row}", "hook": "Ở đây", "search": "noi"}
    return {"site_id": row, "language": "vi", "revision_id": row, **words}
