"""A commune and its festivals in the words of schema.org; also what the other slices' documents begin with. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from tourism import geo

CONTEXT = "https://schema.org"
GUIDE = "Lời Quê"
Body: TypeAlias = dict[str, Any]
BY_MACHINE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"


@dataclass(frozen=True, slots=True)
class Written:
    """A page's words: its full address, their language, how they came about (None: nothing to say), the last change.

    `guide` is the address of the whole guide, `licence` that of a licence under which others may use them.
    """

    address: str
    guide: str
    language: str
    by_machine: bool = False
    how: str | None = None
    changed: datetime | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The commune that things are in; `id` is the same in all languages, `page` the full address in this one."""

    id: str
    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Feast:
    """A festival and its solar days, first and last."""

    id: str
    name: str
    about: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune; degrees, `box` is west, south, east, north; `places` are (id, name, page), `above` what it is in."""

    home: Home
    about: str
    above: str | None
    lat: float
    lon: float
    box: tuple[float, float, float, float]
    picture: Body | None
    feasts: Sequence[Feast]
    places: Sequence[tuple[str, str, str]]


def known(body: Body) -> Body:
    """Without what nobody knows: None, empty texts and empty lists; False and 0 are known."""
    return {name: value for name, value in body.items() if value is not None and value not in ("", [], {})}


def web_page(written: Written, kind: str = "WebPage") -> Body:
    """The page that tells of a thing, for `mainEntityOfPage`."""
    return known(
        {
            "@type": kind,
            "@id": written.address,
            "url": written.address,
            "inLanguage": written.language,
            "digitalSourceType": BY_MACHINE if written.by_machine else None,
            "creativeWorkStatus": written.how,
            "license": written.licence,
            "dateModified": written.changed.isoformat() if written.changed else None,
            "isPartOf": _guide(written.guide),
        }
    )


def area(home: Home) -> Body:
    """The commune where something else speaks of it."""
    return {"@type": "AdministrativeArea", "@id": home.id, "name": home.name, "url": home.page}


def picture(address: str, *, width: int, height: int, caption: str = "") -> Body:
    """A picture by its full address, in pixels."""
    return known(
        {
            "@type": "ImageObject",
            "contentUrl": address,
            "width": pixels(width),
            "height": pixels(height),
            "caption": caption,
        }
    )


def position(here: geo.Point, accuracy_m: float | None, *, approximate: bool) -> Body | None:
    """A point where it is sure, else the circle in which the place lies; None where not even that is known."""
    point = {"@type": "GeoCoordinates", "latitude": round(here.lat, 6), "longitude": round(here.lon, 6)}
    if not approximate:
        return point
    if accuracy_m is None:
        return None
    return {"@type": "GeoCircle", "geoMidpoint": point, "geoRadius": round(accuracy_m)}


def pixels(count: int) -> Body:
    """A length in pixels."""
    return {"@type": "QuantitativeValue", "value": count, "unitCode": "E37"}


def commune(told: Commune, written: Written) -> Body:
    """A commune's home: where it is, what is there, the festivals whose days are known."""
    west, south, east, north = told.box
    return {"@context": CONTEXT} | known(
        area(told.home)
        | {
            "description": told.about,
            "containedInPlace": {"@type": "AdministrativeArea", "name": told.above} if told.above else None,
            # Two forms of one thing: a point for maps, the box for whoever asks how large.
            "geo": [
                {"@type": "GeoCoordinates", "latitude": told.lat, "longitude": told.lon},
                {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
            ],
            "image": told.picture,
            "event": [_feast(each, told.home) for each in told.feasts],
            "containsPlace": [
                {"@type": "Place", "@id": id_, "name": name, "url": page} for id_, name, page in told.places
            ],
            "mainEntityOfPage": web_page(written),
        }
    )


def _feast(feast: Feast, home: Home) -> Body:
    return known(
        {
            "@type": "Event",
            "@id": feast.id,
            "name": feast.name,
            "description": feast.about,
            "startDate": feast.first.isoformat(),
            "endDate": feast.last.isoformat(),
            "location": area(home),
        }
    )


def website(homes: Sequence[Home], about: str, languages: Sequence[str], catalogue: str, written: Written) -> Body:
    """The front page: the guide, the communes that it tells of, and the catalogue of its data."""
    return (
        {"@context": CONTEXT}
        | _guide(written.guide)
        | {
            "description": about,
            "inLanguage": list(languages),
            "about": [area(each) for each in homes],
            "mainEntityOfPage": {"@type": "WebPage", "@id": written.address, "inLanguage": written.language},
            "hasPart": [{"@type": "DataCatalog", "@id": catalogue, "url": catalogue, "name": GUIDE}],
        }
    )


def _guide(address: str) -> Body:
    return {"@type": "WebSite", "@id": f"{address}#guide", "name": GUIDE, "url": address}


def plain_page(title: str, about: str, written: Written) -> Body:
    """A page that tells of nothing but itself."""
    return {"@context": CONTEXT} | web_page(written) | {"name": title, "description": about}


def listing(title: str, items: Sequence[Body], written: Written) -> Body:
    """A page that is a list, in its order."""
    listed = [{"@type": "ListItem", "position": number, "item": each} for number, each in enumerate(items, 1)]
    entity = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": listed}
    return {"@context": CONTEXT} | web_page(written, "CollectionPage") | {"name": title, "mainEntity": entity}
