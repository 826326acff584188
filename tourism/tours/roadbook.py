"""A tour as it leaves the house: its stops with times, full addresses, and what is not sure. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from tourism import geo
from tourism.tours.itinerary import Leg


@dataclass(frozen=True, slots=True)
class Sound:
    """What is heard at a stop: full address, media type, size in bytes, and what the link is called."""

    address: str
    kind: str
    size: int
    duration_ms: int
    name: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop; `arrival` and `departure` are minutes from the start, `way` is the one that led here (None at the first).

    `kind` is a key, `about` lines of plain text in the reader's language: what is there to do, and what is not sure.
    Number 0 (kind `meet`) is where people meet before the first stop; it is no site (`site` is empty).
    """

    number: int
    site: str
    name: str
    kind: str
    about: tuple[str, ...]
    here: geo.Point
    accuracy_m: float
    approximate: bool
    arrival: int
    departure: int
    way: Leg | None
    page: str
    sound: Sound | None


@dataclass(frozen=True, slots=True)
class Roadbook:
    """A tour in one language; addresses are full ones, colours #rrggbb, `licence` an address (None: nobody has said).

    `about` are lines of plain text, `counted` says in words how many stops there are, `beeline` what the line between
    them is not. Minutes and metres are those of all `stops`, the meeting point among them.
    """

    id: str
    language: str
    name: str
    about: tuple[str, ...]
    counted: str
    beeline: str
    page: str
    commune: str
    commune_page: str
    credit: str
    licence: str | None
    primary: str
    secondary: str
    travel: str
    metres: float
    minutes: int
    approximate: bool
    changed: datetime
    stops: tuple[Stop, ...]


def facts(stop: Stop) -> dict[str, str | int | float | bool | None]:
    """What programs ask of a stop, by the same names in all formats; what nobody knows is None."""
    way, sound = stop.way, stop.sound
    return {
        "stop": stop.number,
        "site": stop.site or None,
        "name": stop.name,
        "kind": stop.kind,
        "about": "\n".join(stop.about),
        "arrival_min": stop.arrival,
        "departure_min": stop.departure,
        "way_m": round(way.metres) if way else None,
        "way_min": way.minutes if way else None,
        "way_approximate": way.approximate if way else None,
        "lat": round(stop.here.lat, 6),
        "lon": round(stop.here.lon, 6),
        "accuracy_m": stop.accuracy_m,
        "approximate": stop.approximate,
        "page": stop.page,
        "sound": sound.address if sound else None,
        "sound_s": round(sound.duration_ms / 1000) if sound else None,
    }


def titles(stops: Sequence[Stop]) -> list[str]:
    """Names with their numbers before them, as wide as the last one: lists of apps sort by letters."""
    wide = len(str(stops[-1].number))
    return [f"{stop.number:0{wide}d}. {stop.name}" for stop in stops]


def is_rough(tour: Roadbook, stop: Stop) -> bool:
    """Whether times at a stop are: once a way before was reckoned roughly."""
    return any(each.way.approximate for each in tour.stops if each.way and each.number <= stop.number)


def runs(stops: Sequence[Stop], *, approximate: bool) -> list[list[Stop]]:
    """Longest pieces of the way whose legs are all approximate, or all sure; each of two stops or more."""
    found: list[list[Stop]] = []
    for one, other in pairwise(stops):
        if other.way is None or other.way.approximate != approximate:
            continue
        if found and found[-1][-1] is one:
            found[-1].append(other)
        else:
            found.append([one, other])
    return found


def degrees(value: float) -> str:
    """As files write them: six digits, a tenth of a metre."""
    return f"{value:.6f}"
