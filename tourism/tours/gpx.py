"""A tour for maps on phones: GPX 1.1, every child where its schema wants it. Pure."""

from collections.abc import Iterable, Sequence
from datetime import UTC

from tourism.markup import element
from tourism.tours.roadbook import Roadbook, Stop, degrees, runs, titles

OPENING = '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="Lời Quê">'


def gpx(tour: Roadbook) -> bytes:
    """The file as UTF-8: stops as waypoints, as a route, and as tracks of what is sure and what is not."""
    names = titles(tour.stops)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', OPENING, _metadata(tour)]
    lines += [_waypoint(stop, name) for stop, name in zip(tour.stops, names, strict=True)]
    lines += [_route(tour, names), *_tracks(tour)]
    return "\n".join([*lines, "</gpx>", ""]).encode()


def _metadata(tour: Roadbook) -> str:
    licence = [element("license", tour.licence)] if tour.licence else []
    year = element("year", str(tour.changed.year))
    author = [element("name", tour.commune), _link(tour.commune_page, tour.commune, "text/html")]
    return element(
        "metadata",
        inside=[
            element("name", tour.name),
            element("desc", "\n".join((*tour.about, tour.credit))),
            element("author", inside=author),
            element("copyright", inside=[year, *licence], author=tour.credit),
            _link(tour.page, tour.name, "text/html"),
            element("time", f"{tour.changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"),
            _bounds(tour.stops),
        ],
    )


def _bounds(stops: Sequence[Stop]) -> str:
    lats, lons = [stop.here.lat for stop in stops], [_longitude(stop) for stop in stops]
    return element(
        "bounds",
        minlat=degrees(min(lats)),
        minlon=degrees(min(lons)),
        maxlat=degrees(max(lats)),
        maxlon=degrees(max(lons)),
    )


def _waypoint(stop: Stop, name: str) -> str:
    about = "\n".join(stop.about)
    sound = [_link(stop.sound.address, stop.sound.name, stop.sound.kind)] if stop.sound else []
    links = [_link(stop.page, stop.name, "text/html"), *sound]
    return _point("wpt", stop, [element("name", name), element("desc", about), *links, element("type", stop.kind)])


def _route(tour: Roadbook, names: Sequence[str]) -> str:
    points = (_point("rtept", stop, [element("name", name)]) for stop, name in zip(tour.stops, names, strict=True))
    link = _link(tour.page, tour.name, "text/html")
    return element(
        "rte", inside=[element("name", tour.name), element("desc", tour.beeline), link, _travel(tour), *points]
    )


def _tracks(tour: Roadbook) -> list[str]:
    """At most two: legs between surveyed stops, and the approximate ones, which say so in their name."""
    told = ((False, tour.name), (True, f"≈ {tour.name}"))
    return [_track(tour, name, found) for rough, name in told if (found := runs(tour.stops, approximate=rough))]


def _track(tour: Roadbook, name: str, pieces: Sequence[Sequence[Stop]]) -> str:
    segments = (element("trkseg", inside=[_point("trkpt", stop, []) for stop in piece]) for piece in pieces)
    return element("trk", inside=[element("name", name), element("desc", tour.beeline), _travel(tour), *segments])


def _travel(tour: Roadbook) -> str:
    return element("type", tour.travel)


def _point(tag: str, stop: Stop, inside: Iterable[str]) -> str:
    return element(tag, inside=inside, lat=degrees(stop.here.lat), lon=degrees(_longitude(stop)))


def _longitude(stop: Stop) -> float:
    """The schema knows the antimeridian by one of its two names only."""
    return stop.here.lon if round(stop.here.lon, 6) < 180 else -180.0


def _link(address: str, text: str, kind: str) -> str:
    return element("link", inside=[element("text", text), element("type", kind)], href=address)
