"""The map in squares of 5 km: a phone fetches its own, so its position goes no finer than that."""

from flask import Response, g

from tourism import geo
from tourism.sites import nearness
from tourism.web.answers import GEOJSON, collection, data, feature
from tourism.web.api.items import listed, on_the_map
from tourism.web.api.routes import resource
from tourism.web.query import Query
from tourism.web.request import reading


@resource("/cells/<cell>.geojson", "lang")
def cell(_asked: Query, cell: str) -> Response:
    """All sites of a cell and its border, as GeoJSON."""
    square = geo.cell_named(cell)
    with reading() as session:
        found = listed(session, nearness.in_cell(session, square, g.links.language), g.links.language)
    return data(collection([feature(each.brief.lon, each.brief.lat, on_the_map(each)) for each in found]), GEOJSON)
