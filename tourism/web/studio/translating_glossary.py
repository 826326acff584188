"""The commune's glossary at the desk: names and words of the village, and how they are said elsewhere."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from flask_babel import gettext

from tourism.errors import Invalid, NotAllowed, NotFound
from tourism.sites.cleaning import cleaned_line
from tourism.staff.permissions import Actor
from tourism.translating import actions, glossary, queries
from tourism.translating.queries import TermView
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.translating import languages

TERM_MAX, NOTE_MAX, ASKED_MAX = 120, 300, 80


@dataclass(frozen=True, slots=True)
class Filled:
    """The form of one word; `id` None is a new one."""

    id: int | None = None
    language: str = ""
    source: str = ""
    target: str = ""
    note: str = ""
    reviewed: bool = False


@desk("/glossary", permission="translate")
def glossary_list(actor: Actor) -> tuple[str, int]:
    """All words, or those that somebody looks for; `edit` opens one of them."""
    terms = _terms(actor)
    opened = next((each for each in terms if str(each.id) == request.args.get("edit")), None)
    return _page(actor, terms, _filled(opened) if opened else Filled(language=request.args.get("tag", "")))


@desk("/glossary", permission="translate", methods=("POST",))
def keep_term(actor: Actor) -> Any:
    """A new word, or one that is said otherwise now."""
    form = _sent()
    faults = _faults(actor, form)
    if not faults:
        try:
            return _kept(actor, form)
        except Invalid:
            faults = {"source": gettext("This word is in the glossary already.")}
    return _page(actor, _terms(actor), form, faults)


@desk("/glossary/<int:term>/remove", permission="translate", methods=("POST",))
def drop_term(actor: Actor, term: int) -> Any:
    """Takes a word out."""
    listed = next((each for each in _terms(actor) if each.id == term), None)
    if listed is None:
        raise NotFound("no-such-term")
    if not actor.may_write_in(listed.language):
        raise NotAllowed("not-your-part")
    with deed("term.removed", actor=actor) as doing:
        source = actions.drop_term(doing.session, actor.commune or 0, term)
        doing.told.update(source=source, language=listed.language)
    return redirect("/studio/glossary?said=removed", 303)


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


def _sent() -> Filled:
    form = request.form
    number = form.get("id", "")
    return Filled(
        id=int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None,
        language=form.get("tag", ""),
        source=cleaned_line(form.get("source", "")),
        target=cleaned_line(form.get("target", "")),
        note=cleaned_line(form.get("note", "")),
        reviewed=form.get("reviewed") == "yes",
    )


def _faults(actor: Actor, form: Filled) -> dict[str, str]:
    faults = {}
    if form.language not in languages() or not actor.may_write_in(form.language):
        faults["tag"] = gettext("Choose a language that you may translate into.")
    for name, text, limit in (("source", form.source, TERM_MAX), ("target", form.target, TERM_MAX)):
        if not text:
            faults[name] = gettext("This must not be empty.")
        elif len(text) > limit:
            faults[name] = gettext("Too long (at most %(limit)s characters).", limit=limit)
    if len(form.note) > NOTE_MAX:
        faults["note"] = gettext("Too long (at most %(limit)s characters).", limit=NOTE_MAX)
    return faults


def _terms(actor: Actor) -> tuple[TermView, ...]:
    if actor.commune is None:
        raise NotAllowed("not-your-part")
    with reading() as session:
        return queries.terms(session, actor.commune)


def _filled(term: TermView) -> Filled:
    return Filled(term.id, term.language, term.source, term.target, term.note, term.reviewed)


def _page(
    actor: Actor, terms: tuple[TermView, ...], form: Filled, faults: dict[str, str] | None = None
) -> tuple[str, int]:
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
