"""A site in 3D at the desk: what became of its model, a new one, giving it to visitors and taking it back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import jsonify, redirect, request

from tourism import modelling
from tourism.engines.models.made import Examined
from tourism.engines.models.refusals import LARGEST_MEGABYTES
from tourism.errors import Conflict, Invalid
from tourism.modelling import PASSING, Refused
from tourism.scenes import actions, queries
from tourism.scenes.draft import SceneDraft
from tourism.sites import drafts
from tourism.sites.drafts import DeskSite
from tourism.staff.permissions import Actor
from tourism.web.errors import problem
from tourism.web.request import backends
from tourism.web.studio import door
from tourism.web.studio.desk import Deed, deed, desk, show
from tourism.web.studio.editor.saving import base_sent
from tourism.web.studio.scene_opened import OpenedScene, opened, save
from tourism.web.studio.scene_refusals import refusal
from tourism.web.studio.scene_warnings import warnings
from tourism.web.studio.scene_words import ORIGINS, SAID
from tourism.web.studio.trouble import studio_sentence

Answer = Any
# The file, and what a browser writes around it.
BODY_MAX = LARGEST_MEGABYTES * 1_000_000 + 1_000_000
BUSY, REFUSED = 503, 422


@desk("/sites/<id:public_id>/scene", permission="write")
def scene(actor: Actor, public_id: str) -> Answer:
    """The model and what is still to be done; a page asks every few seconds while files are made."""
    return _page(opened(actor, public_id))


@desk("/sites/<id:public_id>/scene", permission="write", methods=("POST",), body_max=BODY_MAX)
def take_model(actor: Actor, public_id: str) -> Answer:
    """Takes a model that can be read; what was said of the one before stays, but for its size."""
    found = opened(actor, public_id)
    origin = request.form.get("origin", "")
    file = request.files.get("model")
    if found.kept is None and origin not in ORIGINS:
        raise Invalid("foreign-form")
    if not file or not file.filename:
        return _refused(found, "nothing-chosen")
    try:
        name, examined = modelling.received(backends(), file.read())
    except Refused as error:
        return _refused(found, error.reason)
    number = _taken(actor, public_id, _draft(found, name, examined, origin))
    there = f"{found.path}/about?said=sent"
    return jsonify(number=number, there=there) if door.is_fetched() else redirect(there, 303)


@desk("/sites/<id:public_id>/scene/publish", permission="publish", methods=("POST",))
def publish_scene(actor: Actor, public_id: str) -> Answer:
    """Lets visitors have exactly the scene that the page showed."""

    def do(doing: Deed, site: DeskSite) -> None:
        kept = queries.kept(doing.session, site.row)
        if kept is None or kept.number != base_sent():
            raise Conflict("scene-newer-meanwhile")
        actions.publish(doing.session, site.row, backends().clock())
        doing.told["number"] = kept.number

    return _done(actor, public_id, "scene.published", "published", do)


@desk("/sites/<id:public_id>/scene/withdraw", permission="publish", methods=("POST",))
def withdraw_scene(actor: Actor, public_id: str) -> Answer:
    """Takes the scene off the visitors' pages."""

    def do(doing: Deed, site: DeskSite) -> None:
        if not request.form.get("sure"):
            raise Invalid("not-sure", field="sure")
        actions.withdraw(doing.session, site.row, backends().clock())

    return _done(actor, public_id, "scene.withdrawn", "withdrawn", do)


def _done(actor: Actor, public_id: str, name: str, said: str, do: Callable[[Deed, DeskSite], None]) -> Answer:
    try:
        with deed(name, actor=actor, site=public_id) as doing:
            do(doing, drafts.site(doing.session, actor, public_id))
    except (Conflict, Invalid) as error:
        if error.reason == "foreign-form":
            raise
        status = REFUSED if isinstance(error, Invalid) else 409
        return _page(opened(actor, public_id), status=status, trouble=studio_sentence(error.reason) or "")
    return redirect(f"/studio/sites/{public_id}/scene?said={said}", 303)


def _draft(found: OpenedScene, name: str, examined: Examined, origin: str) -> Callable[[SceneDraft | None], SceneDraft]:
    """What a new file makes of the scene as it is when it is saved."""
    height = examined.size[1]

    def made(before: SceneDraft | None) -> SceneDraft:
        draft = before or SceneDraft(model=name, origin=next(each for each in ORIGINS if each == origin))
        if draft.model == name:
            return replace(draft, file_height=height if height > 0 else None)
        # Another file may show more or less of the thing: nobody has vouched for its size yet.
        return replace(draft, model=name, file_height=height if height > 0 else None, height_m=None, confirmed_by="")

    return made


def _taken(actor: Actor, public_id: str, made: Callable[[SceneDraft | None], SceneDraft]) -> int:
    with deed("scene.sent", actor=actor, site=public_id) as doing:
        site = drafts.site(doing.session, actor, public_id)
        kept = queries.kept(doing.session, site.row)
        base = kept.number if kept else 0
        number = save(doing, site.row, made(kept.draft if kept else None), by=actor.name, base=base)
        doing.told["number"] = number
    return number


def _refused(found: OpenedScene, reason: str) -> Answer:
    status, sentence = BUSY if reason in PASSING else REFUSED, refusal(reason)
    return problem(status, sentence, reason) if door.is_fetched() else _page(found, status=status, refused=sentence)


def _page(found: OpenedScene, *, status: int = 200, refused: str = "", trouble: str = "") -> tuple[str, int]:
    kept = found.kept
    return show(
        "scene",
        title=found.site.name,
        status=status,
        site=found.site,
        found=found,
        kept=kept,
        why=refusal(kept.reason) if kept and kept.reason else "",
        warnings=warnings(found),
        origins=ORIGINS,
        refused=refused,
        trouble=trouble,
        said_words=SAID.get(request.args.get("said", "")),
        largest=LARGEST_MEGABYTES,
    )
