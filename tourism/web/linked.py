"""JSON-LD as it is sent: safe inside a page, and which requests want it instead of the page."""

import json
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

MEDIA_TYPE = "application/ld+json"
PAGE = "text/html"
# Browsers send some 150 characters.
ACCEPT_MAX = 1_000


def written(document: Mapping[str, Any]) -> str:
    """The document for a script element: no tag begins in it, whatever people wrote."""
    told = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return told.replace("<", "\\u003c")


def is_wanted(accept: str) -> bool:
    """Whether a request's Accept names JSON-LD and likes it better than a page; ties go to the page."""
    if "ld+json" not in accept.lower() or len(accept) > ACCEPT_MAX:
        return False
    wishes = parse_accept_header(accept, MIMEAccept)
    return _quality(wishes, MEDIA_TYPE) > _quality(wishes, PAGE)


def _quality(wishes: MIMEAccept, wanted: str) -> float:
    found = [quality for kind, quality in wishes if kind.partition(";")[0].strip().lower() == wanted]
    return max(found, default=0.0)
