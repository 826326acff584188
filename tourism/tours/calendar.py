"""A tour on a day: one event of a calendar, its stops with their times in the words. Pure."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Event

from tourism.communes.almanac import ZONE, Cover, as_bytes, nearest_name, opened, say
from tourism.tours.roadbook import Roadbook, Stop, is_rough, titles


def calendar(tour: Roadbook, start: datetime) -> bytes:
    """The calendar as UTF-8; `start` is a moment in Việt Nam's own time, without a zone.

    The tour keeps its identity on one day whatever the hour or the language: another start moves the event.
    """
    cover = Cover(tour.name, tour.about, tour.language, tour.page, tour.primary, _rights(tour))
    found = opened(cover)
    found.add_component(_event(tour, start, cover))
    return as_bytes(found)


def _event(tour: Roadbook, start: datetime, cover: Cover) -> Event:
    first, zone = tour.stops[0], {"TZID": ZONE}
    event = Event()
    event.add("uid", f"tour-{tour.id}-{start:%Y%m%d}@{urlsplit(tour.page).netloc}")
    event.add("dtstamp", tour.changed)
    event.add("last-modified", tour.changed)
    event.add("dtstart", start, parameters=zone)
    event.add("dtend", start + timedelta(minutes=tour.minutes), parameters=zone)
    say(event, "summary", tour.name, language=tour.language)
    say(event, "description", _timetable(tour, start), language=tour.language)
    # Where people meet may lie outside of the commune.
    place = f"{first.name}, {tour.commune}" if first.site else first.name
    say(event, "location", place, language=tour.language)
    event.add("geo", (round(first.here.lat, 6), round(first.here.lon, 6)))
    event.add("url", tour.page)
    say(event, "comment", cover.credit)
    event.add("color", nearest_name(tour.primary))
    return event


def _timetable(tour: Roadbook, start: datetime) -> str:
    names = titles(tour.stops)
    stops = (_stop(stop, name, start, tour) for stop, name in zip(tour.stops, names, strict=True))
    return "\n\n".join(["\n".join(tour.about), *stops, f"{tour.page}\n{_rights(tour)}"])


def _stop(stop: Stop, name: str, start: datetime, tour: Roadbook) -> str:
    """Its time (roughly, once a way before it was reckoned roughly), what there is to do, and where it is told."""
    rough = "≈ " if is_rough(tour, stop) else ""
    moments = (stop.arrival, stop.departure) if stop.site else (stop.arrival,)
    times = "–".join(f"{start + timedelta(minutes=each):%H:%M}" for each in moments)
    return "\n".join((f"{rough}{times} · {name}", *stop.about, stop.page))


def _rights(tour: Roadbook) -> str:
    return f"{tour.credit} · {tour.licence}" if tour.licence else tour.credit
