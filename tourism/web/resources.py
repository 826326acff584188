"""How an address for programs is declared: its path, its parameters, its policy, its answer to OPTIONS."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from flask import Blueprint, Response, g, request

from tourism.language import SOURCE
from tourism.web import keyed
from tourism.web.answers import conditional
from tourism.web.edition import FINISHED
from tourism.web.query import Query, query_of
from tourism.web.request import backends
from tourism.web.security import PUBLIC, declared

METHODS = "GET, HEAD, OPTIONS"
DAY_SECONDS = 86_400
View = Callable[..., Response]
Resource = Callable[..., Callable[[View], View]]


def resources(blueprint: Blueprint) -> Resource:
    """What declares the addresses of `blueprint`; it answers OPTIONS and refuses bad keys from now on."""
    blueprint.before_request(_preflight)
    keyed.install(blueprint)

    def resource(rule: str, *names: str) -> Callable[[View], View]:
        """A public address that takes the parameters `names` and no others; the view gets them as a Query.

        Its answer depends on address, language, edition and day alone.
        """

        def mark(view: View) -> View:
            @wraps(view)
            def answered(**path: str) -> Response:
                asked = query_of(request.query_string, names)
                _speak(asked)
                answer = view(asked, **path)
                if "lang" in names:
                    answer.headers.setdefault("Content-Language", g.links.language)
                answer = conditional(answer, request.headers.get("If-None-Match"))
                request.environ[FINISHED] = True
                return answer

            blueprint.add_url_rule(rule, view_func=declared(PUBLIC)(answered))
            return view

        return mark

    return resource


def _speak(asked: Query) -> None:
    """The language is the address's alone, so that one address has one answer."""
    tag = asked.choice("lang", backends().config.page_languages) or SOURCE
    if "lang" in asked.given:
        g.language = tag
    g.links = replace(g.links, language=tag)


def _preflight() -> Response | None:
    """What a browser asks before another site's page may read us; answered for every address alike."""
    if request.method != "OPTIONS":
        return None
    return Response(
        status=204,
        headers={
            "Allow": METHODS,
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
            "Access-Control-Max-Age": str(DAY_SECONDS),
            "Cache-Control": f"public, max-age={DAY_SECONDS}",
        },
    )
