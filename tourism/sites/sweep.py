"""Published sites for maps, in pages: a box is swept band by band, so that a page costs what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from tourism import geo
from tourism.errors import Invalid
from tourism.sites.briefs import SiteBrief, briefs, published
from tourism.sites.model import Site, Told

# So many bands are asked for at once where little lies in them.
REACH_MAX = 64
Rows: TypeAlias = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page ended: the last site's row, and its pin as it was told."""

    row: int
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Extent:
    """What things lie in, and their oldest and newest moment (None where none has any)."""

    box: geo.Box
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class _Strip:
    """A box that does not cross the antimeridian, with what else its sites must meet."""

    south: float
    north: float
    west: float
    east: float
    conditions: tuple[ColumnElement[bool], ...]


def page(
    session: Session,
    asked: str,
    *,
    limit: int,
    after: Mark | None = None,
    box: geo.Box | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[SiteBrief, ...]:
    """The next `limit` sites after `after`: by row, in a box from south to north; changed `since` to `until`.

    Raises Invalid for a mark that no page of this box could have ended with.
    """
    # A site without words is in no list; left in the page, it would make the page look like the last one.
    conditions: list[ColumnElement[bool]] = [exists().where(Told.site_id == Site.id)]
    if since is not None:
        conditions.append(Site.changed >= since)
    if until is not None:
        conditions.append(Site.changed <= until)
    if box is not None:
        return briefs(session, _boxed(session, box, tuple(conditions), after, limit), asked)
    query = published(session).where(Site.id > (after.row if after else 0), *conditions)
    return briefs(session, session.execute(query.order_by(Site.id).limit(limit)).all(), asked)


def extent(session: Session) -> Extent | None:
    """Of all published sites, by their last changes; None where nothing is published."""
    sums = (func.min(Site.lat), func.min(Site.lon), func.max(Site.lat), func.max(Site.lon))
    query = select(*sums, func.min(Site.changed), func.max(Site.changed)).where(Site.published)
    # Sums over nothing are null, whatever their columns are.
    found: tuple[Any, ...] = tuple(session.execute(query).one())
    return None if found[0] is None else Extent(geo.Box(*found[:4]), *found[4:])


def _boxed(
    session: Session, box: geo.Box, conditions: tuple[ColumnElement[bool], ...], after: Mark | None, limit: int
) -> Rows:
    """One side of the antimeridian after the other."""
    strips = [_Strip(box.south, box.north, west, east, conditions) for west, east in box.spans()]
    if after is not None:
        begun = [each.west <= after.lon <= each.east for each in strips]
        if not any(begun):
            raise Invalid("bad-cursor", parameter="after")
        strips = strips[begun.index(True) :]
    found: list[Any] = []
    for strip in strips:
        if len(found) < limit:
            found += _swept(session, strip, after, limit - len(found))
        after = None
    return found


def _swept(session: Session, strip: _Strip, after: Mark | None, limit: int) -> Rows:
    """Rows by band, longitude, latitude and row: within one band, the index has them in this order already."""
    found: list[Any] = []
    band, last, reach = geo.band(strip.south), geo.band(strip.north), 1
    if after is not None:
        band = geo.band(after.lat)
        found += _rows(session, strip, (band, band), limit, _beyond(after))
        band += 1
    while len(found) < limit:
        first = _occupied(session, band, last)
        if first is None:
            break
        band = min(first + reach, last + 1)
        found += _rows(session, strip, (first, band - 1), limit - len(found))
        reach = min(2 * reach, REACH_MAX)
    return found


def _occupied(session: Session, band: int, last: int) -> int | None:
    """The first band from `band` to `last` that any site lies in."""
    query = select(Site.band).where(Site.band >= band, Site.band <= last, Site.published)
    return session.scalar(query.order_by(Site.band).limit(1))


def _rows(session: Session, strip: _Strip, bands: tuple[int, int], limit: int, *more: ColumnElement[bool]) -> Rows:
    first, last = bands
    query = published(session).where(
        # A list of whole bands lets the index go straight to the longitudes; the latitude then cuts exactly.
        Site.band == first if first == last else Site.band.in_(range(first, last + 1)),
        Site.lon.between(strip.west, strip.east),
        Site.lat.between(strip.south, strip.north),
        *strip.conditions,
        *more,
    )
    return session.execute(query.order_by(Site.band, Site.lon, Site.lat, Site.id).limit(limit)).all()


def _beyond(after: Mark) -> ColumnElement[bool]:
    """Further in the band that `after` lies in; said so that the index can begin at its longitude."""
    later = or_(Site.lat > after.lat, and_(Site.lat == after.lat, Site.id > after.row))
    return and_(Site.lon >= after.lon, or_(Site.lon > after.lon, later))
