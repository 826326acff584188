"""JSON: GeoJSON, and OpenStreetMap as Overpass saves it."""

import codecs
import json
from typing import Any

from tourism.engines.places import osm, plain, shapes
from tourism.engines.places.limits import COLUMNS_MAX, DEPTH_MAX, ROWS_MAX, Refused

Body = dict[str, Any]
_LINES = ("LineString", "MultiLineString")


def read(data: bytes) -> Body:
    """What of the file is a place, as {"form", "found", "unnamed"}; raises Refused."""
    try:
        body = json.loads(_letters(data))
    except (RecursionError, MemoryError) as error:
        raise Refused("import-too-deep") from error
    except ValueError as error:
        raise Refused("import-broken-json") from error
    if _depth(body) > DEPTH_MAX:
        raise Refused("import-too-deep")
    if isinstance(body, dict) and isinstance(body.get("elements"), list):
        return osm.read_elements(body["elements"])
    return {"form": "geojson", "found": _found(_features(body)), "unnamed": 0}


def _letters(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _depth(body: Any) -> int:
    """How deep lists and objects lie in one another, counted no further than we allow."""
    level, depth = [body], 0
    while level and depth <= DEPTH_MAX:
        inside: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                inside.extend(each.values())
            elif isinstance(each, list):
                inside.extend(each)
        level, depth = inside, depth + 1
    return depth


def _features(body: Any) -> list[Any]:
    kind = body.get("type") if isinstance(body, dict) else None
    if kind == "FeatureCollection" and isinstance(body.get("features"), list):
        features: list[Any] = body["features"]
    elif kind == "Feature":
        features = [body]
    else:
        raise Refused("import-unknown-kind")
    if len(features) > ROWS_MAX:
        raise Refused("import-too-many-rows")
    if not features:
        raise Refused("import-nothing")
    return features


def _found(features: list[Any]) -> list[Body]:
    return [_feature(each, number) for number, each in enumerate(features, 1)]


def _feature(feature: Any, number: int) -> Body:
    if not isinstance(feature, dict):
        return {"where": number, "cells": {"": "no feature"}, "how": ""}
    told = feature.get("properties")
    properties = told if isinstance(told, dict) else {}
    cells = {
        plain.text(name)[:100]: plain.text(value)
        for name, value in list(properties.items())[:COLUMNS_MAX]
        if isinstance(value, str | int | float)
    }
    position, how = _position(feature.get("geometry"))
    # A property of this name is not where the thing lies.
    cells = {name: text for name, text in cells.items() if name.lower() not in ("lat", "lon")}
    if "id" not in cells and isinstance(feature.get("id"), str | int):
        cells["id"] = plain.text(feature["id"])
    if position:
        cells |= {"lat": repr(float(position[1])), "lon": repr(float(position[0]))}
    return {"where": number, "cells": cells, "how": how}


def _position(geometry: Any) -> tuple[shapes.Spot | None, str]:
    """Longitude and latitude, and what they are of."""
    if not isinstance(geometry, dict):
        return None, ""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    points = shapes.corners(coordinates)
    if kind == "GeometryCollection" and isinstance(geometry.get("geometries"), list):
        parts = [each for each in geometry["geometries"] if isinstance(each, dict)]
        points = [point for each in parts for point in shapes.corners(each.get("coordinates"))]
    if kind == "Point":
        return (points[0] if points else None), ""
    if kind in _LINES:
        return (points[len(points) // 2] if points else None), "on-the-line"
    return shapes.centre(points), "centre"
