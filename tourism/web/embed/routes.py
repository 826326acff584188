"""How what others embed is declared: framed by anybody, read by anybody, in the language that its address asks for."""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps

from flask import Blueprint, Response, g, request

from tourism import language
from tourism.web.answers import known_again
from tourism.web.edition import CACHE_CONTROL, FINISHED
from tourism.web.embed.looks import Look, chosen
from tourism.web.media import OPEN
from tourism.web.request import backends, negotiated
from tourism.web.security import Policy, declared
from tourism.web.sender import accepts

TAG_MAX = 40
FRAMED = Policy("anyone", framed=True)
View = Callable[[str, Look], str]
blueprint = Blueprint("embed", __name__)


def embed(rule: str) -> Callable[[View], View]:
    """A page for frames: its view gets the id and the look; what cannot be used of an address is left alone."""

    def mark(view: View) -> View:
        @wraps(view)
        def answered(public_id: str) -> Response:
            look = _look()
            # Kept in front of Flask: in a language, or in the phone's. Every other look is made when it is asked for.
            is_kept = request.query_string in (b"", f"lang={look.language}".encode())
            answer = open_to_all(view(public_id, look).encode(), "text/html; charset=utf-8", pack=not is_kept)
            answer.headers["Content-Language"] = g.language
            if look.language is None:
                answer.vary.add("Accept-Language")
            if is_kept:
                request.environ[FINISHED] = True
            return answer

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
