"""WiFi points as points; a network's password is never here."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from flask import g
from sqlalchemy.orm import Session

from tourism import codes
from tourism.errors import Invalid
from tourism.geo import Point
from tourism.sites import briefs
from tourism.sites.sweep import Extent
from tourism.web.answers import Body
from tourism.web.ogc.feature import Feature, Wanted, around
from tourism.web.ogc.moments import Span
from tourism.web.request import VIETNAM
from tourism.web.spots import place
from tourism.wifi import queries as wifi
from tourism.wifi.queries import Spot, WifiView

AT_ONCE = 200


def page(session: Session, wanted: Wanted) -> tuple[Feature, ...]:
    """The WiFi points that are asked for, by row."""
    after = 0
    if wanted.after:
        row = wifi.row_of(session, wanted.after) if codes.is_valid(wanted.after) else None
        if row is None:
            raise Invalid("bad-cursor", parameter="after")
        after = row
    return tuple(islice(filter(wanted.holds, _walked(session, wanted.language, after)), wanted.limit))


def one(session: Session, language: str, point: str) -> Feature | None:
    """One WiFi point."""
    row = wifi.row_of(session, point)
    return None if row is None else next(_walked(session, language, row - 1))


def extent(session: Session, language: str) -> Extent | None:
    """Of all WiFi points whose place is known."""
    return around(_walked(session, language, 0))


def _walked(session: Session, language: str, after: int) -> Iterator[Feature]:
    while spots := wifi.spots(session, after=after, limit=AT_ONCE):
        yield from _told(session, language, spots)
        after = spots[-1].row


def _told(session: Session, language: str, spots: tuple[Spot, ...]) -> Iterator[Feature]:
    """Points in the order of their rows."""
    keys = [(each.commune_row, each.site_key) for each in spots if each.site_key]
    places = [place(each) for each in briefs.by_keys(session, keys, language)]
    rows = [each.row for each in spots]
    known = wifi.points(session, language, places, among=rows)
    return iter([_feature(each) for each in sorted(known, key=lambda each: rows.index(each.row))])


def _feature(point: WifiView) -> Feature:
    properties: Body = {
        "place": point.place,
        "site": point.site.id if point.site else None,
        "provider": point.provider,
        "network": point.network,
        "security": point.security,
        "accuracy_m": point.accuracy_m,
        "approximate": point.approximate,
        "checked_on": point.checked_on,
    }
    if point.site:
        properties["page"] = g.links.absolute(g.links.site(point.site))
    known = point.lat is not None and point.lon is not None
    return Feature(
        id=point.id,
        line=(Point(point.lat, point.lon),) if known else (),  # type: ignore[arg-type]
        properties=properties,
        moments=_whole(point.checked_on) if point.checked_on else None,
        mark=point.id,
    )


def _whole(day: date) -> Span:
    """A day in Việt Nam, from its first moment to its last."""
    begin = datetime.combine(day, time(), VIETNAM).astimezone(UTC)
    return Span(begin, begin + timedelta(days=1, microseconds=-1))
