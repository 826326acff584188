"""Sites for programs: lists by page, by box and by distance, in JSON and GeoJSON; one site in full."""

from dataclasses import dataclass
from typing import get_args

from flask import Response, g
from sqlalchemy.orm import Session

from tourism.communes import queries as communes
from tourism.geo import Point
from tourism.narration import queries as narration
from tourism.scenes import queries as scenes
from tourism.sites import briefs, nearness
from tourism.sites import queries as sites
from tourism.sites.draft import Kind
from tourism.web.answers import GEOJSON, Body, collection, data, feature
from tourism.web.api.items import Listed, item, listed
from tourism.web.api.pages import LIMIT_MAX, LIMIT_USUAL, cut, following
from tourism.web.api.routes import resource
from tourism.web.api.whole import whole
from tourism.web.query import Query
from tourism.web.request import reading

RADIUS_MAX = 100_000
RADIUS_USUAL = 5_000
WORDS_MAX = 100
NAMES = ("lang", "limit", "after", "kind", "q", "commune", "bbox", "near", "radius")


@dataclass(frozen=True, slots=True)
class Found:
    """A page of sites, and the full address of the next one."""

    sites: tuple[Listed, ...]
    next: str | None


@resource("/sites", *NAMES)
def site_list(asked: Query) -> Response:
    """Sites as JSON."""
    found = _found(asked, "/sites")
    return data({"items": [item(each) for each in found.sites], "next": found.next})


@resource("/sites.geojson", *NAMES)
def site_map(asked: Query) -> Response:
    """The same sites as GeoJSON."""
    found = _found(asked, "/sites.geojson")
    features = [_feature(each) for each in found.sites]
    return data(collection(features, next=found.next), GEOJSON)


@resource("/sites/<id:public_id>", "lang")
def site(_asked: Query, public_id: str) -> Response:
    """One site in full."""
    with reading() as session:
        view = sites.site(session, public_id, g.links.language)
        heard = narration.narration(session, view)
        in_3d = bool(scenes.shown_among(session, [view.brief.row]))
    return data(whole(view, heard, in_3d=in_3d))


def _feature(each: Listed) -> Body:
    properties = item(each)
    pin = properties.pop("pin")
    more = {"accuracy_m": pin["accuracy_m"], "approximate": pin["approximate"]}
    return feature(pin["lon"], pin["lat"], properties | more)


def _found(asked: Query, path: str) -> Found:
    asked.refuse_together("near", "bbox", "after")
    asked.require("radius", beside="near")
    near = asked.point("near")
    with reading() as session:
        return Found(_around(session, asked, near), None) if near else _page(session, asked, path)


def _around(session: Session, asked: Query, near: Point) -> tuple[Listed, ...]:
    kind, words, commune = _narrowed(session, asked)
    found = nearness.nearest(
        session,
        near,
        g.links.language,
        limit=asked.whole("limit", 1, LIMIT_MAX, LIMIT_USUAL),
        radius=asked.number("radius", 1, RADIUS_MAX, RADIUS_USUAL),
        kind=kind,
        words=words,
        commune=commune,
    )
    return listed(session, found, g.links.language)


def _page(session: Session, asked: Query, path: str) -> Found:
    kind, words, commune = _narrowed(session, asked)
    limit = asked.whole("limit", 1, LIMIT_MAX, LIMIT_USUAL)
    after = asked.public_id("after")
    found = nearness.listed(
        session,
        g.links.language,
        after=briefs.row_of(session, after) if after else 0,
        limit=limit + 1,
        box=asked.box("bbox"),
        kind=kind,
        words=words,
        commune=commune,
    )
    shown, last = cut(found, limit)
    return Found(listed(session, shown, g.links.language), following(path, asked, last.id if last else None))


def _narrowed(session: Session, asked: Query) -> tuple[str | None, str | None, int | None]:
    kind = asked.choice("kind", get_args(Kind))
    words = asked.words("q", WORDS_MAX)
    slug = asked.slug("commune")
    return kind, words, communes.commune_id(session, slug) if slug else None
