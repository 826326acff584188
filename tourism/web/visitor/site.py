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
from tourism.web.page import frame
from tourism.web.request import reading, wanted
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
    frame(
        title=view.brief.name,
        description=view.brief.hook,
        commune=view.commune,
        path=g.links.path if walk else g.links.site(view.brief),
        canonical=g.links.site(view.brief),
        elsewhere=walk.elsewhere if walk else _elsewhere(session, view),
        picture=next((each.share for each in shown_today(view.photos)), None) or view.brief.picture,
    )
    return render_template(
        "visitor/site.html",
        site=view,
        narration=narration.narration(session, view),
        wifi=spots.at_site(session, view.brief, wanted()),
        walk=walk,
        has_scene=bool(scenes.shown_among(session, [view.brief.row])),
    )


def _elsewhere(session: Session, view: SiteView) -> dict[str, str]:
    """The page's path by language; each language may have its own slug."""
    told = {tag: words.slug for (_, tag), words in sites.told_among(session, [view.brief.row]).items()}
    slugs = {tag: told[best_told(tag, tuple(told)) or view.language] for tag in g.page_languages}
    return {tag: replace(g.links, language=tag).site(replace(view.brief, slug=slugs[tag])) for tag in slugs}
