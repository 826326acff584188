"""Pages for people on the street."""

from urllib.parse import quote

from flask import g, redirect, request
from werkzeug.exceptions import RequestHeaderFieldsTooLarge
from werkzeug.wrappers import Response

from tourism.language import HEADER_MAX, match
from tourism.web.request import backends, negotiated
from tourism.web.visitor import (
    books,
    captive,
    card,
    catalogue,
    closures,
    cover,
    discovery,
    festivals,
    home,
    kit,
    nearby,
    podcast,
    runsheets,
    scan,
    scene,
    sign,
    site,
    tour,
    wifi,
)
from tourism.web.visitor.routes import blueprint

__all__ = [
    "blueprint",
    "books",
    "captive",
    "card",
    "catalogue",
    "closures",
    "cover",
    "discovery",
    "festivals",
    "home",
    "kit",
    "nearby",
    "podcast",
    "runsheets",
    "scan",
    "scene",
    "sign",
    "site",
    "tour",
    "wifi",
]


@blueprint.before_app_request
def _speak() -> Response | None:
    """Takes the language from the address; one that we do not speak leads to one that we do."""
    if len(request.headers.get("Accept-Language", "")) > HEADER_MAX:
        raise RequestHeaderFieldsTooLarge
    tag = (request.view_args or {}).pop("language", None)
    if tag is None:
        return None
    languages = backends().config.page_languages
    if tag in languages:
        g.language = tag
        return None
    better = match(tag, languages) or negotiated()
    # Quoted anew: what was %0A or %3F in the address is no line break and no query here.
    rest = quote(request.path.removeprefix(f"/{tag}"))
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    answer = redirect(f"/{better}{rest}{query}", 302)
    answer.headers["Vary"] = "Accept-Language"
    return answer
