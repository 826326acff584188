"""A tour as schema.org's TouristTrip, its stops as an ordered list. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from tourism.communes.linked import CONTEXT, Body, Home, Written, area, known, position, web_page
from tourism.sites.linked import type_of
from tourism.tours.roadbook import Roadbook, Stop

FILES = {
    "gpx": "application/gpx+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "geojson": "application/geo+json",
    "ics": "text/calendar",
    "csv": "text/csv",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A stop's site: its id, the same in all languages, its page's full address, its kind."""

    id: str
    page: str
    kind: str


def trip(
    tour: Roadbook, id_: str, home: Home, places: Mapping[str, Place], picture: Body | None, written: Written
) -> Body:
    """A tour's page; `id_` is the same in all languages, `places` are the sites of its stops by public id."""
    return {"@context": CONTEXT} | known(
        {
            "@type": "TouristTrip",
            "@id": id_,
            "url": tour.page,
            "identifier": tour.id,
            "name": tour.name,
            "description": "\n".join(tour.about),
            "image": picture,
            "itinerary": {
                "@type": "ItemList",
                "itemListOrder": f"{CONTEXT}/ItemListOrderAscending",
                "numberOfItems": len(tour.stops),
                "itemListElement": [_item(stop, places[stop.site], home) for stop in tour.stops],
            },
            "mainEntityOfPage": web_page(written),
            "subjectOf": [_file(tour.page, kind) for kind in FILES],
        }
    )


def _item(stop: Stop, place: Place, home: Home) -> Body:
    return {
        "@type": "ListItem",
        "position": stop.number,
        "url": stop.page,
        "item": known(
            {
                "@type": type_of(place.kind),
                "@id": place.id,
                "name": stop.name,
                "url": place.page,
                "description": "\n".join(stop.about),
                "geo": position(stop.here, stop.accuracy_m, approximate=stop.approximate),
                "containedInPlace": area(home),
            }
        ),
    }


def _file(page: str, kind: str) -> Body:
    return {"@type": "MediaObject", "contentUrl": f"{page}.{kind}", "encodingFormat": FILES[kind]}
