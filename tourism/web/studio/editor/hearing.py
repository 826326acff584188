"""Words to hear: a place's name, the line that draws people in, the story; hints while they are typed."""

from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from tourism.communes.draft import TEXT_MAX
from tourism.editorial import queries as editorial
from tourism.language import SOURCE
from tourism.narration.hints import Hints, hints
from tourism.narration.script import steps_of
from tourism.sites.cleaning import cleaned
from tourism.sites.naming import slugged
from tourism.staff.permissions import Actor
from tourism.translating import queries as translating
from tourism.web.request import reading, today
from tourism.web.studio.desk import desk
from tourism.web.studio.editor import opened as editor
from tourism.web.studio.editor import saving
from tourism.web.studio.editor.opened import Opened
from tourism.web.studio.editor.sending import Sent

FIELDS = ("name", "hook", "story")


@desk("/sites/<id:public_id>/", permission="view")
def hear(actor: Actor, public_id: str) -> tuple[str, int]:
    """What visitors hear, as a form."""
    found = editor.opened(actor, public_id)
    return _page(actor, found, {name: getattr(found.words, name) for name in FIELDS})


@desk("/sites/<id:public_id>/", permission="write", methods=("POST",))
def save_hear(actor: Actor, public_id: str) -> Any:
    """Keeps these words."""
    found, form, sent = editor.opened(actor, public_id), request.form, Sent()
    name = sent.line(form, "name")
    slug = slugged(name) or found.site.key
    sent.fields = {"name": name, "slug": slug, "hook": sent.line(form, "hook"), "story": sent.text(form, "story")}
    return saving.saved(actor, public_id, SOURCE, sent, lambda faults: _page(actor, found, form, faults))


@desk("/sites/<id:public_id>/hints", permission="write", methods=("POST",), writes=False)
def hint_list(actor: Actor, public_id: str) -> str:
    """Hints on words that are being typed, as a fragment; nothing is kept."""
    found = editor.opened(actor, public_id)
    return render_template("studio/hints.html", hints=_hints(found, request.form.get("story", "")))


def _page(
    actor: Actor, found: Opened, values: dict[str, str] | MultiDict[str, str], faults: dict[str, str] | None = None
) -> tuple[str, int]:
    told = _hints(found, values.get("story", ""))
    with reading() as session:
        said = editorial.open_comments(session, found.site.row)
    return editor.shown(
        "hear", actor, found, of_words=True, faults=faults, values=values, hints=told, open_comments=said
    )


def _hints(found: Opened, story: str) -> Hints:
    """On what is heard together: the steps of a process are."""
    with reading() as session:
        terms = [each.source for each in translating.terms(session, found.site.commune_row)]
    steps = steps_of(found.site.place.place.story, found.words.sections)
    return hints(found.words.name, cleaned(story)[: 2 * TEXT_MAX], steps=steps, terms=terms, this_year=today().year)
