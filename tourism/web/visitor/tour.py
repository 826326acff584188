"""A tour's page, and the walk from stop to stop."""

from dataclasses import replace

from flask import g, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tourism.errors import NotFound
from tourism.language import best_told
from tourism.sites import queries as sites
from tourism.sites.sketch import sketch
from tourism.tours import queries as tours
from tourism.tours.queries import TourView
from tourism.web.page import frame, tell
from tourism.web.request import reading, wanted
from tourism.web.visitor import linking
from tourism.web.visitor.kit import kit
from tourism.web.visitor.routes import moved, page
from tourism.web.visitor.site import Walk, site_page


@page("/<language:language>/tours/<id:public_id>/", "/<language:language>/tours/<id:public_id>/<slug>")
def tour(public_id: str, slug: str = "") -> str | Response:
    """A tour: ordered stops, legs, times, whether the loop is closed."""
    with reading() as session:
        view = tours.tour(session, public_id, wanted())
        if slug != view.brief.slug:
            return moved(g.links.tour(view.brief))
        elsewhere = _elsewhere(session, view)
    card = g.links.tour_card(view.brief)
    frame(
        title=view.brief.name,
        description=view.brief.hook,
        commune=view.commune,
        picture=card,
        elsewhere=elsewhere,
    )
    tell(linking.tour(view, card))
    drawn = sketch([stop.site for stop in view.stops])
    return render_template("visitor/tour.html", tour=view, sketch=drawn, kit=kit(view))


@page("/<language:language>/tours/<id:public_id>/<slug>/<int(max=60):number>")
def stop(public_id: str, slug: str, number: int) -> str | Response:
    """A stop of a tour: its site's page, with the way back and on."""
    with reading() as session:
        view = tours.tour(session, public_id, wanted())
        if not 1 <= number <= len(view.stops):
            raise NotFound("no-such-tour")
        if slug != view.brief.slug:
            return moved(g.links.stop(view.brief, number))
        here = sites.site(session, view.stops[number - 1].site.id, wanted())
        return site_page(session, here, _walk(view, number, _elsewhere(session, view)))


def _elsewhere(session: Session, view: TourView) -> dict[str, str]:
    """The tour's path by language; each language may have its own slug."""
    known = tours.drafts(session, view.commune.id).values()
    told = next(words for draft, words in known if draft.id == view.brief.id)
    slugs = {tag: told[best_told(tag, tuple(told)) or view.language].slug for tag in g.page_languages}
    return {tag: replace(g.links, language=tag).tour(replace(view.brief, slug=slugs[tag])) for tag in slugs}


def _walk(view: TourView, number: int, elsewhere: dict[str, str]) -> Walk:
    following = view.stops[number] if number < len(view.stops) else None
    return Walk(
        tour=view.brief,
        number=number,
        total=len(view.stops),
        previous=g.links.stop(view.brief, number - 1) if number > 1 else None,
        next=g.links.stop(view.brief, number + 1) if following else None,
        next_name=following.site.name if following else None,
        leg=following.leg if following else None,
        elsewhere={tag: f"{path}/{number}" for tag, path in elsewhere.items()},
    )
