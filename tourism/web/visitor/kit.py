"""A tour to take along: files for maps, calendars and spreadsheets."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar
from urllib.parse import quote

from flask import Response, g, request
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tourism.partners.queries import VariantView
from tourism.tours.calendar import calendar
from tourism.tours.geojson import geojson
from tourism.tours.gpx import gpx
from tourism.tours.kml import kml
from tourism.tours.queries import TourView
from tourism.tours.roadbook import Roadbook
from tourism.tours.sheet import xlsx
from tourism.tours.table import csv
from tourism.web.answers import kept_nowhere
from tourism.web.edition import CACHE_CONTROL
from tourism.web.media import OPEN
from tourism.web.request import reading, wanted
from tourism.web.roadbooks import roadbook
from tourism.web.variants import kit_path, tour_asked
from tourism.web.visitor.departure import start_asked, usual_day, usual_hour
from tourism.web.visitor.routes import moved, page

TOUR = "/<language:language>/tours/<id:public_id>/<slug:slug>"
MEDIA_TYPES = {
    "gpx": "application/gpx+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "geojson": "application/geo+json",
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "zip": "application/zip",
}
Answer = TypeVar("Answer", bound=AnyResponse)
# What no system takes in a file's name.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u2028\u2029]')


@dataclass(frozen=True, slots=True)
class KitFile:
    """A file that the tour's page offers: where it is, how many bytes; 0 where that is not known before it is made."""

    kind: str
    path: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Kit:
    """What can be taken along of a tour; `day` and `start` are what the calendar's form begins with.

    `sheet` is for paper, `book` has words and voices, about as large as these; `album` None: all stops are silent.
    """

    files: dict[str, KitFile]
    sheet: KitFile
    book: KitFile
    album: KitFile | None
    day: date
    start: time


def kit(view: TourView) -> Kit:
    """The files of a tour as its page offers them."""
    tour = roadbook(view)
    files = {kind: KitFile(kind, kit_path(g.links, view, kind), len(_written(view, tour, kind))) for kind in KINDS}
    # All but the sounds is small beside them, and nobody makes a book to say how large it is.
    heard = sum(stop.sound.size for stop in view.stops if stop.sound)
    return Kit(
        files,
        sheet=KitFile("pdf", kit_path(g.links, view, "pdf")),
        book=KitFile("epub", kit_path(g.links, view, "epub"), heard),
        album=KitFile("zip", kit_path(g.links, view, "zip"), heard) if heard else None,
        day=usual_day(),
        start=usual_hour(view),
    )


@page(f"{TOUR}.gpx")
def tour_as_gpx(public_id: str, slug: str) -> AnyResponse:
    """For maps on phones."""
    return _file(public_id, slug, "gpx")


@page(f"{TOUR}.kml")
def tour_as_kml(public_id: str, slug: str) -> AnyResponse:
    """For Google Earth and its like."""
    return _file(public_id, slug, "kml")


@page(f"{TOUR}.geojson")
def tour_as_geojson(public_id: str, slug: str) -> AnyResponse:
    """For map programs and pages."""
    return _file(public_id, slug, "geojson")


@page(f"{TOUR}.ics")
def tour_as_calendar(public_id: str, slug: str) -> AnyResponse:
    """For calendars, on the day and at the hour asked for; else tomorrow morning."""
    return _file(public_id, slug, "ics")


@page(f"{TOUR}.csv")
def tour_as_csv(public_id: str, slug: str) -> AnyResponse:
    """For any program."""
    return _file(public_id, slug, "csv")


@page(f"{TOUR}.xlsx")
def tour_as_xlsx(public_id: str, slug: str) -> AnyResponse:
    """For spreadsheets."""
    return _file(public_id, slug, "xlsx")


def sent(data: bytes, kind: str, *, slug: str, name: str, language: str) -> Response:
    """A file to keep, under a name that every system takes and under its own."""
    return Response(data, content_type=MEDIA_TYPES[kind], headers=labels(kind, slug=slug, name=name, language=language))


def tour_sent(data: bytes, kind: str, view: TourView) -> Response:
    """A tour's file; a partner's own is kept by nobody in between."""
    answer = sent(data, kind, slug=view.brief.slug, name=view.brief.name, language=view.language)
    return unkept(answer, view)


def unkept(answer: Answer, view: TourView) -> Answer:
    """The answer, kept by nobody where it is a partner's own tour: the key may be taken back."""
    if not isinstance(view, VariantView):
        return answer
    answer.headers["X-Robots-Tag"] = "noindex"
    return kept_nowhere(answer)


def labels(kind: str, *, slug: str, name: str, language: str) -> dict[str, str]:
    """The headers that all files have."""
    own = quote(_NOT_IN_NAMES.sub(" ", name).strip() or slug, safe="")
    return {
        **dict(OPEN),
        "Content-Disposition": f"attachment; filename=\"{slug}.{kind}\"; filename*=UTF-8''{own}.{kind}",
        "Content-Language": ", ".join(dict.fromkeys((wanted(), language))),
        "Cache-Control": CACHE_CONTROL,
    }


def _file(public_id: str, slug: str, kind: str) -> AnyResponse:
    with reading() as session:
        view = tour_asked(session, public_id)
    if slug != view.brief.slug:
        return elsewhere(view, kind)
    return tour_sent(_written(view, roadbook(view), kind), kind, view)


def elsewhere(view: TourView, kind: str) -> AnyResponse:
    """To a file's address of today, with all that was asked for."""
    query = request.query_string.decode("latin-1")
    path = g.links.album(view.brief) if kind == "zip" else g.links.kit(view.brief, kind)
    return unkept(moved(f"{path}{'?' if query else ''}{query}"), view)


def _written(view: TourView, tour: Roadbook, kind: str) -> bytes:
    return calendar(tour, start_asked(usual_hour(view))) if kind == "ics" else WRITERS[kind](tour)


def _xlsx(tour: Roadbook) -> bytes:
    return xlsx(tour, _headings())


def _headings() -> dict[str, str]:
    return {
        "stop": gettext("Stop"),
        "name": gettext("Name"),
        "kind": gettext("Kind"),
        "arrival_min": gettext("Arrival, minutes from the start"),
        "departure_min": gettext("Departure, minutes from the start"),
        "way_min": gettext("Way, minutes"),
        "way_m": gettext("Way, metres"),
        "way_approximate": gettext("Way is approximate"),
        "lat": gettext("Latitude"),
        "lon": gettext("Longitude"),
        "accuracy_m": gettext("Accuracy, metres"),
        "approximate": gettext("Position is approximate"),
        "about": gettext("Notes"),
        "page": gettext("Page"),
        "sound": gettext("Sound"),
        "sound_s": gettext("Sound, seconds"),
        "site": gettext("Place's code"),
        "language": gettext("Language"),
        "credit": gettext("Credit"),
        "licence": gettext("Licence"),
    }


WRITERS: dict[str, Callable[[Roadbook], bytes]] = {
    "gpx": gpx,
    "kml": kml,
    "geojson": geojson,
    "csv": csv,
    "xlsx": _xlsx,
}
KINDS = (*WRITERS, "ics")
