"""The script that other sites put in: it makes <loi-que-tour> a frame as tall as what is in it."""

from functools import lru_cache

from flask import Response, request

from tourism.web.assets import STATIC, media_type
from tourism.web.edition import FINISHED
from tourism.web.embed.routes import blueprint, open_to_all
from tourism.web.security import PUBLIC, declared

SOURCE = STATIC / "js" / "embed" / "element.js"


@blueprint.get("/embed.js")
@declared(PUBLIC)
def script() -> Response:
    """The script at an address that stays; it is asked for again every few minutes."""
    request.environ[FINISHED] = True
    return open_to_all(_source(), media_type(SOURCE))


@lru_cache(maxsize=1)
def _source() -> bytes:
    return SOURCE.read_bytes()
