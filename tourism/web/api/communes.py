"""Communes for programs: what they are and were called and when, where they lie, how they are told."""

from bisect import bisect_right

from flask import Response, g

from tourism.communes import licences
from tourism.communes import queries as communes
from tourism.communes.queries import CommuneBrief, CommuneView, FestivalView, IdentityView
from tourism.errors import NotFound
from tourism.sites import briefs
from tourism.tours import queries as tours
from tourism.web.answers import Body, data
from tourism.web.api.items import address, media
from tourism.web.api.pages import LIMIT_MAX, LIMIT_USUAL, cut, following
from tourism.web.api.routes import resource
from tourism.web.api.whole import facts, sources
from tourism.web.query import Query, is_slug
from tourism.web.request import reading, today

SiteCounts = dict[int, tuple[int, int]]
TourCounts = dict[int, int]


@resource("/communes", "lang", "limit", "after")
def commune_list(asked: Query) -> Response:
    """All communes, by slug."""
    limit = asked.whole("limit", 1, LIMIT_MAX, LIMIT_USUAL)
    after = asked.slug("after") or ""
    with reading() as session:
        known = communes.communes(session, g.links.language)
        start = bisect_right(known, after, key=lambda each: each.slug)
        shown, last = cut(known[start : start + limit + 1], limit)
        views = [communes.commune(session, each.slug, g.links.language, today()) for each in shown]
        counts = briefs.counts(session), tours.counts(session)
    items = [_summary(view, *counts) for view in views]
    return data({"items": items, "next": following("/communes", asked, last.slug if last else None)})


@resource("/communes/<slug>", "lang")
def commune(_asked: Query, slug: str) -> Response:
    """One commune in full."""
    if not is_slug(slug):
        raise NotFound("no-such-commune")
    with reading() as session:
        view = communes.commune(session, slug, g.links.language, today())
        counts = briefs.counts(session), tours.counts(session)
    return data(_summary(view, *counts) | _rest(view))


def _summary(view: CommuneView, sites: SiteCounts, walks: TourCounts) -> Body:
    brief = view.brief
    west, south, east, north = view.bbox
    known, tourism_points = sites.get(brief.id, (0, 0))
    return {
        "slug": brief.slug,
        "id": brief.public_id,
        "name": brief.name,
        "tagline": brief.tagline,
        "language": view.language,
        "as_asked": view.as_asked,
        "languages": view.languages,
        "identities": [_identity(each) for each in view.identities],
        "centre": {"lat": view.lat, "lon": view.lon},
        "bbox": [west, south, east, north],
        "theme": _theme(brief),
        "counts": {"sites": known, "tourism_points": tourism_points, "tours": walks.get(brief.id, 0)},
        "page": g.links.absolute(g.links.commune(brief.slug)),
        "self": address(f"/communes/{brief.slug}"),
    }


def _rest(view: CommuneView) -> Body:
    return {
        "made_by": view.made_by,
        "reviewed": view.reviewed,
        "welcome": view.welcome,
        "areas": [{"key": key, "name": name} for key, name in view.areas],
        "facts": facts(view.facts, view.sources),
        "festivals": [_festival(each) for each in view.festivals],
        "sources": sources(view.sources),
        "emergency": view.emergency,
        "licence": view.brief.licence,
        "licence_page": licences.page(view.brief.licence),
    }


def _identity(each: IdentityView) -> Body:
    return {
        "name": each.name,
        "parent": each.parent,
        "code": each.code,
        "valid_from": each.valid_from,
        "valid_to": each.valid_to,
    }


def _theme(brief: CommuneBrief) -> Body:
    return {"primary": brief.primary, "secondary": brief.secondary, "pattern": media(brief.pattern)}


def _festival(each: FestivalView) -> Body:
    first, last = each.days or (None, None)
    return {
        "name": each.name,
        "text": each.text,
        "language": each.language,
        "lunar": each.lunar,
        "first_day": first,
        "last_day": last,
        "confidence": each.confidence,
        "sources": each.sources,
    }
