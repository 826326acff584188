"""A tour's run sheet, for paper."""

from datetime import time

from flask import g
from flask_babel import gettext
from werkzeug.wrappers import Response

from tourism.codes import printed
from tourism.communes import queries as communes
from tourism.sites.sketch import sketch
from tourism.tours.queries import StopView, TourView
from tourism.tours.roadbook import Roadbook
from tourism.tours.runsheet import Code, Drawing, Mark, SheetWords, clock, runsheet
from tourism.web.filters import day, long_duration
from tourism.web.request import reading, today, wanted
from tourism.web.roadbooks import lasting, moving, roadbook, stop_page
from tourism.web.variants import tour_asked
from tourism.web.visitor.departure import start_asked, usual_hour
from tourism.web.visitor.kit import TOUR, elsewhere, tour_sent
from tourism.web.visitor.routes import page
from tourism.web.visitor.sign import FONTS


@page(f"{TOUR}.pdf")
def tour_on_paper(public_id: str, slug: str) -> Response:
    """The sheet for a start at the hour asked for; else at eight."""
    with reading() as session:
        view = tour_asked(session, public_id)
        emergency = communes.commune(session, view.commune.slug, wanted(), today()).emergency
    if slug != view.brief.slug:
        return elsewhere(view, "pdf")
    start, tour = start_asked(usual_hour(view)).time(), roadbook(view)
    seen = sketch([stop.site for stop in view.stops])
    drawing = Drawing(seen.width, seen.height, tuple(Mark(each.number, each.x, each.y) for each in seen.marks))
    # Where people meet there is no sign yet: the code there opens the tour's page.
    meeting = [Code(tour.page, "")] if view.meeting else []
    codes = [*meeting, *(_code(view, stop) for stop in view.stops)]
    data = runsheet(tour, _words(view, tour, start, emergency), drawing, codes, start, fonts=FONTS)
    return tour_sent(data, "pdf", view)


def _code(view: TourView, stop: StopView) -> Code:
    """What the sign there carries; where there is none, the stop's page."""
    links = g.links
    if stop.site.sign:
        return Code(links.absolute(links.code(stop.site.sign)), printed(stop.site.sign))
    return Code(links.absolute(stop_page(view, stop)), "")


def _words(view: TourView, tour: Roadbook, start: time, emergency: str | None) -> SheetWords:
    return SheetWords(
        # Not inside one string: words there are not found by who translates them.
        kicker=" · ".join((tour.commune, gettext("Run sheet"))),
        totals=_totals(view, tour, start),
        caption=gettext("A sketch of the way, north at the top. It is not to scale where positions are approximate."),
        # The first two are the hook and the sums.
        notices=tour.about[2:],
        stays=(*_at_meeting(view), *(long_duration(stop.dwell_minutes) for stop in view.stops)),
        ways=(*(None for _ in _at_meeting(view)), *(_way(stop, view.brief.travel) for stop in view.stops)),
        emergency=gettext("Emergency: %(contact)s", contact=emergency or gettext("awaiting the officer")),
        end=(
            gettext("Each code opens the stop's page with its story and its voice, on any phone."),
            tour.beeline,
            gettext("Updated %(day)s", day=day(tour.changed)),
            *([tour.licence] if tour.licence else []),
        ),
        foot=f"{tour.credit} · {tour.page}",
    )


def _totals(view: TourView, tour: Roadbook, start: time) -> tuple[tuple[str, str], ...]:
    last = tour.stops[-1]
    return (
        (gettext("Start"), f"{start:%H:%M}"),
        (gettext("End"), clock(tour, last, start, last.departure)),
        (gettext("Way"), moving(view.brief.itinerary, view.brief.travel)),
        (gettext("Stops"), str(len(view.stops))),
    )


def _at_meeting(view: TourView) -> tuple[str, ...]:
    return (gettext("Meeting point"),) if view.meeting else ()


def _way(stop: StopView, travel: str) -> str | None:
    if stop.leg is None:
        return None
    unsure = [gettext("approximate position")] if stop.leg.approximate else []
    return " · ".join((moving(stop.leg, travel), lasting(stop.leg), *unsure))
