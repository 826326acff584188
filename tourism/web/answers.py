"""Answers for programs: JSON, GeoJSON and text with ETag, 304, CORS and the address of what follows."""

import hashlib
from typing import Any, TypeVar

import orjson
from flask import Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from tourism.web.edition import CACHE_CONTROL
from tourism.web.sender import matches

JSON = "application/json"
GEOJSON = "application/geo+json"
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Cache-Control": "public, max-age=60",
}
OPTIONS = orjson.OPT_NAIVE_UTC | orjson.OPT_UTC_Z
Body = dict[str, Any]
Answer = TypeVar("Answer", bound=WerkzeugResponse)


def data(body: Body, content_type: str = JSON) -> Response:
    """A document as JSON; its `next`, an absolute address, is told in a Link header too."""
    answer = text(orjson.dumps(body, option=OPTIONS), content_type)
    if body.get("next"):
        answer.headers["Link"] = f'<{body["next"]}>; rel="next"'
    return answer


def text(body: bytes, content_type: str) -> Response:
    """Bytes under an ETag made from them."""
    answer = Response(body, content_type=content_type, headers=HEADERS)
    answer.set_etag(hashlib.sha256(body).hexdigest()[:32])
    return answer


def feature(lon: float | None, lat: float | None, properties: Body) -> Body:
    """A GeoJSON feature; its geometry is null where no position is known."""
    geometry = None if lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": properties["id"], "geometry": geometry, "properties": properties}


def collection(features: list[Body], **members: Any) -> Body:
    """A GeoJSON feature collection, with foreign members."""
    return {"type": "FeatureCollection", "features": features, **members}


def conditional(answer: Response, if_none_match: str | None) -> Response:
    """304 without a body where the asker has these very bytes already."""
    if not matches(if_none_match, answer.headers["ETag"]):
        return answer
    kept = {name: answer.headers[name] for name in ("ETag", "Link", *HEADERS) if name in answer.headers}
    return Response(status=304, headers=kept)


def kept_nowhere(answer: Answer) -> Answer:
    """Tells everybody in between, and the browser, to keep nothing of it: what it was asked by may be taken back."""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def known_again(answer: Answer) -> Answer:
    """Under an ETag (its own where it has one), and 304 for who has it: with a query no layer in front keeps it."""
    if answer.status_code == 200:
        answer.headers.setdefault("Cache-Control", CACHE_CONTROL)
        answer.add_etag()
        answer.make_conditional(request)
        # The server tells when it sends.
        answer.headers.pop("Date", None)
    return answer
