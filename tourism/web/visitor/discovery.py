"""What machines look for: the map of the site, what may be crawled, whether all is well."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Response, g, render_template

from tourism.communes import queries as communes
from tourism.scenes import queries as scenes
from tourism.sites import nearness
from tourism.tours import queries as tours
from tourism.web.links import Links
from tourism.web.request import backends, reading
from tourism.web.visitor.routes import page

SITEMAP_MAX = 6_000
# The protocol's own limit, in addresses.
ADDRESSES_MAX = 50_000
Paths = dict[str, str]


@dataclass(frozen=True, slots=True)
class Dated:
    """A page's path in every language, and when it last changed."""

    paths: Paths
    changed: datetime


@page("/sitemap.xml")
def sitemap() -> Response:
    """Every page in every language, each with its alternates."""
    languages = backends().config.page_languages
    links: dict[str, Links] = {tag: replace(g.links, language=tag) for tag in languages}

    def everywhere(path: Callable[[Links], str]) -> Paths:
        return {tag: path(each) for tag, each in links.items()}

    with reading() as session:
        slugs = [brief.slug for brief in communes.communes(session, "vi")]
        briefs = {tag: nearness.listed(session, tag, after=0, limit=SITEMAP_MAX) for tag in languages}
        walks = {tag: tours.tours(session, tag) for tag in languages}
        models = scenes.changes(session, [brief.row for brief in briefs["vi"]])
    plain = [everywhere(Links.home), everywhere(Links.nearby), everywhere(Links.wifi), everywhere(Links.scan)]
    plain += [everywhere(lambda each, slug=slug: each.commune(slug)) for slug in slugs]  # type: ignore[misc]
    plain += [everywhere(lambda each, slug=slug: each.wifi(slug)) for slug in slugs]  # type: ignore[misc]
    dated = [
        Dated({tag: links[tag].site(briefs[tag][place]) for tag in languages}, brief.changed)
        for place, brief in enumerate(briefs["vi"])
    ]
    dated += [
        Dated({tag: links[tag].tour(walks[tag][place]) for tag in languages}, brief.changed)
        for place, brief in enumerate(walks["vi"])
    ]
    room = max(0, ADDRESSES_MAX // len(languages) - len(plain) - len(dated))
    shown = [place for place, brief in enumerate(briefs["vi"]) if brief.row in models][:room]
    dated += [
        Dated({tag: links[tag].scene(briefs[tag][place]) for tag in languages}, models[briefs["vi"][place].row])
        for place in shown
    ]
    text = render_template("print/sitemap.xml", languages=languages, plain=plain, dated=dated, base=g.links.base)
    return Response(text, content_type="application/xml")


@page("/robots.txt")
def robots() -> Response:
    """All may be crawled but what machines read anyway."""
    text = f"User-agent: *\nDisallow: /api/\nDisallow: /ogc\nAllow: /\nSitemap: {g.links.absolute('/sitemap.xml')}\n"
    return Response(text, content_type="text/plain; charset=utf-8")


@page("/healthz", finished=False)
def health() -> Response:
    """Whether the database answers."""
    with reading() as session:
        edition = communes.edition(session)
    return Response(f"ok {edition}\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
