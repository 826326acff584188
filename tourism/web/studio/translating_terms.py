"""The page of the glossary: its words, those that somebody looks for, and one as a form."""

from flask import request
from flask_babel import gettext

from tourism.errors import NotAllowed
from tourism.staff.permissions import Actor
from tourism.translating import glossary, queries
from tourism.translating.queries import TermView
from tourism.web.request import reading
from tourism.web.studio.desk import show
from tourism.web.studio.translating import languages
from tourism.web.studio.translating_term import Filled

ASKED_MAX = 80


def terms_of(actor: Actor) -> tuple[TermView, ...]:
    """All words of the actor's commune; raises NotAllowed for the province, which has none."""
    if actor.commune is None:
        raise NotAllowed("not-your-part")
    with reading() as session:
        return queries.terms(session, actor.commune)


def glossary_page(
    actor: Actor, terms: tuple[TermView, ...], form: Filled, faults: dict[str, str] | None = None
) -> tuple[str, int]:
    """The page with one word as a form; 422 where the form has faults."""
    asked, tag = request.args.get("q", "")[:ASKED_MAX], request.args.get("tag", "")
    listed = [each for each in glossary.matching(terms, asked) if tag in ("", each.language)]
    said = {"kept": gettext("The word is kept."), "removed": gettext("The word is out of the glossary.")}
    return show(
        "glossary",
        title=gettext("Glossary"),
        status=422 if faults else 200,
        terms=listed,
        count=len(terms),
        form=form,
        faults=faults or {},
        asked=asked,
        tag=tag,
        tags=[each for each in languages() if actor.may_write_in(each)],
        said_words=said.get(request.args.get("said", ""), ""),
    )
