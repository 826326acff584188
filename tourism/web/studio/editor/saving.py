"""How every form of the editor is saved: on top of what others saved, or aside where they changed the same."""

from collections.abc import Callable
from typing import Any

from flask import jsonify, redirect, request

from tourism.errors import Conflict, Invalid, NotAllowed
from tourism.sites import drafts, editing
from tourism.sites.editing import Hand
from tourism.staff.permissions import Actor
from tourism.web.request import VIETNAM, backends
from tourism.web.studio import door, faults
from tourism.web.studio.desk import deed
from tourism.web.studio.digits import whole_number
from tourism.web.studio.editor.sending import Sent

NUMBER_MAX = 2**31 - 1


def saved(actor: Actor, public_id: str, language: str, sent: Sent, again: Callable[[dict[str, str]], Any]) -> Any:
    """The answer to a form that was sent; `language` "" is the place, `again` shows the form with its faults."""
    if not actor.may_edit(language):
        raise NotAllowed("not-your-part")
    if sent.faults:
        return faults.answered(sent.faults) if door.is_fetched() else again(sent.faults)
    hand = Hand(actor.name, backends().clock(), base_sent(), minor=request.form.get("minor") == "1")
    name = "words.saved" if language else "place.saved"
    try:
        with deed(name, actor=actor, site=public_id) as doing:
            site = drafts.site(doing.session, actor, public_id)
            if language:
                number = editing.save_words(doing.session, site, language, sent.fields, hand)
            else:
                number = editing.save_place(doing.session, site, sent.fields, hand)
            doing.told.update(number=number, fields=sorted(sent.fields), minor=hand.minor)
    except Conflict:
        if door.is_fetched():
            raise
        return _kept_aside(actor, public_id, language, sent.fields, hand)
    return answered(number, f"{request.path}?said=saved{sent.there}")


def _kept_aside(actor: Actor, public_id: str, language: str, fields: dict[str, Any], hand: Hand) -> Any:
    with deed("words.set-aside" if language else "place.set-aside", actor=actor, site=public_id) as doing:
        site = drafts.site(doing.session, actor, public_id)
        row = editing.keep_aside(doing.session, site, language, fields, hand)
        doing.told.update(language=language, base=hand.base)
    return redirect(f"/studio/sites/{public_id}/aside/{row}", 303)


def answered(number: int, there: str) -> Any:
    """What a script is told, or the page that a person is led to."""
    if not door.is_fetched():
        return redirect(there, 303)
    moment = backends().clock().astimezone(VIETNAM)
    return jsonify(number=number, at=f"{moment:%H:%M}", there=there)


def base_sent() -> int:
    """The number that the writer started from; raises Invalid for a form that was tampered with."""
    number = whole_number(request.form.get("base", ""), NUMBER_MAX)
    if number is None:
        raise Invalid("foreign-form")
    return number
