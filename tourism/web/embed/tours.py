"""A tour on somebody else's site: its cover, then stop by stop, all within one frame."""

from flask import g, render_template
from sqlalchemy.orm import Session

from tourism.narration import queries as narration
from tourism.sites import queries as sites
from tourism.staff.keys import Partner
from tourism.tours import queries as tours
from tourism.tours.queries import StopView, TourView
from tourism.web.embed.framed import dress
from tourism.web.embed.looks import Look
from tourism.web.embed.partnered import keep_to
from tourism.web.embed.routes import embed
from tourism.web.request import reading, wanted


@embed("/embed/tours/<id:public_id>")
def tour(public_id: str, look: Look, partner: Partner | None) -> str:
    """The tour's cover, or the stop that the address names."""
    with reading() as session:
        view = tours.tour(session, public_id, wanted())
        keep_to(partner, view.commune, "no-such-tour", public_id)
        if look.start is not None and look.start <= len(view.stops):
            return _stop(session, view, view.stops[look.start - 1], look)
    brief = view.brief
    home, picture = g.links.tour(brief), next(iter(brief.pictures), None)
    dress(look, view.commune, title=brief.name, description=brief.hook, home=home, picture=picture)
    return render_template("embed/tour.html", look=look, tour=view, home=home, path=g.links.path)


def _stop(session: Session, view: TourView, stop: StopView, look: Look) -> str:
    here = sites.site(session, stop.site.id, wanted())
    heard = narration.narration(session, here)
    home = g.links.stop(view.brief, stop.number)
    dress(look, view.commune, title=here.brief.name, description=here.brief.hook, home=home, picture=here.brief.picture)
    following = view.stops[stop.number] if stop.number < len(view.stops) else None
    return render_template(
        "embed/stop.html",
        look=look,
        tour=view,
        stop=stop,
        following=following,
        site=here,
        narration=heard,
        home=home,
        path=g.links.path,
    )
