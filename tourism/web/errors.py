"""The one door by which errors leave: meaning becomes a status, a sentence, a page or a problem+json."""

import json
import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request
from flask_babel import gettext
from markupsafe import escape
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from tourism.errors import Busy, Conflict, Invalid, NoRoom, NotAllowed, NotFound, NotSignedIn, TourismError
from tourism.storage.database import is_busy
from tourism.web.security import is_for_programs

log = logging.getLogger(__name__)
ErrorPage = Callable[[int, str, TourismError | None], str]
STATUS: dict[type[TourismError], int] = {
    NotFound: 404,
    Invalid: 400,
    Conflict: 409,
    NotAllowed: 403,
    NotSignedIn: 401,
    NoRoom: 507,
    Busy: 503,
}
# What was there, and is not any more; what nobody here offers.
STATUS_BY_REASON = {"sign-at-rest": 410, "link-over": 410, "format-not-offered": 501}
RETRY_SECONDS = 5


def status_of(error: TourismError) -> int:
    """The status of one of the house's errors; the nearest ancestor decides."""
    if error.reason in STATUS_BY_REASON:
        return STATUS_BY_REASON[error.reason]
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def sentence_of(reason: str, status: int) -> str:
    """What a person is told."""
    return _sentences().get(reason) or _general(status)


def _sentences() -> dict[str, str]:
    return {
        "no-such-site": gettext("This guide knows no such place."),
        "no-such-scene": gettext("This place has no 3D model to show yet."),
        "no-such-tour": gettext("This guide knows no such tour."),
        "no-such-commune": gettext("This guide knows no such commune."),
        "no-such-sign": gettext("No sign carries this code."),
        "sign-at-rest": gettext("This place is not told at the moment. Its sign stays valid."),
        "no-such-file": gettext("There is no such file."),
        "bad-position": gettext("The position must be a latitude from -90 to 90 and a longitude from -180 to 180."),
        "bad-day": gettext("The day must be like 2027-03-15, and the start like 08:00."),
        "bad-cell": gettext("The cell's name must be like 2217-5718."),
        "bad-parameter": gettext("One of the parameters cannot be used."),
        "bad-box": gettext("The box must be west,south,east,north in degrees, with the south below the north."),
        "bad-query": gettext("What follows the question mark is too long or not UTF-8."),
        "unknown-parameter": gettext("This address does not know one of the parameters."),
        "repeated-parameter": gettext("A parameter may be given only once."),
        "parameters-exclude-each-other": gettext("These parameters cannot be used together."),
        "parameter-alone": gettext("One of the parameters means nothing without another."),
        "no-key": gettext("This address answers a partner's key only."),
        "no-such-partner": gettext("This address carries a company's code that the guide does not know."),
        "key-ended": gettext("This company does not show the guide here any more."),
        "bad-key": gettext("This key opens nothing, or nothing any more."),
        "no-address": gettext("The address of a page is missing."),
        "not-embedded": gettext("This is not the address of a tour or a place of this guide."),
        "format-not-offered": gettext("Only JSON and XML are offered."),
        "bad-cursor": gettext("This page's mark is not valid any more; begin at the first page."),
    }


def _general(status: int) -> str:
    if status >= 500 and status != STATUS[Busy]:
        return gettext("Something broke on our side. Please try again in a moment.")
    sentences = {
        404: gettext("There is no page at this address."),
        405: gettext("This address does not take that kind of request."),
        410: gettext("This page has been taken down."),
        429: gettext("Too many requests. Please wait a moment."),
        503: gettext("Too many people are at it just now. Please try again in a moment."),
    }
    return sentences.get(status) or gettext("The request cannot be understood.")


def is_at_desk(path: str) -> bool:
    """Whether an address is one of the desk's."""
    return path == "/studio" or path.startswith("/studio/")


def _asked() -> str:
    """The address as logs name it: of the desk's the rule only, for some of its addresses are keys."""
    return request.url_rule.rule if is_at_desk(request.path) and request.url_rule else request.path[:200]


def problem(status: int, sentence: str, reason: str, details: dict[str, Any] | None = None) -> Response:
    """RFC 9457 as JSON."""
    body = {"type": "about:blank", "title": sentence, "status": status, "reason": reason, **(details or {})}
    text = json.dumps(body, ensure_ascii=False, default=str)
    return Response(text, status, content_type="application/problem+json")


def _rendered(page: ErrorPage, status: int, sentence: str, error: TourismError | None) -> str:
    """The page for people; the bare sentence where even that page is broken."""
    try:
        return page(status, sentence, error)
    except Exception:
        log.exception("the error page itself failed: %s", _asked())
        return f"<!doctype html><meta charset=utf-8><title>{escape(sentence)}</title><p>{escape(sentence)}"


def _dressed(response: Response) -> Response:
    """The headers of every error."""
    if is_for_programs(request.path):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.vary.add("Accept-Language")
    response.headers["Cache-Control"] = "no-store"
    if response.status_code == STATUS[Busy]:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _trouble_of(error: OperationalError) -> tuple[int, str]:
    """Status and reason: others hold the database for now, or something is broken."""
    if is_busy(error):
        log.warning("the database does not answer: %s %s: %s", request.method, _asked(), error.orig)
        return STATUS[Busy], "busy"
    log.error("the database is broken: %s %s", request.method, _asked(), exc_info=error)
    return 500, "unforeseen"


def install(app: Flask, page: ErrorPage, sentence_at_desk: Callable[[str], str | None]) -> None:
    """Sends every error of the application through the door; `page` renders what people see.

    `sentence_at_desk` gives the desk's own sentences for reasons.
    """

    def answer(status: int, reason: str, error: TourismError | None) -> Response:
        at_desk = is_at_desk(request.path)
        sentence = (sentence_at_desk(reason) if at_desk else None) or sentence_of(reason, status)
        is_program = at_desk and request.accept_mimetypes.best == "application/json"
        if is_program or is_for_programs(request.path):
            response = problem(status, sentence, reason, error.details if error else None)
        else:
            told = _rendered(page, status, sentence, error)
            response = Response(told, status, content_type="text/html; charset=utf-8")
        return _dressed(response)

    @app.errorhandler(TourismError)
    def _ours(error: TourismError) -> Response:
        return answer(status_of(error), error.reason, error)

    @app.errorhandler(OperationalError)
    def _database(error: OperationalError) -> Response:
        return answer(*_trouble_of(error), None)

    @app.errorhandler(HTTPException)
    def _theirs(error: HTTPException) -> Response | HTTPException:
        if error.response is not None or (error.code or 500) < 400:
            # A redirect, already whole.
            return error
        made = answer(error.code or 500, (error.name or "error").lower().replace(" ", "-"), None)
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After", "WWW-Authenticate"):
                made.headers[name] = value
        return made

    @app.errorhandler(Exception)
    def _unforeseen(error: Exception) -> Response:
        log.error("unforeseen: %s %s", request.method, _asked(), exc_info=error)
        return answer(500, "unforeseen", None)
