"""Where the addresses for map programs begin, what all of them know, and how their answers are dressed."""

from flask import Blueprint, Response, g

from tourism.web.answers import JSON, Body, data
from tourism.web.ogc.links import Link, address
from tourism.web.query import Query
from tourism.web.resources import resources

blueprint = Blueprint("ogc", __name__, url_prefix="/ogc")
resource = resources(blueprint)
# The form is always JSON, but programs say so.
EVERYWHERE = ("f", "lang")
FORMS = ("json",)


def document(asked: Query, path: str, body: Body, *links: Link, kind: str = JSON) -> Response:
    """A document that begins with its links, itself among them; the header tells them too."""
    asked.choice("f", FORMS)
    every = (Link("self", address(path, **asked.given), kind), *links)
    answer = data({"links": [each.told() for each in every], **body}, kind)
    return spoken(answer, *every)


def spoken(answer: Response, *links: Link) -> Response:
    """An answer that says its language, and leads on."""
    answer.headers["Content-Language"] = g.links.language
    answer.headers["Link"] = ", ".join(each.header() for each in links)
    return answer
