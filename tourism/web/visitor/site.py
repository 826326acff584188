"""A site's page: what one sees, hears and needs to know there."""

from dataclasses import dataclass, replace

from flask import g, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tourism.language import best_told
from tourism.narration import queries as narration
from tourism.scenes import queries as scenes
from tourism.sites import queries as sites
from tourism.sites.queries import SiteView
from tourism.tours.itinerary import Leg
from tourism.tours.queries import TourBrief
from tourism.web import spots
from tourism.web.filters import shown_today
from tourism.web.page import frame, tell
from tourism.web.request import reading, wanted
from tourism.web.visitor import linking
from tourism.web.visitor.routes import moved, page


@dataclass(frozen=True, slots=True)
class Walk:
    """Where in a tour the visitor stands: paths of the stops before and after, the leg that leads on.

    `elsewhere` is this stop's path by language.
    """

    tour: TourBrief
    number: int
    total: int
    previous: str | None
    next: str | None
    next_name: str | None
    leg: Leg | None
    elsewhere: dict[str, str]


@page("/<language:language>/sites/<id:public_id>/", "/<language:language>/sites/<id:public_id>/<slug>")
def site(public_id: str, slug: str = "") -> str | Response:
    """A site's page; a slug of another day leads to today's."""
    with reading() as session:
        view = sites.site(session, public_id, wanted())
        if slug != view.brief.slug:
            return moved(g.links.site(view.brief))
        return site_page(session, view)


def site_page(session: Session, view: SiteView, walk: Walk | None = None) -> str:
    """The page itself, wherever it is shown: at its own address, at a sign's, within a tour.

    Its canonical address is the site's own; a change of language stays within the tour.
    """
    photo = next((each for each in shown_today(view.photos) if each.share), None)
    heard = narration.narration(session, view)
    points = spots.at_site(session, view.brief, wanted())
    has_scene = bool(scenes.shown_among(session, [view.brief.row]))
    card = g.links.site_card(view.brief)
    frame(
        title=view.brief.name,
        description=view.brief.hook,
        commune=view.commune,
        path=g.links.path if walk else g.links.site(view.brief),
        canonical=g.links.site(view.brief),
        elsewhere=walk.elsewhere if walk else _elsewhere(session, view),
        picture=g.links.media(photo.share) if photo and photo.share else card,
        alt=photo.alt if photo else None,
    )
    tell(linking.site(view, heard, points, card, has_scene=has_scene))
    return render_template(
        "visitor/site.html",
        site=view,
        narration=heard,
        wifi=points,
        walk=walk,
        has_scene=has_scene,
    )


def _elsewhere(session: Session, view: SiteView) -> dict[str, str]:
    """The page's path by language; each language may have its own slug."""
    told = {tag: words.slug for (_, tag), words in sites.told_among(session, [view.brief.row]).items()}
    slugs = {tag: told[best_told(tag, tuple(told)) or view.language] for tag in g.page_languages}
    return {tag: replace(g.links, language=tag).site(replace(view.brief, slug=slugs[tag])) for tag in slugs}
