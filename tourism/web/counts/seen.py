"""Counts that a partner's frame was seen or heard: always the same answer, and nothing kept but one number a day."""

import logging

from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from tourism.errors import TourismError
from tourism.staff import keys
from tourism.visits import actions as visits
from tourism.web.request import backends, reading, today
from tourism.web.security import Policy, declared
from tourism.web.tickets import Ticket, admitted, wants_no_count

log = logging.getLogger(__name__)
blueprint = Blueprint("counts", __name__)
BODY_MAX = 200
# Where a sandbox took the frame's origin, browsers say this.
NO_ORIGIN = "null"
# Asked as nobody in particular, also by frames without an origin; the answer says nothing.
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-store",
}


@blueprint.post("/embed/seen")
@declared(Policy("ticket"))
def seen() -> Response:
    """One more of what the ticket is for, or nothing; 204 whatever was sent."""
    ticket, event = _asked()
    if ticket is not None and event in visits.EVENTS:
        _count(ticket, event)
    return Response(status=204, headers=HEADERS)


def _asked() -> tuple[Ticket | None, str]:
    """The ticket and the event of the body: `<ticket> <event>`; None where nothing may be counted."""
    request.max_content_length = BODY_MAX
    origin = request.headers.get("Origin", NO_ORIGIN)
    is_ours = origin == NO_ORIGIN or origin.partition("://")[2] in backends().config.answered_hosts
    if wants_no_count() or not is_ours:
        return None, ""
    try:
        text, _, event = request.get_data(cache=False).decode("ascii").partition(" ")
    except (HTTPException, UnicodeDecodeError):
        return None, ""
    return admitted(text), event


def _count(ticket: Ticket, event: str) -> None:
    """Where the key has ended, or others hold the database, nothing is counted: no visitor waits for a number."""
    try:
        with reading() as session:
            key = keys.partner(session, ticket.code, backends().clock()).key
        with backends().sessions.hurrying() as session:
            visits.count(session, key, today(), ticket.subject, ticket.language, event)
    except TourismError:
        return
    except SQLAlchemyError as error:
        log.info("a count was dropped: %s", type(error).__name__)
