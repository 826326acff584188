"""A tour to take along: what each file costs, and all of them, for a tour of twenty stops."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from bench.figures import Figure, cost, median
from tests.roadbooks import a_roadbook
from tourism.tours.calendar import calendar
from tourism.tours.geojson import geojson
from tourism.tours.gpx import gpx
from tourism.tours.kml import kml
from tourism.tours.roadbook import Roadbook
from tourism.tours.sheet import xlsx
from tourism.tours.table import csv

STOPS = 20
ROUNDS = 15
MOST_SECONDS = 1.0
MORNING = datetime(2027, 3, 15, 8)  # noqa: DTZ001 (Việt Nam's own time)
# About as much as people write of a stop, and more than most.
NOTE = "Nghe chuyện trước ba nơi thờ, rồi đi một vòng quanh đình. " * 8
WRITERS: dict[str, Callable[[Roadbook], bytes]] = {
    "GPX": gpx,
    "KML": kml,
    "GeoJSON": geojson,
    "ICS": partial(calendar, start=MORNING),
    "CSV": csv,
    "XLSX": partial(xlsx, headings={}),
}


def measure() -> list[Figure]:
    """The table of files; each figure is the core's own time."""
    tour = _twenty_stops()
    spent = {name: _seconds(write, tour) for name, write in WRITERS.items()}
    figures = [
        Figure(f"{name} of {STOPS} stops", f"{1000 * each:.1f} ms", note=f"{len(WRITERS[name](tour)) / 1000:.1f} kB")
        for name, each in spent.items()
    ]
    same = all(write(tour) == write(_twenty_stops()) for write in WRITERS.values())
    return [
        *figures,
        cost(f"all files of {STOPS} stops", sum(spent.values()), most=MOST_SECONDS, unit="s", digits=3),
        Figure("same tour, same bytes", "yes" if same else "no", "yes", same),
    ]


def _twenty_stops() -> Roadbook:
    tour = a_roadbook(STOPS)
    return replace(tour, stops=tuple(replace(stop, about=(*stop.about, NOTE)) for stop in tour.stops))


def _seconds(write: Callable[[Roadbook], bytes], tour: Roadbook) -> float:
    seen = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        write(tour)
        seen.append(time.process_time() - begin)
    return median(seen)
