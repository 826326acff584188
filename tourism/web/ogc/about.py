"""The landing page, and what is held to."""

from flask import Response
from flask_babel import gettext

from tourism.web.answers import JSON
from tourism.web.ogc.document import OPENAPI
from tourism.web.ogc.links import Link, onward
from tourism.web.ogc.routes import EVERYWHERE, document, resource
from tourism.web.query import Query

CLASSES = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{each}" for each in ("core", "oas30", "geojson")
)


@resource("", *EVERYWHERE)
def bare(asked: Query) -> Response:
    """The landing page, without the slash that some programs leave out."""
    return _landing(asked, "")


@resource("/", *EVERYWHERE)
def landing(asked: Query) -> Response:
    """What there is, and where."""
    return _landing(asked, "/")


@resource("/conformance", *EVERYWHERE)
def conformance(asked: Query) -> Response:
    """The parts of the standard that are kept."""
    return document(asked, "/conformance", {"conformsTo": CLASSES})


def _landing(asked: Query, path: str) -> Response:
    body = {"title": "Lời Quê", "description": gettext("Places near you, and their stories.")}
    return document(
        asked,
        path,
        body,
        Link("service-desc", onward("/api"), OPENAPI),
        Link("conformance", onward("/conformance"), JSON),
        Link("data", onward("/collections"), JSON),
    )
