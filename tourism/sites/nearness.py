"""Sites by place: nearest by a growing box, in a box, in a cell; exact to the geodesic."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Dialect, Integer, Row, and_, bindparam, exists, false, or_, select
from sqlalchemy.orm import Session

from tourism import geo
from tourism.sites.briefs import SiteBrief, at_distance, briefs, published
from tourism.sites.model import Site, Told
from tourism.sites.naming import folded

FIRST_RADIUS = 500.0
GROWTH_LEAST, GROWTH_MOST = 1.5, 4.0
# A box of more bands than this is read by latitude alone.
BANDS_MAX = 200


class Near(NamedTuple):
    """A site's row and its distance in metres."""

    row: int
    metres: float


def _narrowed(kind: str | None, words: str | None, commune: int | None) -> Iterator[ColumnElement[bool]]:
    """Conditions of a list; `words` are sought in names and hooks of all languages, marks and case aside."""
    if kind is not None:
        yield Site.kind == kind
    if commune is not None:
        yield Site.commune_id == commune
    sought = folded(words or "").split()
    if words is not None and not sought:
        # Nothing but marks finds nothing, not everything.
        yield false()
    for word in sought:
        yield Site.id.in_(select(Told.site_id).where(Told.search.contains(word, autoescape=True)))


def inside(box: geo.Box) -> ColumnElement[bool]:
    """The condition that a site's pin lies in a box (edges included)."""
    lons = or_(*(Site.lon.between(west, east) for west, east in box.spans()))
    south, north = geo.band(box.south), geo.band(box.north)
    if north - south > BANDS_MAX:
        return and_(Site.lat.between(box.south, box.north), lons)
    # A list of whole bands lets the index go straight to the longitudes; the latitude then cuts exactly.
    return and_(Site.band.in_(range(south, north + 1)), lons, Site.lat.between(box.south, box.north))


def nearest_rows(
    session: Session,
    here: geo.Point,
    *,
    limit: int,
    radius: float = geo.HALF_WORLD_METRES,
    kind: str | None = None,
    words: str | None = None,
    commune: int | None = None,
) -> list[Near]:
    """The `limit` published sites nearest to `here` within `radius` metres, nearest first, then by row.

    A box is grown until the circle inside it proves the answer; distances are the geodesic's.
    """
    conditions = tuple(_narrowed(kind, words, commune))
    reach = min(FIRST_RADIUS, radius)
    while True:
        rows = _pins(session, geo.box_around(here, reach), conditions)
        if len(rows) >= limit or reach >= radius:
            metres = geo.distances(here, [row[1] for row in rows], [row[2] for row in rows])
            found = sorted((each, row[0]) for each, row in zip(metres, rows, strict=True) if each <= reach)
            if len(found) >= limit or reach >= radius:
                return [Near(row, each) for each, row in found[:limit]]
        reach = min(reach * _growth(limit, len(rows)), radius)


def _growth(limit: int, found: int) -> float:
    """As far as the density met so far says that the answer lies, and a little further."""
    if found < 2:
        return GROWTH_MOST
    return min(max(1.3 * math.sqrt(limit / found) + 0.3, GROWTH_LEAST), GROWTH_MOST)


def _pins(
    session: Session, box: geo.Box, conditions: tuple[ColumnElement[bool], ...]
) -> Sequence[Row[*tuple[int, float, float]]]:
    """Row, latitude and longitude of the published sites in a box that meet all conditions."""
    south, north = geo.band(box.south), geo.band(box.north)
    if conditions or north - south > BANDS_MAX:
        query = select(Site.id, Site.lat, Site.lon).where(Site.published, inside(box), *conditions)
        return session.execute(query).all()
    connection = session.connection()
    statement, order = _pins_statement(connection.dialect, north - south + 1)
    values: dict[str, float] = {f"band_{each - south}": each for each in range(south, north + 1)}
    values |= {"south": box.south, "north": box.north}
    found: list[Row[*tuple[int, float, float]]] = []
    for west, east in box.spans():
        values |= {"west": west, "east": east}
        given = tuple(values[name] for name in order) if order else values
        found += connection.exec_driver_sql(statement, given).all()
    return found


@lru_cache(maxsize=1024)
def _pins_statement(dialect: Dialect, bands: int) -> tuple[str, tuple[str, ...]]:
    """SQL for a span of longitude in so many bands, and the order of its values (none: by name).

    A search asks three or four times; text made once saves 50 to 200 µs each time.
    """
    query = select(Site.id, Site.lat, Site.lon).where(
        Site.published,
        Site.band.in_([bindparam(f"band_{number}", type_=Integer) for number in range(bands)]),
        Site.lon.between(bindparam("west"), bindparam("east")),
        Site.lat.between(bindparam("south"), bindparam("north")),
    )
    compiled = query.compile(dialect=dialect)
    return str(compiled), tuple(getattr(compiled, "positiontup", None) or ())


def nearest(
    session: Session,
    here: geo.Point,
    asked: str,
    *,
    limit: int,
    radius: float = geo.HALF_WORLD_METRES,
    kind: str | None = None,
    words: str | None = None,
    commune: int | None = None,
) -> tuple[SiteBrief, ...]:
    """As `nearest_rows`, with each site's brief in one language and its distance."""
    found = nearest_rows(session, here, limit=limit, radius=radius, kind=kind, words=words, commune=commune)
    rows = session.execute(published(session).where(Site.id.in_([each.row for each in found]))).all()
    known = {each.row: each for each in briefs(session, rows, asked)}
    return tuple(at_distance(known[each.row], each.metres) for each in found if each.row in known)


def in_cell(session: Session, cell: geo.Cell, asked: str) -> tuple[SiteBrief, ...]:
    """All published sites in a cell and its border."""
    rows = session.execute(published(session).where(inside(cell.box)).order_by(Site.id)).all()
    return briefs(session, rows, asked)


def listed(
    session: Session,
    asked: str,
    *,
    after: int,
    limit: int,
    box: geo.Box | None = None,
    kind: str | None = None,
    words: str | None = None,
    commune: int | None = None,
) -> tuple[SiteBrief, ...]:
    """A page of published sites by row, those after row `after`; each condition narrows it."""
    query = published(session).where(Site.id > after, *_narrowed(kind, words, commune))
    if box is not None:
        query = query.where(inside(box))
    # A site without words is in no list; left in the page, it would make the page look like the last one.
    query = query.where(exists().where(Told.site_id == Site.id))
    return briefs(session, session.execute(query.order_by(Site.id).limit(limit)).all(), asked)
