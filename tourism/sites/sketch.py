"""A schematic map: pins laid onto a strip so that their seals never cover each other. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from tourism.sites.briefs import SiteBrief

WIDTH, HEIGHT = 1000, 420
MARGIN = 70
APART = 88.0
ROUNDS = 200
COLUMNS, ROWS = 10, 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered seal at x, y of the sketch."""

    number: int
    x: int
    y: int
    site: SiteBrief


@dataclass(frozen=True, slots=True)
class Sketch:
    """Marks on a strip of `width` by `height` units, north up, not to scale."""

    width: int
    height: int
    marks: tuple[Mark, ...]


def sketch(briefs: Sequence[SiteBrief]) -> Sketch:
    """Lays sites out by their pins, numbered in their order."""
    places = _apart(_projected(briefs))
    marks = (
        Mark(number, round(x), round(y), site)
        for number, (site, (x, y)) in enumerate(zip(briefs, places, strict=True), 1)
    )
    return Sketch(WIDTH, HEIGHT, tuple(marks))


def _projected(briefs: Sequence[SiteBrief]) -> list[tuple[float, float]]:
    if not briefs:
        return []
    stretch = math.cos(math.radians(briefs[0].lat))
    xs = [brief.lon * stretch for brief in briefs]
    ys = [-brief.lat for brief in briefs]
    return list(zip(_fitted(xs, WIDTH), _fitted(ys, HEIGHT), strict=True))


def _fitted(values: list[float], size: int) -> list[float]:
    low, span = min(values), max(values) - min(values)
    if span == 0:
        return [size / 2] * len(values)
    return [MARGIN + (value - low) / span * (size - 2 * MARGIN) for value in values]


def _apart(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Pushes neighbours apart, a little at a time; a crowd that finds no rest is seated instead."""
    moved = [(x + index * 0.01, y) for index, (x, y) in enumerate(places)]
    for _ in range(ROUNDS):
        at_rest = [_push(moved, one, other) for one in range(len(moved)) for other in range(one)]
        if all(at_rest):
            return moved
    return _seated(places)


def _seated(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Each place on the free seat nearest to it; more places than seats share them again."""
    xs = [MARGIN + seat * (WIDTH - 2 * MARGIN) / (COLUMNS - 1) for seat in range(COLUMNS)]
    ys = [MARGIN + seat * (HEIGHT - 2 * MARGIN) / (ROWS - 1) for seat in range(ROWS)]
    free: list[tuple[float, float]] = []
    seated = []
    for place in places:
        free = free or list(product(xs, ys))
        seated.append(min(free, key=lambda seat: math.dist(seat, place)))
        free.remove(seated[-1])
    return seated


def _push(places: list[tuple[float, float]], one: int, other: int) -> bool:
    (ax, ay), (bx, by) = places[one], places[other]
    away = math.hypot(ax - bx, ay - by)
    if away >= APART:
        return True
    step = (APART - away) / 2 + 0.5
    dx, dy = ((ax - bx) / away, (ay - by) / away) if away > 0.001 else (1.0, 0.0)
    places[one] = _kept(ax + dx * step, ay + dy * step)
    places[other] = _kept(bx - dx * step, by - dy * step)
    return False


def _kept(x: float, y: float) -> tuple[float, float]:
    return min(max(x, MARGIN), WIDTH - MARGIN), min(max(y, MARGIN), HEIGHT - MARGIN)
