"""OpenStreetMap's data, as XML or as JSON: what has a name, with a point of its own or the centre of its parts."""

from typing import Any

from tourism.engines.places import plain, shapes
from tourism.engines.places.limits import COLUMNS_MAX, ELEMENTS_MAX, ROWS_MAX, Refused
from tourism.engines.places.waypoints import local, opened

Body = dict[str, Any]
_KINDS = ("node", "way", "relation")


def read_xml(data: bytes) -> Body:
    """A file as JOSM and the API write it; raises Refused."""
    elements: list[Body] = []
    for event, element in opened(data):
        if event == "start" or local(element) not in _KINDS:
            continue
        elements.append(_element(element))
        element.clear()
        if len(elements) > ELEMENTS_MAX:
            raise Refused("import-too-big")
    return read_elements(elements)


def read_elements(elements: list[Any]) -> Body:
    """Overpass' list, in its order, as {"form", "found", "unnamed"}; raises Refused."""
    if len(elements) > ELEMENTS_MAX:
        raise Refused("import-too-big")
    whole = [each for each in elements if isinstance(each, dict) and each.get("type") in _KINDS]
    if not whole:
        raise Refused("import-nothing")
    spots = {("node", each.get("id")): spot for each in whole if each["type"] == "node" and (spot := _spot(each))}
    ways = {each.get("id"): each for each in whole if each["type"] == "way"}
    found: list[Body] = []
    unnamed = 0
    for each in whole:
        tags = each.get("tags")
        if not isinstance(tags, dict) or not tags:
            continue
        if not any(plain.text(name).startswith("name") for name in tags):
            unnamed += 1
            continue
        found.append(_place(each, tags, spots, ways, len(found) + 1))
        if len(found) > ROWS_MAX:
            raise Refused("import-too-many-rows")
    return {"form": "osm", "found": found, "unnamed": unnamed}


def _element(element: Any) -> Body:
    """An element of the XML as Overpass would say it."""
    told: Body = {"type": local(element), "id": element.get("id"), "tags": {}, "nodes": [], "members": []}
    told |= {name: element.get(name) for name in ("lat", "lon") if element.get(name) is not None}
    for child in element:
        name = local(child)
        if name == "tag":
            told["tags"][child.get("k")] = child.get("v")
        elif name == "nd":
            told["nodes"].append(child.get("ref"))
        elif name == "member":
            told["members"].append({"type": child.get("type"), "ref": child.get("ref")})
        elif name == "center":
            told["center"] = {"lat": child.get("lat"), "lon": child.get("lon")}
    return told


def _place(element: Body, tags: Body, spots: dict[Any, shapes.Spot], ways: dict[Any, Body], number: int) -> Body:
    cells = {plain.text(name)[:100]: plain.text(value) for name, value in list(tags.items())[:COLUMNS_MAX]}
    cells |= {"osm": f"{element['type']}/{plain.text(element.get('id'))[:30]}"}
    cells = {name: text for name, text in cells.items() if name not in ("lat", "lon")}
    if element["type"] == "node":
        # As they were written, so that what is no number can be shown.
        cells |= {name: plain.text(element.get(name)) for name in ("lat", "lon")}
        return {"where": number, "cells": cells, "how": ""}
    centre = _told_centre(element) or shapes.centre(_corners(element, spots, ways))
    if centre:
        cells |= {"lat": repr(centre[1]), "lon": repr(centre[0])}
    return {"where": number, "cells": cells, "how": "centre"}


def _corners(element: Body, spots: dict[Any, shapes.Spot], ways: dict[Any, Body]) -> list[shapes.Spot]:
    """The nodes of a way, and those of a relation and of its ways, as far as the file has them."""
    geometry = element.get("geometry")
    if isinstance(geometry, list):
        return [spot for each in geometry if isinstance(each, dict) and (spot := _spot(each))]
    if element["type"] == "way":
        return [spots[key] for each in _list(element, "nodes") if (key := ("node", _key(each))) in spots]
    found: list[shapes.Spot] = []
    for member in _list(element, "members"):
        if not isinstance(member, dict):
            continue
        ref = _key(member.get("ref"))
        if member.get("type") == "node" and ("node", ref) in spots:
            found.append(spots["node", ref])
        elif member.get("type") == "way" and ref in ways:
            found += _corners(ways[ref], spots, {})
    return found


def _list(element: Body, name: str) -> list[Any]:
    value = element.get(name)
    return value if isinstance(value, list) else []


def _key(value: Any) -> Any:
    """What can name an element: a number or a text."""
    return value if isinstance(value, str | int) else None


def _told_centre(element: Body) -> shapes.Spot | None:
    centre = element.get("center")
    return _spot(centre) if isinstance(centre, dict) else None


def _spot(element: Body) -> shapes.Spot | None:
    try:
        return float(element["lon"]), float(element["lat"])
    except (KeyError, TypeError, ValueError):
        return None
