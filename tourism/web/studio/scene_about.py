"""The page about a model: what it is, who made it, how tall the thing is in truth."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism.errors import Conflict
from tourism.staff.permissions import Actor
from tourism.web.studio import door, faults
from tourism.web.studio.desk import desk, show
from tourism.web.studio.editor.saving import answered, base_sent
from tourism.web.studio.editor.sending import Sent
from tourism.web.studio.scene_form import number, read, theirs, values_of, written
from tourism.web.studio.scene_opened import OpenedScene, keep, opened
from tourism.web.studio.scene_size import Drawn, drawn, guesses, rounded
from tourism.web.studio.scene_words import LICENCES, ORIGINS, PLACEMENTS, SAID, UNITS, decimal

Answer = Any


@dataclass(frozen=True, slots=True)
class Claim:
    """A height that the file may mean, as a sentence, and as the field would have it."""

    sentence: str
    height: str
    drawn: Drawn


@desk("/sites/<id:public_id>/scene/about", permission="write")
def scene_about(actor: Actor, public_id: str) -> Answer:
    """The fields, as a form; where there is no model yet, the page that takes one."""
    found = opened(actor, public_id)
    if found.kept is None:
        return redirect(found.path, 303)
    return _page(found, values_of(found.kept.draft), base=found.number)


@desk("/sites/<id:public_id>/scene/about", permission="write", methods=("POST",))
def save_scene_about(actor: Actor, public_id: str) -> Answer:
    """Keeps the fields on top of what others saved of the rest."""
    found, sent = opened(actor, public_id), Sent()
    if found.kept is None:
        return redirect(found.path, 303)
    base = base_sent()
    read(sent, request.form, found.kept.draft, found.languages, actor.name)
    if sent.faults:
        page = (found, request.form)
        return faults.answered(sent.faults) if door.is_fetched() else _page(*page, base=base, faulty=sent.faults)
    try:
        number = keep(actor, public_id, sent.fields, base)
    except Conflict:
        if door.is_fetched():
            raise
        now = opened(actor, public_id)
        return _page(now, request.form, base=now.number, mine=sent.fields)
    return answered(number, f"{found.path}?said=saved")


def _page(
    found: OpenedScene,
    values: MultiDict[str, str],
    *,
    base: int,
    faulty: dict[str, str] | None = None,
    mine: dict[str, Any] | None = None,
) -> tuple[str, int]:
    assert found.kept is not None  # noqa: S101 (both callers looked)
    draft, shape = found.kept.draft, found.shape
    proportions = shape.size if shape else (1.0, 1.0, 1.0)
    height = number(values.get("height", "")) or 0.0
    return show(
        "scene_about",
        title=found.site.name,
        status=422 if faulty else 409 if mine else 200,
        site=found.site,
        found=found,
        draft=draft,
        base=base,
        values=values,
        faults=faulty or {},
        origins=ORIGINS.items(),
        licences=LICENCES.items(),
        placements=PLACEMENTS.items(),
        claimed=draft.file_height,
        claims=_claims(draft.file_height, proportions) if draft.file_height else (),
        proportions=proportions,
        shown=drawn(height, proportions) if height > 0 else None,
        theirs=theirs(draft, mine) if mine else None,
        said_words=SAID.get(request.args.get("said", "")),
    )


def _claims(claimed: float, proportions: tuple[float, float, float]) -> tuple[Claim, ...]:
    found = guesses(claimed)
    return tuple(
        Claim(
            gettext("%(height)s m, if the file counts in %(unit)s", height=decimal(rounded(each.height)),
                    unit=UNITS[each.unit]),
            written(rounded(each.height)),
            drawn(each.height, proportions),
        )
        for each in found
    )  # fmt: skip
