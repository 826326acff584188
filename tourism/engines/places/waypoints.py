"""GPX: waypoints are places; routes and tracks are ways between them and stay where they are."""

import io
from collections.abc import Iterator
from typing import Any

from defusedxml.ElementTree import iterparse

from tourism.engines.places import plain
from tourism.engines.places.limits import ROWS_MAX, Refused

_TOLD = ("name", "desc", "cmt", "type", "sym")
ELEMENTS_MAX = 500_000


def opened(data: bytes) -> Iterator[tuple[str, Any]]:
    """Beginnings and ends of elements; no document types, entities or anything from elsewhere. Raises ParseError."""
    yield from iterparse(
        io.BytesIO(data), events=("start", "end"), forbid_dtd=True, forbid_entities=True, forbid_external=True
    )


def local(element: Any) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def root_of(data: bytes) -> str:
    """The name of the outermost element."""
    return local(next(opened(data))[1])


def read(data: bytes) -> dict[str, Any]:
    """Waypoints in their order, as {"form", "found", "unnamed"}; raises Refused."""
    found: list[dict[str, Any]] = []
    seen = 0
    for event, element in opened(data):
        if event == "start":
            seen += 1
            continue
        if local(element) == "wpt":
            found.append(_waypoint(element, len(found) + 1))
        if local(element) in ("wpt", "trkpt", "rtept"):
            element.clear()
        if seen > ELEMENTS_MAX or len(found) > ROWS_MAX:
            raise Refused("import-too-many-rows")
    if not found:
        raise Refused("import-no-waypoints")
    return {"form": "gpx", "found": found, "unnamed": 0}


def _waypoint(element: Any, number: int) -> dict[str, Any]:
    cells = {"lat": plain.text(element.get("lat")), "lon": plain.text(element.get("lon"))}
    for child in element:
        name = local(child)
        if name in _TOLD and name not in cells:
            cells[name] = plain.text("".join(child.itertext()))
    return {"where": number, "cells": cells, "how": ""}
