"""Places on the earth: points, exact distances, growing boxes, cells. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from geopy.distance import geodesic
from pyproj import Geod

from tourism.errors import Invalid

HALF_WORLD_METRES = 20_004_000.0
# A degree of latitude is 110,574 m at the equator and more elsewhere; the smaller bound keeps boxes safe.
_METRES_PER_DEGREE_MIN = 110_500.0
BANDS_PER_DEGREE = 100
CELL_DEGREES = 0.05
CELL_BORDER_DEGREES = 0.02
_ROWS = round(180 / CELL_DEGREES)
_COLUMNS = round(360 / CELL_DEGREES)
_WGS84 = Geod(ellps="WGS84")
WALKING_METRES_PER_MINUTE = 70.0
CYCLING_METRES_PER_MINUTE = 200.0


@dataclass(frozen=True, slots=True)
class Point:
    """WGS 84, degrees: lat -90..90, lon -180..180."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lat) and math.isfinite(self.lon)):
            raise Invalid("bad-position")
        if abs(self.lat) > 90 or abs(self.lon) > 180:
            raise Invalid("bad-position")


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees; `west` > `east` means that the box crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float

    def spans(self) -> tuple[tuple[float, float], ...]:
        """Ranges of longitude, each west <= east."""
        if self.west <= self.east:
            return ((self.west, self.east),)
        return ((self.west, 180.0), (-180.0, self.east))

    def meets(self, line: Sequence[Point]) -> bool:
        """Whether a line (or a point) has anything in the box, edges included; straight on the map of degrees."""
        ways = tuple(pairwise(line)) or tuple((each, each) for each in line)
        return any(
            _crosses(here, there, (west, self.south), (east, self.north))
            for here, there in ways
            for west, east in self.spans()
        )


def _crosses(here: Point, there: Point, least: tuple[float, float], most: tuple[float, float]) -> bool:
    """Whether the straight line from `here` to `there` meets a rectangle: what each axis leaves of it."""
    begin, end = 0.0, 1.0
    starts, ends = (here.lon, here.lat), (there.lon, there.lat)
    for start, stop, low, high in zip(starts, ends, least, most, strict=True):
        if start == stop:
            if not low <= start <= high:
                return False
            continue
        one, other = sorted(((low - start) / (stop - start), (high - start) / (stop - start)))
        begin, end = max(begin, one), min(end, other)
    return begin <= end


def distance(here: Point, there: Point) -> float:
    """Metres along the geodesic, by geopy: the truth that all else is held to."""
    return float(geodesic((here.lat, here.lon), (there.lat, there.lon)).meters)


def distances(here: Point, lats: Sequence[float], lons: Sequence[float]) -> list[float]:
    """Metres along the geodesic from `here` to each pair, in one vectorised call.

    The same series as geopy's (Karney 2013, doi:10.1007/s00190-012-0578-z), 70 times cheaper.
    """
    count = len(lats)
    if not count:
        return []
    _, _, metres = _WGS84.inv(
        np.full(count, here.lon), np.full(count, here.lat), np.asarray(lons, float), np.asarray(lats, float)
    )
    found: list[float] = metres.tolist()
    return found


def box_around(here: Point, radius: float) -> Box:
    """A box that holds every point within `radius` metres; whole longitudes where a pole is inside."""
    reach = radius / _METRES_PER_DEGREE_MIN
    south, north = here.lat - reach, here.lat + reach
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), -180.0, min(north, 90.0), 180.0)
    # The widest stretch of a circle is at its edge nearest to a pole.
    edge = max(abs(south), abs(north))
    stretch = reach / math.cos(math.radians(edge)) * 1.001
    if stretch >= 180:
        return Box(south, -180.0, north, 180.0)
    return Box(south, _wrapped(here.lon - stretch), north, _wrapped(here.lon + stretch))


def _wrapped(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0 if abs(lon) > 180 else lon


def band(lat: float) -> int:
    """The band of latitude (0.01 degrees, 1.1 km) that a point lies in, counted from the south pole."""
    return math.floor((lat + 90) * BANDS_PER_DEGREE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A grid square of 0.05 degrees (about 5.5 km), numbered from the south-west corner of the map."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """As in addresses: row-column."""
        return f"{self.row}-{self.column}"

    @property
    def box(self) -> Box:
        """The square with its neighbours' border (about 2 km), so that nobody stands at an empty edge."""
        south, west = self.row * CELL_DEGREES - 90, self.column * CELL_DEGREES - 180
        return Box(
            round(max(south - CELL_BORDER_DEGREES, -90.0), 6),
            round(_wrapped(west - CELL_BORDER_DEGREES), 6),
            round(min(south + CELL_DEGREES + CELL_BORDER_DEGREES, 90.0), 6),
            round(_wrapped(west + CELL_DEGREES + CELL_BORDER_DEGREES), 6),
        )


def cell_of(here: Point) -> Cell:
    """The cell that `here` stands in."""
    row = min(math.floor((here.lat + 90) / CELL_DEGREES), _ROWS - 1)
    return Cell(row, math.floor((here.lon + 180) / CELL_DEGREES) % _COLUMNS)


@lru_cache(maxsize=4096)
def cell_named(name: str) -> Cell:
    """The cell of an address; raises Invalid."""
    row, _, column = name.partition("-")
    if not (row.isascii() and column.isascii() and row.isdigit() and column.isdigit() and len(name) <= 9):
        raise Invalid("bad-cell", cell=name[:20])
    cell = Cell(int(row), int(column))
    if cell.row >= _ROWS or cell.column >= _COLUMNS or cell.name != name:
        raise Invalid("bad-cell", cell=name[:20])
    return cell


def minutes_on_the_way(metres: float, *, by_bicycle: bool = False) -> int:
    """Whole minutes, at least 1 for any way at all; strolling, not marching (4.2 km/h)."""
    speed = CYCLING_METRES_PER_MINUTE if by_bicycle else WALKING_METRES_PER_MINUTE
    return math.ceil(metres / speed) if metres > 0 else 0
