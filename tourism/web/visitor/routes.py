"""How a visitor's page is declared: its address, its policy, whether it can be kept finished."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, g, make_response, redirect, request
from werkzeug.wrappers import Response

from tourism.web import linked
from tourism.web.answers import known_again
from tourism.web.edition import FINISHED
from tourism.web.media import OPEN
from tourism.web.request import wanted
from tourism.web.security import PUBLIC, declared

View = TypeVar("View", bound=Callable[..., Any])
blueprint = Blueprint("visitor", __name__)
# What is told in the language of its address or, at a sign, of its reader.
TOLD = frozenset({"text/html", "text/vtt", "application/rss+xml", "application/atom+xml", "application/feed+json"})


def moved(path: str) -> Response:
    """To today's address of a page; kept for minutes only, because names come back."""
    answer = redirect(path, 301)
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def _as_wanted(answer: Any) -> Any:
    """A page that tells machines something: that alone, for whoever likes it better."""
    told = g.page.linked if "page" in g else None
    if told is None:
        return answer
    made = make_response(answer)
    made.vary.add("Accept")
    if linked.is_wanted(request.headers.get("Accept", "")):
        made.set_data(linked.written(told))
        made.content_type = linked.MEDIA_TYPE
        made.headers.update({**dict(OPEN), "Content-Language": wanted()})
    return made


def page(*rules: str, finished: bool = True) -> Callable[[View], View]:
    """A public page; a finished one depends on address, language, edition and day alone."""

    def mark(view: View) -> View:
        @wraps(view)
        def answered(*args: Any, **kwargs: Any) -> Any:
            answer = _in_its_language(make_response(_as_wanted(view(*args, **kwargs))))
            if finished:
                request.environ[FINISHED] = True
                return known_again(answer)
            return answer

        for rule in rules:
            blueprint.add_url_rule(rule, view_func=declared(PUBLIC)(answered))
        return view

    return mark


def _in_its_language(answer: Response) -> Response:
    if answer.status_code == 200 and answer.mimetype in TOLD:
        answer.headers.setdefault("Content-Language", wanted())
    return answer
