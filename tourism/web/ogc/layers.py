"""The collections: what they are called, and how far they reach in space and time."""

from flask import Response, g
from flask_babel import gettext
from sqlalchemy.orm import Session

from tourism.communes import licences
from tourism.communes import queries as communes
from tourism.errors import NotFound
from tourism.sites.sweep import Extent
from tourism.web.answers import GEOJSON, JSON, Body
from tourism.web.ogc import sites, tours, wifi
from tourism.web.ogc.feature import Layer
from tourism.web.ogc.links import Link, onward
from tourism.web.ogc.routes import EVERYWHERE, document, resource
from tourism.web.query import Query
from tourism.web.request import reading

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
LAYERS = {
    "sites": Layer(lambda: gettext("All places, village by village"), sites.page, sites.one, sites.extent),
    "tours": Layer(lambda: gettext("Tours"), tours.lines, tours.line, tours.extent),
    "stops": Layer(lambda: gettext("All stops"), tours.stops, tours.stop, tours.extent),
    "wifi": Layer(lambda: gettext("WiFi points"), wifi.page, wifi.one, wifi.extent),
}


@resource("/collections", *EVERYWHERE)
def collections(asked: Query) -> Response:
    """All of them."""
    with reading() as session:
        free = _licence(session)
        every = [{"links": _links(name, free), **_layer(session, name)} for name in LAYERS]
    return document(asked, "/collections", {"collections": every})


@resource("/collections/<layer>", *EVERYWHERE)
def collection(asked: Query, layer: str) -> Response:
    """One of them."""
    layer_named(layer)
    with reading() as session:
        body, free = _layer(session, layer), _licence(session)
    return document(asked, f"/collections/{layer}", body, _items(layer), *free)


def layer_named(name: str) -> Layer:
    """The collection of that name; raises NotFound."""
    if name not in LAYERS:
        raise NotFound("no-such-collection", known=list(LAYERS))
    return LAYERS[name]


def _layer(session: Session, name: str) -> Body:
    layer = LAYERS[name]
    body = {"id": name, "title": layer.title(), "itemType": "feature", "crs": [CRS84]}
    found = layer.extent(session, g.links.language)
    return body | ({"extent": _extent(found)} if found else {})


def _extent(found: Extent) -> Body:
    box = found.box
    told: Body = {"spatial": {"bbox": [[box.west, box.south, box.east, box.north]], "crs": CRS84}}
    if found.first and found.last:
        told["temporal"] = {"interval": [[found.first, found.last]], "trs": GREGORIAN}
    return told


def _links(name: str, free: list[Link]) -> list[Body]:
    every = (Link("self", onward(f"/collections/{name}"), JSON), _items(name), *free)
    return [each.told() for each in every]


def _licence(session: Session) -> list[Link]:
    """The free licence that all communes have named; none where they differ, or one has not said."""
    named = {licences.page(each.licence) for each in communes.communes(session, g.links.language)}
    (only,) = named if len(named) == 1 else (None,)
    return [Link("license", only, "text/html")] if only else []


def _items(name: str) -> Link:
    return Link("items", onward(f"/collections/{name}/items"), GEOJSON, LAYERS[name].title())
