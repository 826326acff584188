"""Tours for programs: ordered stops, the ways between them, the sums, and whether the loop is closed."""

from flask import Response, g

from tourism.communes import queries as communes
from tourism.tours import queries as tours
from tourism.tours.itinerary import Leg
from tourism.tours.queries import StopView, TourBrief, TourView
from tourism.web.answers import Body, data
from tourism.web.api.items import Listed, address, item, listed, media
from tourism.web.api.pages import LIMIT_MAX, LIMIT_USUAL, cut, following
from tourism.web.api.routes import resource
from tourism.web.query import Query
from tourism.web.request import reading


@resource("/tours", "lang", "limit", "after", "commune")
def tour_list(asked: Query) -> Response:
    """Tours of one commune or of all."""
    limit = asked.whole("limit", 1, LIMIT_MAX, LIMIT_USUAL)
    after, slug = asked.public_id("after"), asked.slug("commune")
    with reading() as session:
        found = tours.tours(
            session,
            g.links.language,
            communes.commune_id(session, slug) if slug else None,
            after=tours.row_of(session, after) if after else 0,
            limit=limit + 1,
        )
    shown, last = cut(found, limit)
    items = [_summary(each) for each in shown]
    return data({"items": items, "next": following("/tours", asked, last.id if last else None)})


@resource("/tours/<id:public_id>", "lang")
def tour(_asked: Query, public_id: str) -> Response:
    """One tour with its stops."""
    with reading() as session:
        view = tours.tour(session, public_id, g.links.language)
        sites = listed(session, [stop.site for stop in view.stops], g.links.language)
    stops = [_stop(view, stop, site) for stop, site in zip(view.stops, sites, strict=True)]
    return data(_summary(view.brief) | _rest(view) | {"stops": stops})


def _summary(brief: TourBrief) -> Body:
    plan = brief.itinerary
    return {
        "id": brief.id,
        "name": brief.name,
        "hook": brief.hook,
        "language": brief.language,
        "as_asked": brief.as_asked,
        "commune": brief.commune,
        "travel": brief.travel,
        "pictures": [media(each) for each in brief.pictures],
        "totals": {
            "stops": brief.stops,
            "metres": round(plan.metres, 1),
            "minutes": plan.minutes,
            "moving_minutes": plan.moving_minutes,
            "dwell_minutes": plan.dwell_minutes,
            "approximate": plan.approximate,
        },
        "signs": plan.signs,
        "loop_closed": plan.is_closed,
        "page": g.links.absolute(g.links.tour(brief)),
        "self": address(f"/tours/{brief.id}"),
        "updated": brief.changed,
    }


def _rest(view: TourView) -> Body:
    return {
        "made_by": view.made_by,
        "reviewed": view.reviewed,
        "languages": view.languages,
        "intro": view.intro,
        "season": view.season,
    }


def _stop(view: TourView, stop: StopView, site: Listed) -> Body:
    return {
        "number": stop.number,
        "kind": stop.kind,
        "dwell_minutes": stop.dwell_minutes,
        "note": {"text": stop.note, "language": stop.note_language} if stop.note else None,
        "leg": _leg(stop.leg) if stop.leg else None,
        "page": g.links.absolute(g.links.stop(view.brief, stop.number)),
        "site": item(site),
    }


def _leg(leg: Leg) -> Body:
    return {"metres": round(leg.metres, 1), "minutes": leg.minutes, "approximate": leg.approximate}
