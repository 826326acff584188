"""Features by page and one by one, as GeoJSON."""

import re

from flask import Response, g

from tourism.errors import Invalid, NotFound
from tourism.geo import Box
from tourism.web.answers import GEOJSON, JSON, Body
from tourism.web.ogc.feature import Feature, Wanted
from tourism.web.ogc.layers import CRS84, layer_named
from tourism.web.ogc.links import Link, address, onward
from tourism.web.ogc.moments import ALWAYS, span
from tourism.web.ogc.routes import EVERYWHERE, document, resource
from tourism.web.query import Query
from tourism.web.request import reading

LIMIT_USUAL, LIMIT_MAX = 100, 1000
AFTER_MAX = 80
_DEEP = re.compile(r"[-+]?[0-9]{1,9}(?:\.[0-9]{1,20})?")


@resource("/collections/<layer>/items", "bbox", "datetime", "limit", "after", *EVERYWHERE)
def items(asked: Query, layer: str) -> Response:
    """A page of features."""
    kept, path = layer_named(layer), f"/collections/{layer}/items"
    limit = asked.whole("limit", 1, LIMIT_MAX, LIMIT_USUAL)
    wanted = Wanted(
        language=g.links.language,
        # With one more, which says that there is a next page.
        limit=limit + 1,
        after=asked.words("after", AFTER_MAX),
        box=_box(asked),
        span=span(asked.given["datetime"]) if "datetime" in asked.given else ALWAYS,
    )
    with reading() as session:
        found = kept.page(session, wanted)
    shown, links = found[:limit], [Link("collection", onward(f"/collections/{layer}"), JSON)]
    if len(found) > limit:
        onwards = address(path, **{**asked.given, "after": shown[-1].mark})
        links.append(Link("next", onwards, GEOJSON))
    body = _collection(shown, layer, is_whole=len(found) <= limit and wanted.after is None)
    return _in_degrees(document(asked, path, body, *links, kind=GEOJSON))


@resource("/collections/<layer>/items/<feature>", *EVERYWHERE)
def item(asked: Query, layer: str, feature: str) -> Response:
    """One feature."""
    kept = layer_named(layer)
    with reading() as session:
        found = kept.one(session, g.links.language, feature)
    if found is None:
        raise NotFound("no-such-feature", id=feature[:20])
    links = [Link("collection", onward(f"/collections/{layer}"), JSON)]
    if "page" in found.properties:
        links.append(Link("alternate", found.properties["page"], "text/html"))
    path = f"/collections/{layer}/items/{found.id}"
    return _in_degrees(document(asked, path, _told(found), *links, kind=GEOJSON))


def _in_degrees(answer: Response) -> Response:
    answer.headers["Content-Crs"] = f"<{CRS84}>"
    answer.headers["Access-Control-Expose-Headers"] = "Content-Crs, ETag, Link"
    return answer


def _collection(shown: tuple[Feature, ...], layer: str, *, is_whole: bool) -> Body:
    """How many there are in all is told where it costs nothing: where this is all."""
    body: Body = {"type": "FeatureCollection", "numberReturned": len(shown)}
    if is_whole:
        body["numberMatched"] = len(shown)
    # No timeStamp: it would have to be the moment of the answer, and the same features are the same bytes.
    root = f"/collections/{layer}/items"
    features = [_told(each) | {"links": [Link("self", onward(f"{root}/{each.id}"), GEOJSON).told()]} for each in shown]
    return body | {"features": features}


def _told(feature: Feature) -> Body:
    return {
        "type": "Feature",
        "id": feature.id,
        "geometry": feature.geometry,
        "properties": feature.properties,
    }


def _box(asked: Query) -> Box | None:
    """A box of four or six numbers; heights are not known here, so those of six mean nothing."""
    parts = asked.given.get("bbox", "").split(",")
    if len(parts) != 6:
        return asked.box("bbox")
    low, high = parts.pop(2), parts.pop(4)
    if not (_DEEP.fullmatch(low) and _DEEP.fullmatch(high) and float(low) <= float(high)):
        raise Invalid("bad-box", parameter="bbox", form="west,south,low,east,north,high")
    return Query({"bbox": ",".join(parts)}).box("bbox")
