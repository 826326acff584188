"""A new place in five minutes: a pin by standing there, a name, a kind; the rest can wait."""

from typing import Any

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism import codes
from tourism.communes import queries as communes
from tourism.communes.draft import CommuneDraft
from tourism.errors import Invalid, NotAllowed
from tourism.language import SOURCE
from tourism.sites import briefs, drafts, editing
from tourism.sites.briefs import SiteBrief
from tourism.sites.draft import STORIES, PlaceInProgress
from tourism.sites.editing import Hand
from tourism.staff.permissions import Actor
from tourism.web.filters import KIND_NAMES
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.editor import saving
from tourism.web.studio.editor.pinning import drawn, pin_sent, village_names
from tourism.web.studio.editor.sending import Sent


@desk("/sites/new", permission="create")
def new_site(actor: Actor) -> tuple[str, int]:
    """An empty form; its `once` makes a site once, however often it is sent."""
    return _page(actor, MultiDict({"once": codes.mint(), "kind": "landscape"}), {})


@desk("/sites/new", permission="create", methods=("POST",))
def begin_site(actor: Actor) -> Any:
    """Begins the site as a draft and leads on to its photos."""
    commune_row, form, sent = _own_commune(actor), request.form, Sent()
    name, place = sent.line(form, "name"), _place(sent, form, _ground(commune_row)[0])
    once = form.get("once", "")
    if not name:
        sent.faults["name"] = gettext("A place needs a name; it can be changed later.")
    if sent.faults or not codes.is_valid(once):
        return _page(actor, form, sent.faults)
    return saving.answered(1, f"/studio/sites/{_begun(actor, commune_row, once, name, place)}/photos?said=created")


def _begun(actor: Actor, commune_row: int, once: str, name: str, place: PlaceInProgress) -> str:
    hand = Hand(actor.name, backends().clock(), 0)
    owner = actor.person if actor.sees_own_only else None
    if _is_begun(actor, once):
        return once
    try:
        with deed("site.created", actor=actor, site=once) as doing:
            editing.begin(
                doing.session, commune_row=commune_row, public_id=once, name=name, place=place, owner=owner, hand=hand
            )
            doing.told["name"] = name
    except Invalid:
        # Tapped twice: the other came first.
        if not _is_begun(actor, once):
            raise
    return once


def _is_begun(actor: Actor, once: str) -> bool:
    """Whether the form was taken before: it is sent again where the first answer got lost on the way."""
    with reading() as session:
        return bool(drafts.names(session, actor, {once}))


def _place(sent: Sent, form: MultiDict[str, str], commune: CommuneDraft) -> PlaceInProgress:
    return PlaceInProgress(
        kind=sent.one_of(form, "kind", tuple(KIND_NAMES)),  # type: ignore[arg-type]
        story=sent.one_of(form, "story", STORIES),  # type: ignore[arg-type]
        area=sent.one_of(form, "area", ("", *(area.key for area in commune.areas))) or None,
        pin=pin_sent(sent, form, None),
    )


def _own_commune(actor: Actor) -> int:
    if actor.commune is None:
        raise NotAllowed("not-your-part")
    return actor.commune


def _ground(commune_row: int) -> tuple[CommuneDraft, tuple[SiteBrief, ...]]:
    with reading() as session:
        return communes.at_home(session, commune_row, SOURCE)[1], tuple(briefs.of_commune(session, commune_row, SOURCE))


def _page(actor: Actor, values: MultiDict[str, str], faults: dict[str, str]) -> tuple[str, int]:
    commune, others = _ground(_own_commune(actor))
    names = village_names(commune)
    return show(
        "new",
        title=gettext("New place"),
        status=422 if faults else 200,
        values=values,
        faults=faults,
        villages=names,
        kinds=KIND_NAMES,
        drawn=drawn(commune, others, names),
    )
