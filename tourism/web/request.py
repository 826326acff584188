"""What a view needs of its request: a session, the language, the moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta, timezone
from typing import cast

from flask import current_app, g, request
from sqlalchemy.orm import Session

from tourism import language
from tourism.backends import Backends

VIETNAM = timezone(timedelta(hours=7))


def backends() -> Backends:
    """What this application runs on."""
    return cast("Backends", current_app.extensions["tourism"])


@contextmanager
def reading() -> Iterator[Session]:
    """A session that keeps nothing."""
    with backends().sessions.reading() as session:
        yield session


def negotiated() -> str:
    """The language that the phone asks for, among ours."""
    return language.negotiate(request.headers.get("Accept-Language"), backends().config.page_languages)


def wanted() -> str:
    """The language of this request: of its address, even where that leads nowhere, else the phone's."""
    if "language" not in g:
        first = request.path.split("/", 2)[1]
        g.language = first if first in backends().config.page_languages else negotiated()
    return cast("str", g.language)


def today() -> date:
    """The day in Việt Nam."""
    return backends().clock().astimezone(VIETNAM).date()
