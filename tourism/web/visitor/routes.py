"""How a visitor's page is declared: its address, its policy, whether it can be kept finished."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, request

from tourism.web.edition import FINISHED
from tourism.web.security import PUBLIC, declared

View = TypeVar("View", bound=Callable[..., Any])
blueprint = Blueprint("visitor", __name__)


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
