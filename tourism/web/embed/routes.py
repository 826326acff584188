"""How what others embed is declared: framed by all or by a partner's sites, in its address' language."""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps

from flask import Blueprint, Response, g, request

from tourism import language
from tourism.staff.keys import Partner
from tourism.web.answers import kept_nowhere, known_again
from tourism.web.edition import CACHE_CONTROL, FINISHED, UNCOUNTED
from tourism.web.embed.looks import Look, chosen
from tourism.web.media import OPEN
from tourism.web.partnered import framed_by, partner_asked
from tourism.web.request import backends, negotiated
from tourism.web.security import Policy, declared
from tourism.web.sender import accepts
from tourism.web.tickets import ticket, wants_no_count

TAG_MAX = 40
FRAMED = Policy("anyone", framed=True)
View = Callable[[str, Look, Partner | None], str]
blueprint = Blueprint("embed", __name__)


def embed(rule: str) -> Callable[[View], View]:
    """A page for frames; what cannot be used of an address is left alone.

    Its view gets the id, the look, and the partner whose code the address has (None: nobody's).
    """

    def mark(view: View) -> View:
        @wraps(view)
        def answered(public_id: str) -> Response:
            look = _look()
            partner = partner_asked(request.args)
            framed_by(partner)
            # What the frame says it was seen with.
            g.ticket = ticket(partner.code, public_id, g.language) if partner and not wants_no_count() else ""
            # Kept in front of Flask: in a language, or in the phone's. Every other look is made when it is asked for.
            plain = f"lang={look.language}"
            is_kept = request.query_string in (b"", plain.encode(), f"{plain}{UNCOUNTED}".encode())
            body = view(public_id, look, partner).encode()
            answer = open_to_all(body, "text/html; charset=utf-8", pack=not is_kept)
            answer.headers["Content-Language"] = g.language
            if look.language is None:
                answer.vary.add("Accept-Language")
            if is_kept:
                request.environ[FINISHED] = True
            return kept_nowhere(answer) if partner else answer

        blueprint.add_url_rule(rule, view_func=declared(FRAMED)(answered))
        return view

    return mark


def open_to_all(body: bytes, content_type: str, *, pack: bool = False) -> Response:
    """An answer that every site may read; 304 where it is known already.

    It is packed where the asker takes that; for finished pages, what stands in front of Flask does it.
    """
    is_packed = pack and accepts(request.headers.get("Accept-Encoding", ""), "gzip")
    answer = Response(gzip.compress(body, 6, mtime=0) if is_packed else body, content_type=content_type)
    answer.headers.update({**dict(OPEN), "Cache-Control": CACHE_CONTROL})
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
    if pack:
        answer.vary.add("Accept-Encoding")
    return known_again(answer)


def language_asked(options: Mapping[str, str]) -> str | None:
    """The language of ours that an address asks for."""
    return language.match(options.get("lang", "")[:TAG_MAX], backends().config.page_languages)


def _look() -> Look:
    asked = language_asked(request.args)
    g.language = asked or negotiated()
    g.links = replace(g.links, language=g.language, icons="")
    return chosen(request.args, asked).look
