"""Signing in, and the people of the desk: the one package that knows Flask-Security, passkeys and password hashes."""

import logging

from flask import Flask, g, request
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from tourism.staff import actions
from tourism.staff.permissions import Actor
from tourism.web.errors import is_at_desk
from tourism.web.request import backends
from tourism.web.studio import door
from tourism.web.studio.desk import LANGUAGES, SPEAKS
from tourism.web.studio.signin import account, joining, people, signing_in

__all__ = ["account", "install", "joining", "people", "signing_in"]

log = logging.getLogger(__name__)
# Often enough for an hour without work; seldom enough that looking at pages takes no write lock.
NOTED_SECONDS = 60
SPEAKS_SECONDS = 180 * 86_400


def install(app: Flask) -> None:
    """Notes after a page of the desk that its device was used, and which language a stranger chose."""

    @app.after_request
    def _keep_language(response: Response) -> Response:
        chosen = request.args.get("speak", "")
        if is_at_desk(request.path) and chosen in LANGUAGES:
            response.set_cookie(
                SPEAKS, chosen, max_age=SPEAKS_SECONDS, secure=door.is_https(), httponly=True, samesite="Lax"
            )
        return response

    @app.after_request
    def _note_seen(response: Response) -> Response:
        actor: Actor | None = g.get("actor")
        now = backends().clock()
        if actor is not None and now.timestamp() - actor.seen >= NOTED_SECONDS:
            try:
                with backends().sessions.writing() as session:
                    actions.touch(session, actor.session, actor.person, now)
            except OperationalError as error:
                # The page itself is well; the next one notes it.
                log.info("a device was not noted: %s", error.orig)
        return response
