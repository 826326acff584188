"""The description of this API (OpenAPI 3.1): written by hand in openapi.yaml, served as JSON."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import Response

from tourism.web.answers import data
from tourism.web.api.routes import resource
from tourism.web.query import Query
from tourism.web.request import backends

SOURCE = Path(__file__).parent / "openapi.yaml"


@cache
def written() -> dict[str, Any]:
    """The document as people wrote it."""
    return dict(yaml.safe_load(SOURCE.read_text(encoding="utf-8")))


@resource("/openapi.json")
def openapi(_asked: Query) -> Response:
    """The document with this guide's own address and languages."""
    config = backends().config
    described = deepcopy(written())
    described["servers"] = [{"url": f"{config.public_base_url}/api/v1"}]
    described["components"]["schemas"]["Language"]["enum"] = list(config.page_languages)
    return data(described)
