"""Sites by place: nearest by a growing box, in a box, in a cell; exact to the geodesic."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from tourism import geo
from tourism.sites.briefs import SiteBrief, at_distance, briefs, published
from tourism.sites.model import Site, Told
from tourism.sites.naming import folded

FIRST_RADIUS = 500.0
GROWTH = 4.0
# A box of more bands than this is read by latitude alone.
BANDS_MAX = 200


class Near(NamedTuple):
    """A site's row and its distance in metres."""

    row: int
    metres: float


def _narrowed(kind: str | None, words: str | None, commune: int | None) -> Iterator[ColumnElement[bool]]:
    """The conditions of a list; `words` are sought in names and hooks of all languages, without marks and case."""
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
    reach = min(FIRST_RADIUS, radius)
    while True:
        conditions = inside(geo.box_around(here, reach)), *_narrowed(kind, words, commune)
        rows = session.execute(select(Site.id, Site.lat, Site.lon).where(Site.published, *conditions)).all()
        metres = geo.distances(here, [row[1] for row in rows], [row[2] for row in rows])
        found = sorted((each, row[0]) for each, row in zip(metres, rows, strict=True) if each <= reach)
        if len(found) >= limit or reach >= radius:
            return [Near(row, each) for each, row in found[:limit]]
        reach = min(reach * GROWTH, radius)


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
