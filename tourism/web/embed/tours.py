"""A tour on somebody else's site: its cover, then stop by stop, all within one frame."""

from typing import Any

from flask import g, render_template
from sqlalchemy.orm import Session

from tourism.narration import queries as narration
from tourism.partners.queries import VariantView
from tourism.sites import queries as sites
from tourism.staff.keys import Partner
from tourism.tours.queries import StopView, TourView
from tourism.web.embed.framed import dress
from tourism.web.embed.looks import Look
from tourism.web.embed.routes import embed
from tourism.web.partnered import keep_to
from tourism.web.request import reading, wanted
from tourism.web.roadbooks import stop_page, told_by, tour_page
from tourism.web.variants import kit_path, tour_of

# What guests of a partner's own tour may take along from its cover.
FILES = ("pdf", "gpx", "ics", "xlsx")


@embed("/embed/tours/<id:public_id>")
def tour(public_id: str, look: Look, partner: Partner | None) -> str:
    """The tour's cover, or the stop that the address names."""
    with reading() as session:
        view = tour_of(session, public_id, partner)
        keep_to(partner, view.commune, "no-such-tour", public_id)
        if look.start is not None and look.start <= len(view.stops):
            return _stop(session, view, view.stops[look.start - 1], look)
    brief = view.brief
    home, picture = tour_page(view), next(iter(brief.pictures), None)
    dress(look, view.commune, title=brief.name, description=brief.hook, home=home, picture=picture)
    files = {kind: kit_path(g.links, view, kind) for kind in FILES} if isinstance(view, VariantView) else {}
    return render_template("embed/tour.html", files=files, **_shared(look, view, home))


def _stop(session: Session, view: TourView, stop: StopView, look: Look) -> str:
    here = sites.site(session, stop.site.id, wanted())
    heard = narration.narration(session, here)
    home = stop_page(view, stop)
    dress(look, view.commune, title=here.brief.name, description=here.brief.hook, home=home, picture=here.brief.picture)
    following = view.stops[stop.number] if stop.number < len(view.stops) else None
    return render_template(
        "embed/stop.html",
        stop=stop,
        following=following,
        site=here,
        narration=heard,
        **_shared(look, view, home),
    )


def _shared(look: Look, view: TourView, home: str) -> dict[str, Any]:
    """What the cover and the stops both show; `own` is the tour where it is a partner's."""
    own = view if isinstance(view, VariantView) else None
    told = told_by(view) if isinstance(view, VariantView) else None
    return {"look": look, "tour": view, "own": own, "told_by": told, "home": home, "path": g.links.path}
