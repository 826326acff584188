"""The form of one word of the glossary: filled from what is kept, read from what was sent, judged."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from tourism.sites.cleaning import cleaned_line
from tourism.staff.permissions import Actor
from tourism.translating.queries import TermView
from tourism.web.studio.digits import whole_number
from tourism.web.studio.translating import languages

TERM_MAX, NOTE_MAX = 120, 300


@dataclass(frozen=True, slots=True)
class Filled:
    """The form of one word; `id` None is a new one."""

    id: int | None = None
    language: str = ""
    source: str = ""
    target: str = ""
    note: str = ""
    reviewed: bool = False


def term_sent() -> Filled:
    """What the request brings, cleaned."""
    form = request.form
    return Filled(
        id=whole_number(form.get("id", ""), 999_999_999),
        language=form.get("tag", ""),
        source=cleaned_line(form.get("source", "")),
        target=cleaned_line(form.get("target", "")),
        note=cleaned_line(form.get("note", "")),
        reviewed=form.get("reviewed") == "yes",
    )


def faults_of(actor: Actor, form: Filled) -> dict[str, str]:
    """Sentences for the fields that cannot be kept, by their names."""
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


def filled(term: TermView) -> Filled:
    """A word as it is kept."""
    return Filled(term.id, term.language, term.source, term.target, term.note, term.reviewed)
