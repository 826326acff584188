"""Legs, times and the closed loop of a tour. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tourism import geo

FOUR_SIGNS = ("visit", "do", "shop", "eat")


@dataclass(frozen=True, slots=True)
class Halt:
    """What an itinerary needs of a stop: where, what for, how long."""

    here: geo.Point
    kind: str
    dwell_minutes: int
    approximate: bool


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one stop to the next: metres along the geodesic, whole minutes."""

    metres: float
    minutes: int
    approximate: bool


@dataclass(frozen=True, slots=True)
class Itinerary:
    """Legs (one fewer than stops) and sums; `signs` are those of the four that the tour has.

    `approach` leads from where people meet to the first stop; None where they meet at the stop itself.
    """

    legs: tuple[Leg, ...]
    metres: float
    moving_minutes: int
    dwell_minutes: int
    signs: tuple[str, ...]
    approximate: bool
    approach: Leg | None = None

    @property
    def minutes(self) -> int:
        """From the start, which is where people meet, to the last departure."""
        return self.moving_minutes + self.dwell_minutes

    @property
    def ways(self) -> tuple[Leg | None, ...]:
        """The way that leads to each stop."""
        return (self.approach, *self.legs)

    @property
    def is_closed(self) -> bool:
        """Whether visiting, doing, shopping and eating are all there."""
        return len(self.signs) == len(FOUR_SIGNS)


def itinerary(halts: Sequence[Halt], *, by_bicycle: bool = False, meeting: Halt | None = None) -> Itinerary:
    """Legs and sums of stops in their order, from where people meet; nobody is counted as staying there."""
    legs = tuple(_leg(one, other, by_bicycle=by_bicycle) for one, other in pairwise(halts))
    approach = _leg(meeting, halts[0], by_bicycle=by_bicycle) if meeting and halts else None
    ways = (approach, *legs) if approach else legs
    kinds = {halt.kind for halt in halts}
    return Itinerary(
        legs=legs,
        metres=sum(leg.metres for leg in ways),
        moving_minutes=sum(leg.minutes for leg in ways),
        dwell_minutes=sum(halt.dwell_minutes for halt in halts),
        signs=tuple(sign for sign in FOUR_SIGNS if sign in kinds),
        approximate=any(leg.approximate for leg in ways),
        approach=approach,
    )


def times(dwell_minutes: Sequence[int], ways: Sequence[Leg | None]) -> tuple[tuple[int, int], ...]:
    """Arrival and departure of each halt, in minutes from the start; `ways` lead to each (None: one is there)."""
    found, now = [], 0
    for dwell, way in zip(dwell_minutes, ways, strict=True):
        arrival = now + (way.minutes if way else 0)
        now = arrival + dwell
        found.append((arrival, now))
    return tuple(found)


def _leg(one: Halt, other: Halt, *, by_bicycle: bool) -> Leg:
    metres = geo.distance(one.here, other.here)
    minutes = geo.minutes_on_the_way(metres, by_bicycle=by_bicycle)
    return Leg(metres, minutes, one.approximate or other.approximate)
