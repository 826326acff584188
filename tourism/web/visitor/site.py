"""A site's page: what one sees, hears and needs to know there."""

from dataclasses import dataclass

from flask import g, redirect, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tourism.narration import queries as narration
from tourism.sites import queries as sites
from tourism.sites.queries import SiteView
from tourism.tours.itinerary import Leg
from tourism.tours.queries import TourBrief
from tourism.web.page import frame
from tourism.web.request import reading, wanted
from tourism.web.visitor.routes import page
from tourism.web.visitor.wifi import place
from tourism.wifi import queries as wifi
from tourism.wifi.queries import WifiView


@dataclass(frozen=True, slots=True)
class Walk:
    """Where in a tour the visitor stands; paths of the stops before and after, the leg that leads on."""

    tour: TourBrief
    number: int
    total: int
    previous: str | None
    next: str | None
    next_name: str | None
    leg: Leg | None


@page("/<language:language>/sites/<id:public_id>/", "/<language:language>/sites/<id:public_id>/<slug>")
def site(public_id: str, slug: str = "") -> str | Response:
    """A site's page; a slug of another day leads to today's."""
    with reading() as session:
        view = sites.site(session, public_id, wanted())
        if slug != view.brief.slug:
            return redirect(g.links.site(view.brief), 301)
        return site_page(session, view)


def site_page(session: Session, view: SiteView, walk: Walk | None = None) -> str:
    """The page itself, wherever it is shown: at its own address, at a sign's, within a tour."""
    frame(
        title=view.brief.name,
        description=view.brief.hook,
        commune=view.commune,
        path=g.links.site(view.brief),
        picture=view.brief.picture,
    )
    return render_template(
        "visitor/site.html",
        site=view,
        narration=narration.narration(session, view),
        wifi=_wifi_at(session, view),
        walk=walk,
    )


def _wifi_at(session: Session, view: SiteView) -> tuple[WifiView, ...]:
    points = wifi.points(session, wanted(), (place(view.brief),), view.brief.commune_row)
    return tuple(point for point in points if point.site)
