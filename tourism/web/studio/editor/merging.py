"""Two people at one text: what each of them made of it, side by side, until somebody brings it together."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from tourism.errors import Conflict, NotAllowed, NotFound
from tourism.language import SOURCE
from tourism.sites import actions, draft, drafts, editing
from tourism.sites.cleaning import cleaned, cleaned_line
from tourism.sites.drafts import DeskSite, SetAside
from tourism.sites.editing import Content, Hand
from tourism.sites.naming import slugged
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.editor.differing import Difference, place_differences, place_fields, words_differences
from tourism.web.studio.editor.saving import base_sent
from tourism.web.studio.editor.section_text import sections_read

WAYS = ("merged", "mine", "theirs")


@dataclass(frozen=True, slots=True)
class Beside:
    """What was set aside, what it started from, and what is newest."""

    site: DeskSite
    aside: SetAside
    base: Content
    theirs: Content
    number: int
    other: str

    @property
    def mine(self) -> Content:
        """As its writer sent it."""
        return self.aside.content

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Field by field."""
        differing = words_differences if self.aside.language else place_differences
        return differing(self.base, self.theirs, self.mine)


@desk("/sites/<id:public_id>/aside/<int:aside>", permission="view")
def beside(actor: Actor, public_id: str, aside: int) -> tuple[str, int]:
    """Both texts, what differs, and a suggestion."""
    with reading() as session:
        found = _beside(session, actor, public_id, aside)
    return show("merge", title=gettext("Two texts"), site=found.site, found=found, may_settle=_may(actor, found))


@desk("/sites/<id:public_id>/aside/<int:aside>", permission="write", methods=("POST",))
def settle(actor: Actor, public_id: str, aside: int) -> Any:
    """Keeps the merged text, one's own, or the other's; what was set aside is settled then."""
    way, hand = request.form.get("take", "merged"), Hand(actor.name, backends().clock(), base_sent())
    try:
        with deed("aside.settled", actor=actor, site=public_id) as doing:
            found = _beside(doing.session, actor, public_id, aside)
            if not _may(actor, found):
                raise NotAllowed("not-your-part")
            if way != "theirs":
                _save(doing.session, found, _chosen(found, request.form, way), hand)
            actions.settle(doing.session, aside)
            doing.told.update(language=found.aside.language, take=way if way in WAYS else "merged")
    except Conflict:
        return _aside_again(actor, public_id, aside, way, hand)
    there = {"": "place", SOURCE: ""}.get(found.aside.language, f"words/{found.aside.language}")
    return redirect(f"/studio/sites/{public_id}/{there}?said={'kept-theirs' if way == 'theirs' else 'merged'}", 303)


def _aside_again(actor: Actor, public_id: str, aside: int, way: str, hand: Hand) -> Any:
    """Somebody saved once more meanwhile: what was chosen here waits beside that."""
    with deed("aside.renewed", actor=actor, site=public_id) as doing:
        found = _beside(doing.session, actor, public_id, aside)
        fields = _chosen(found, request.form, way)
        row = editing.keep_aside(doing.session, found.site, found.aside.language, fields, hand)
        actions.settle(doing.session, aside)
    return redirect(f"/studio/sites/{public_id}/aside/{row}", 303)


def _save(session: Session, found: Beside, fields: Content, hand: Hand) -> None:
    if found.aside.language:
        editing.save_words(session, found.site, found.aside.language, fields, hand)
    else:
        editing.save_place(session, found.site, fields, hand)


def _chosen(found: Beside, form: MultiDict[str, str], way: str) -> Content:
    names = [each.name for each in found.differences]
    if not found.aside.language:
        takes = {name: "mine" if way == "mine" else form.get(f"choose-{name}", "mine") for name in names}
        return place_fields(takes, found.theirs, found.mine)
    if way == "mine":
        fields = {name: found.mine[name] for name in names}
    else:
        fields = {name: _merged(found, form, name) for name in names if name in form}
    if "name" in fields:
        fields["slug"] = slugged(fields["name"]) or found.site.key
    return fields


def _merged(found: Beside, form: MultiDict[str, str], name: str) -> Any:
    if name == "sections":
        return sections_read(cleaned(form[name]), [*found.mine["sections"], *found.theirs["sections"]])
    return cleaned(form[name]) if name == "story" else cleaned_line(form[name])


def _may(actor: Actor, found: Beside) -> bool:
    language = found.aside.language
    return actor.may("write") and (not language or actor.may_write_in(language))


def _beside(session: Session, actor: Actor, public_id: str, row: int) -> Beside:
    site = drafts.site(session, actor, public_id)
    aside = next((each for each in drafts.aside(session, site.row) if each.id == row), None)
    if aside is None:
        raise NotFound("no-such-version")
    if not aside.language:
        before = drafts.place_at(session, site.row, aside.base).place if aside.base else draft.PlaceInProgress()
        newest = site.place
        return Beside(
            site, aside, draft.place_json(before), draft.place_json(newest.place), newest.number, newest.author
        )
    kept = site.words.get(aside.language)
    began = drafts.words_at(session, site.row, aside.language, aside.base).words if aside.base else None
    return Beside(
        site,
        aside,
        draft.words_json(began or draft.WordsInProgress()),
        draft.words_json(kept.words if kept else draft.WordsInProgress()),
        kept.number if kept else 0,
        kept.author if kept else "",
    )
