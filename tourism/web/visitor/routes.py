"""How a visitor's page is declared: its address, its policy, whether it can be kept finished."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from tourism.web.edition import FINISHED
from tourism.web.security import PUBLIC, declared

View = TypeVar("View", bound=Callable[..., Any])
blueprint = Blueprint("visitor", __name__)


def moved(path: str) -> Response:
    """To today's address of a page; kept for minutes only, because names come back."""
    answer = redirect(path, 301)
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def page(*rules: str, finished: bool = True) -> Callable[[View], View]:
    """A public page; a finished one depends on address, language, edition and day alone."""

    def mark(view: View) -> View:
        @wraps(view)
        def answered(*args: Any, **kwargs: Any) -> Any:
            answer = view(*args, **kwargs)
            if finished:
                request.environ[FINISHED] = True
            return answer

        for rule in rules:
            blueprint.add_url_rule(rule, view_func=declared(PUBLIC)(answered))
        return view

    return mark
