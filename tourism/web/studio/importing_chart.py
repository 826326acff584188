"""A small map of the commune with what a file would begin in it."""

from dataclasses import dataclass

from tourism.geo import Point
from tourism.importing.ground import Ground
from tourism.importing.preview import Preview
from tourism.sites.pointing import Chart, chart

# A pin's own radius, in the chart's units.
PIN = 24


@dataclass(frozen=True, slots=True)
class Pinned:
    """A row on the chart; `is_outside` where it lies at the edge only because it lies beyond."""

    x: int
    y: int
    where: int
    name: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The chart, the places that are there, and the rows that have a position."""

    chart: Chart
    dots: tuple[tuple[int, int, str], ...]
    pins: tuple[Pinned, ...]


def drawn(ground: Ground, found: Preview) -> Drawn | None:
    """The chart; None where no row has a position."""
    paper = chart(ground.bbox)
    dots = tuple((*paper.spot(each.spot.lat, each.spot.lon), each.name) for each in ground.neighbours if each.spot)
    pins = tuple(
        Pinned(*_inside(paper, spot), each.where, each.name, not ground.holds(spot))
        for each in found.candidates
        if each.placed
        for spot in [each.placed.spot]
    )
    return Drawn(paper, dots, pins) if pins else None


def _inside(paper: Chart, spot: Point) -> tuple[int, int]:
    """Where a pin stands, whole; what is outside stands at the edge."""
    x, y = paper.spot(spot.lat, spot.lon)
    return min(max(x, PIN), paper.width - PIN), min(max(y, PIN), paper.height - PIN)
