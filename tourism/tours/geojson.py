"""A tour for map programs and pages: GeoJSON (RFC 7946), longitude before latitude. Pure."""

import json
from typing import Any

from tourism.tours.roadbook import Roadbook, Stop, facts

Body = dict[str, Any]


def geojson(tour: Roadbook) -> bytes:
    """A collection as UTF-8: stops as points, then the line between them; what nobody knows is null."""
    features = [_stop(stop) for stop in tour.stops]
    if len(tour.stops) > 1:
        features.append(_way(tour))
    lats, lons = zip(*((stop.here.lat, stop.here.lon) for stop in tour.stops), strict=True)
    body = {
        "type": "FeatureCollection",
        "bbox": [_degrees(each) for each in (min(lons), min(lats), max(lons), max(lats))],
        "name": tour.name,
        "description": "\n".join(tour.about),
        "language": tour.language,
        "commune": tour.commune,
        "page": tour.page,
        "credit": tour.credit,
        "licence": tour.licence,
        "updated": f"{tour.changed:%Y-%m-%dT%H:%M:%SZ}",
        "features": features,
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def _stop(stop: Stop) -> Body:
    properties = {name: value for name, value in facts(stop).items() if name not in ("lat", "lon")}
    return _feature(f"stop-{stop.number}", "Point", _position(stop), properties)


def _way(tour: Roadbook) -> Body:
    properties = {
        "name": tour.name,
        "kind": "way",
        "about": tour.beeline,
        "travel": tour.travel,
        "way_m": round(tour.metres),
        "approximate": tour.approximate,
    }
    return _feature("way", "LineString", [_position(stop) for stop in tour.stops], properties)


def _feature(name: str, shape: str, coordinates: list[Any], properties: Body) -> Body:
    geometry = {"type": shape, "coordinates": coordinates}
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": properties}


def _position(stop: Stop) -> list[float]:
    return [_degrees(stop.here.lon), _degrees(stop.here.lat)]


def _degrees(value: float) -> float:
    return round(value, 6)
