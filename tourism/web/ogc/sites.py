"""Sites as points."""

import math
import re

from flask import g
from sqlalchemy.orm import Session

from tourism import codes, geo
from tourism.errors import Invalid
from tourism.sites import briefs, sweep
from tourism.sites.briefs import SiteBrief
from tourism.sites.sweep import Extent, Mark
from tourism.web import closings
from tourism.web.ogc.feature import Feature, Wanted
from tourism.web.ogc.moments import Span

_MARK = re.compile(r"([0-9A-Z]{8})_(-?[0-9.e-]{1,25})_(-?[0-9.e-]{1,25})")


def page(session: Session, wanted: Wanted) -> tuple[Feature, ...]:
    """The sites that are asked for."""
    found = sweep.page(
        session,
        wanted.language,
        limit=wanted.limit,
        after=_mark(session, wanted.after) if wanted.after else None,
        box=wanted.box,
        since=wanted.span.since,
        until=wanted.span.until,
    )
    return tuple(_feature(each) for each in found)


def one(session: Session, language: str, site: str) -> Feature:
    """One site; raises NotFound."""
    return _feature(briefs.brief(session, site, language))


def extent(session: Session, _language: str) -> Extent | None:
    """Of all sites."""
    return sweep.extent(session)


def _mark(session: Session, text: str) -> Mark:
    """Where the page before ended; the pin may have been moved since, and nothing is lost by it."""
    found = _MARK.fullmatch(text)
    try:
        site, lat, lon = found[1], float(found[2]), float(found[3])  # type: ignore[index]
    except (TypeError, ValueError) as error:
        raise Invalid("bad-cursor", parameter="after") from error
    if not (codes.is_valid(site) and math.isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 180):
        raise Invalid("bad-cursor", parameter="after")
    return Mark(briefs.row_of(session, site), lat, lon)


def _feature(brief: SiteBrief) -> Feature:
    links, closed = g.links, closings.spans(brief)
    properties = {
        "name": brief.name,
        "hook": brief.hook,
        "language": brief.language,
        "as_asked": brief.as_asked,
        "kind": brief.kind,
        "story_kind": brief.story,
        "commune": brief.commune,
        "accuracy_m": brief.accuracy_m,
        "approximate": brief.approximate,
        "tourist_point": brief.tourist_point,
        "awaiting": brief.awaiting,
        "closed_from": closed[0][0] if closed else None,
        "closed_until": closed[0][1] if closed else None,
        "sign": brief.sign,
        "picture": links.absolute(links.media(brief.picture)) if brief.picture else None,
        "page": links.absolute(links.site(brief)),
        "updated": brief.changed,
    }
    return Feature(
        id=brief.id,
        line=(geo.Point(brief.lat, brief.lon),),
        properties=properties,
        moments=Span(brief.changed, brief.changed),
        mark=f"{brief.id}_{brief.lat!r}_{brief.lon!r}",
    )
