"""Calendars (iCalendar, RFC 5545 and 7986) in the commune's colour, and its festivals in one. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

ZONE = "Asia/Ho_Chi_Minh"
PRODUCT = "-//Lời Quê//VI"
# Programs have asked by this since before the standard knew calendars' colours.
APPLE_COLOUR = "x-apple-calendar-color"
# Since this day clocks in all of Việt Nam stand seven hours before Greenwich.
SEVEN_HOURS_SINCE = datetime(1975, 6, 13)  # noqa: DTZ001 (a zone's beginning is told in its own time)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Calendars take colours by the names of CSS only.
NAMED = {
    "black": "000000", "dimgray": "696969", "gray": "808080", "silver": "c0c0c0", "white": "ffffff",
    "maroon": "800000", "darkred": "8b0000", "firebrick": "b22222", "brown": "a52a2a", "indianred": "cd5c5c",
    "crimson": "dc143c", "red": "ff0000", "tomato": "ff6347", "sienna": "a0522d", "saddlebrown": "8b4513",
    "chocolate": "d2691e", "peru": "cd853f", "darkorange": "ff8c00", "orange": "ffa500", "gold": "ffd700",
    "goldenrod": "daa520", "darkgoldenrod": "b8860b", "olive": "808000", "olivedrab": "6b8e23",
    "darkolivegreen": "556b2f", "green": "008000", "darkgreen": "006400", "forestgreen": "228b22",
    "seagreen": "2e8b57", "darkslategray": "2f4f4f", "teal": "008080", "darkcyan": "008b8b", "steelblue": "4682b4",
    "slategray": "708090", "royalblue": "4169e1", "navy": "000080", "midnightblue": "191970",
    "darkslateblue": "483d8b", "indigo": "4b0082", "purple": "800080", "rebeccapurple": "663399",
    "darkmagenta": "8b008b", "mediumvioletred": "c71585", "palevioletred": "db7093", "hotpink": "ff69b4",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cover:
    """What a calendar says of itself: full addresses, #rrggbb; `about` are lines, `credit` whose words they are."""

    name: str
    about: tuple[str, ...]
    language: str
    page: str
    colour: str
    credit: str


@dataclass(frozen=True, slots=True)
class FestivalDays:
    """A festival's next days, both of them included; `about` are lines of plain text."""

    uid: str
    name: str
    about: tuple[str, ...]
    first: date
    last: date
    is_sure: bool


def opened(cover: Cover) -> Calendar:
    """A calendar without events yet, in Việt Nam's time."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    say(calendar, "name", cover.name, language=cover.language)
    say(calendar, "x-wr-calname", cover.name)
    say(calendar, "description", "\n".join((*cover.about, cover.credit)), language=cover.language)
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("url", cover.page)
    calendar.add("color", nearest_name(cover.colour))
    calendar.add(APPLE_COLOUR, cover.colour)
    calendar.add_component(_zone())
    return calendar


def festivals(cover: Cover, found: Sequence[FestivalDays], changed: datetime) -> bytes:
    """A calendar to subscribe to: festivals as whole days, asked for anew each week; without any, a whole empty one."""
    calendar = opened(cover)
    calendar.add("refresh-interval", timedelta(days=7), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1W")
    for each in found:
        calendar.add_component(_festival(cover, each, changed))
    return as_bytes(calendar)


def as_bytes(calendar: Calendar) -> bytes:
    """The file as UTF-8, its properties in the order in which they were said."""
    written: bytes = calendar.to_ical(sorted=False)
    return written


def say(component: Calendar | Event, name: str, text: str, *, language: str = "") -> None:
    """A property of words, in NFC and without what no calendar may hold; each break of lines is one."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    # By its type: icalendar leaves breaks of lines in properties whose type it does not know.
    words = vText(unicodedata.normalize("NFC", plain))
    if language:
        words.params["LANGUAGE"] = language
    component.add(name, words)


def nearest_name(colour: str) -> str:
    """The name of the colour that looks most like #rrggbb among those that have one."""
    wanted = _parts(colour.removeprefix("#"))

    def off(name: str) -> int:
        return sum((one - other) ** 2 for one, other in zip(_parts(NAMED[name]), wanted, strict=True))

    return min(NAMED, key=off)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def _zone() -> Timezone:
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", SEVEN_HOURS_SINCE)
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    return zone


def _festival(cover: Cover, each: FestivalDays, changed: datetime) -> Event:
    event = Event()
    event.add("uid", each.uid)
    event.add("dtstamp", changed)
    event.add("dtstart", each.first)
    # The day after the last one.
    event.add("dtend", each.last + timedelta(days=1))
    say(event, "summary", each.name, language=cover.language)
    say(event, "description", "\n".join(each.about), language=cover.language)
    say(event, "comment", cover.credit)
    event.add("url", cover.page)
    event.add("status", "CONFIRMED" if each.is_sure else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("color", nearest_name(cover.colour))
    return event
