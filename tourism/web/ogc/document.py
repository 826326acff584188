"""The description for map programs (OpenAPI 3.0): written by hand in openapi.yaml, served as JSON."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import Response

from tourism.web.answers import data
from tourism.web.ogc.links import Link, address
from tourism.web.ogc.routes import EVERYWHERE, FORMS, resource, spoken
from tourism.web.query import Query
from tourism.web.request import backends

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
SOURCE = Path(__file__).parent / "openapi.yaml"


@cache
def written() -> dict[str, Any]:
    """The document as people wrote it."""
    return dict(yaml.safe_load(SOURCE.read_text(encoding="utf-8")))


@resource("/api", *EVERYWHERE)
def api(asked: Query) -> Response:
    """The document with this guide's own address and languages."""
    asked.choice("f", FORMS)
    config = backends().config
    described = deepcopy(written())
    described["servers"] = [{"url": f"{config.public_base_url}/ogc"}]
    described["components"]["parameters"]["lang"]["schema"]["enum"] = list(config.page_languages)
    return spoken(data(described, OPENAPI), Link("self", address("/api", **asked.given), OPENAPI))
