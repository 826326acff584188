"""The commune's glossary at the desk: names and words of the village, and how they are said elsewhere."""

from typing import Any

from flask import redirect, request
from flask_babel import gettext

from tourism.errors import Invalid, NotAllowed, NotFound
from tourism.staff.permissions import Actor
from tourism.translating import actions
from tourism.translating.queries import TermView
from tourism.web.request import backends
from tourism.web.studio.desk import deed, desk
from tourism.web.studio.translating_term import Filled, faults_of, filled, term_sent
from tourism.web.studio.translating_terms import glossary_page, terms_of


@desk("/glossary", permission="translate")
def glossary_list(actor: Actor) -> tuple[str, int]:
    """All words, or those that somebody looks for; `edit` opens one of them."""
    terms = terms_of(actor)
    opened = next((each for each in terms if str(each.id) == request.args.get("edit")), None)
    return glossary_page(actor, terms, filled(opened) if opened else Filled(language=request.args.get("tag", "")))


@desk("/glossary", permission="translate", methods=("POST",))
def keep_term(actor: Actor) -> Any:
    """A new word, or one that is said otherwise now."""
    form = term_sent()
    if form.id is not None:
        _own_term(actor, form.id)
    faults = faults_of(actor, form)
    if not faults:
        try:
            return _kept(actor, form)
        except Invalid:
            faults = {"source": gettext("This word is in the glossary already.")}
    return glossary_page(actor, terms_of(actor), form, faults)


@desk("/glossary/<int:term>/remove", permission="translate", methods=("POST",))
def drop_term(actor: Actor, term: int) -> Any:
    """Takes a word out."""
    listed = _own_term(actor, term)
    with deed("term.removed", actor=actor) as doing:
        source = actions.drop_term(doing.session, actor.commune or 0, term)
        doing.told.update(source=source, language=listed.language)
    return redirect("/studio/glossary?said=removed", 303)


def _own_term(actor: Actor, term: int) -> TermView:
    """A word as it is kept, in a language that is this actor's to write; raises NotFound and NotAllowed."""
    listed = next((each for each in terms_of(actor) if each.id == term), None)
    if listed is None:
        raise NotFound("no-such-term")
    if not actor.may_write_in(listed.language):
        raise NotAllowed("not-your-part")
    return listed


def _kept(actor: Actor, form: Filled) -> Any:
    with deed("term.kept", actor=actor) as doing:
        actions.keep_term(
            doing.session,
            actor.commune or 0,
            language=form.language,
            source=form.source,
            target=form.target,
            note=form.note,
            reviewed=form.reviewed,
            by=actor.name,
            now=backends().clock(),
            term=form.id,
        )
        doing.told.update(source=form.source, language=form.language)
    return redirect(f"/studio/glossary?tag={form.language}&said=kept", 303)
