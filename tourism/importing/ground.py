"""What a row is held against: the commune's ground, its villages and the places that it has. Pure."""

from dataclasses import dataclass

from tourism.communes.draft import CommuneDraft
from tourism.geo import Point
from tourism.sites.naming import folded

# Where Vietnam lies: the mainland with its near islands, and the archipelagos of the East Sea.
# South, west, north, east.
COUNTRY = ((8.0, 102.0, 23.5, 110.0), (6.0, 109.0, 17.5, 118.0))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A place that the commune has, as far as whoever imports may see it; `spot` None where it has no pin."""

    id: str
    name: str
    spot: Point | None


@dataclass(frozen=True, slots=True)
class Ground:
    """A commune to import into; `villages` are keys by folded names."""

    centre: Point
    bbox: tuple[float, float, float, float]
    villages: dict[str, str]
    neighbours: tuple[Neighbour, ...]

    def holds(self, spot: Point) -> bool:
        """Whether a point lies in the box around the commune."""
        west, south, east, north = self.bbox
        return west <= spot.lon <= east and south <= spot.lat <= north


def ground(commune: CommuneDraft, neighbours: tuple[Neighbour, ...]) -> Ground:
    """The ground of a commune."""
    villages = {folded(name): area.key for area in commune.areas for name in (*area.names.values(), area.key)}
    return Ground(Point(commune.centre.lat, commune.centre.lon), commune.bbox, villages, neighbours)


def in_vietnam(spot: Point) -> bool:
    """Whether a point may lie in Vietnam: boxes, and no border."""
    return any(south <= spot.lat <= north and west <= spot.lon <= east for south, west, north, east in COUNTRY)
