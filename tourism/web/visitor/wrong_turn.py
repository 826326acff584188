"""The page for every error: one sentence, the code typed so far, one way on."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import g, render_template, request
from flask_babel import gettext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tourism import codes, geo
from tourism.errors import TourismError
from tourism.sites import briefs as sites
from tourism.sites import nearness
from tourism.sites.briefs import SiteBrief
from tourism.web.page import frame
from tourism.web.request import reading, wanted

SITES = 4
CANDIDATES = 50
SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A printed code that is one slip away from what was typed."""

    code: str
    site: SiteBrief


def error_page(status: int, sentence: str, error: TourismError | None) -> str:
    """Rendered with whatever can still be read; a broken database costs only the way on."""
    typed = str(error.details.get("typed", "")) if error else ""
    suggestions, onward = _ways_on(typed) if status < 500 else ((), ())
    frame(title=sentence or gettext("Error"), robots="noindex", path=_path(typed))
    return render_template(
        "errors/error.html",
        status=status,
        sentence=sentence,
        typed=typed,
        suggestions=suggestions,
        sites=onward,
    )


def _path(typed: str) -> str:
    """Where this page can be had in other languages: an address without a language has none of its own."""
    if typed:
        return f"/{wanted()}/scan?code={quote(typed, safe='')}"
    first = request.path.split("/", 2)[1]
    return request.path if first in g.get("page_languages", ()) else f"/{wanted()}/"


def _ways_on(typed: str) -> tuple[tuple[Suggestion, ...], tuple[SiteBrief, ...]]:
    try:
        with reading() as session:
            suggestions = _suggestions(session, typed)
            return suggestions, _onward(session, suggestions)
    except SQLAlchemyError:
        return (), ()


def _onward(session: Session, suggestions: tuple[Suggestion, ...]) -> tuple[SiteBrief, ...]:
    """Places near the sign that was probably meant; else some that have a story."""
    if suggestions:
        meant = suggestions[0].site
        here = geo.Point(meant.lat, meant.lon)
        near = nearness.nearest(session, here, wanted(), limit=SITES + 1)
        return tuple(each for each in near if each.id != meant.id)[:SITES]
    listed = nearness.listed(session, wanted(), after=0, limit=CANDIDATES)
    return tuple(each for each in sorted(listed, key=lambda each: each.position) if not each.awaiting)[:SITES]


def _suggestions(session: Session, typed: str) -> tuple[Suggestion, ...]:
    printed = sites.signs_among(session, list(codes.near_misses(codes.normalise(typed))))
    found = []
    for code in printed[:SUGGESTIONS]:
        public_id = sites.sign_site(session, code)
        rows = sites.by_public_ids(session, [public_id] if public_id else [], wanted())
        found += [Suggestion(code, brief) for brief in rows]
    return tuple(found)
