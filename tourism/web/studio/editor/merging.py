"""Two people at one text: what each of them made of it, side by side, until somebody brings it together."""

from typing import Any

from flask import redirect, request
from flask_babel import gettext
from sqlalchemy.orm import Session

from tourism.errors import Conflict, NotAllowed
from tourism.language import SOURCE
from tourism.sites import actions, editing
from tourism.sites.editing import Content, Hand
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.editor.beside import Beside, laid_beside
from tourism.web.studio.editor.chosen import WAYS, chosen
from tourism.web.studio.editor.saving import base_sent


@desk("/sites/<id:public_id>/aside/<int:aside>", permission="view")
def beside(actor: Actor, public_id: str, aside: int) -> tuple[str, int]:
    """Both texts, what differs, and a suggestion."""
    with reading() as session:
        found = laid_beside(session, actor, public_id, aside)
    return show(
        "merge",
        title=gettext("Two texts"),
        site=found.site,
        found=found,
        may_settle=actor.may_edit(found.aside.language),
    )


@desk("/sites/<id:public_id>/aside/<int:aside>", permission="write", methods=("POST",))
def settle(actor: Actor, public_id: str, aside: int) -> Any:
    """Keeps the merged text, one's own, or the other's; what was set aside is settled then."""
    way, hand = request.form.get("take", "merged"), Hand(actor.name, backends().clock(), base_sent())
    try:
        with deed("aside.settled", actor=actor, site=public_id) as doing:
            found = laid_beside(doing.session, actor, public_id, aside)
            if not actor.may_edit(found.aside.language):
                raise NotAllowed("not-your-part")
            if way != "theirs":
                _save(doing.session, found, chosen(found, request.form, way), hand)
            actions.settle(doing.session, aside)
            doing.told.update(language=found.aside.language, take=way if way in WAYS else "merged")
    except Conflict:
        return _aside_again(actor, public_id, aside, way, hand)
    there = {"": "place", SOURCE: ""}.get(found.aside.language, f"words/{found.aside.language}")
    return redirect(f"/studio/sites/{public_id}/{there}?said={'kept-theirs' if way == 'theirs' else 'merged'}", 303)


def _aside_again(actor: Actor, public_id: str, aside: int, way: str, hand: Hand) -> Any:
    """Somebody saved once more meanwhile: what was chosen here waits beside that."""
    with deed("aside.renewed", actor=actor, site=public_id) as doing:
        found = laid_beside(doing.session, actor, public_id, aside)
        fields = chosen(found, request.form, way)
        row = editing.keep_aside(doing.session, found.site, found.aside.language, fields, hand)
        actions.settle(doing.session, aside)
    return redirect(f"/studio/sites/{public_id}/aside/{row}", 303)


def _save(session: Session, found: Beside, fields: Content, hand: Hand) -> None:
    if found.aside.language:
        editing.save_words(session, found.site, found.aside.language, fields, hand)
    else:
        editing.save_place(session, found.site, fields, hand)
