"""WiFi points in the words of schema.org: a feature of a place, and the places that have it. Pure."""

from dataclasses import dataclass

from tourism import geo
from tourism.communes.linked import Body, Home, area, known, position


@dataclass(frozen=True, slots=True)
class Spot:
    """A WiFi point; `page` is its site's full address, `here` None where nobody knows where it is.

    No network's name and no password: those are on the page and in the code, for people who stand there.
    """

    id: str
    name: str
    page: str | None
    here: geo.Point | None
    accuracy_m: float | None
    approximate: bool
    home: Home


def amenity() -> list[Body]:
    """What a place with WiFi has."""
    return [{"@type": "LocationFeatureSpecification", "name": "WiFi", "value": True}]


def place(spot: Spot) -> Body:
    """A place with WiFi, in a list."""
    return known(
        {
            "@type": "Place",
            "@id": spot.id,
            "name": spot.name,
            "url": spot.page,
            "geo": position(spot.here, spot.accuracy_m, approximate=spot.approximate) if spot.here else None,
            "containedInPlace": area(spot.home),
            "amenityFeature": amenity(),
        }
    )
