"""The parts of a model that the voice points at: named, tied to sentences, seen from somewhere."""

from dataclasses import replace
from typing import Any

from flask import make_response, redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from tourism.errors import Conflict
from tourism.scenes.draft import HOTSPOTS_MAX
from tourism.staff.permissions import Actor
from tourism.web.security import MODEL_VIEWER, content_security_policy
from tourism.web.studio import door, faults
from tourism.web.studio.desk import desk, show
from tourism.web.studio.editor.saving import answered, base_sent
from tourism.web.studio.editor.sending import Sent, arranged, rows_sent
from tourism.web.studio.scene_opened import OpenedScene, keep, opened
from tourism.web.studio.scene_rows import Row, parts_of, row_of, row_sent
from tourism.web.studio.scene_words import SAID

Answer = Any


@desk("/sites/<id:public_id>/scene/parts", permission="write")
def scene_parts(actor: Actor, public_id: str) -> Answer:
    """The parts beside the model, as a form; where there is no model yet, the page that takes one."""
    found = opened(actor, public_id)
    if found.kept is None:
        return redirect(found.path, 303)
    rows = [row_of(str(place), each) for place, each in enumerate(found.kept.draft.hotspots, 1)]
    return _page(found, rows, base=found.number, is_longer="more" in request.args)


@desk("/sites/<id:public_id>/scene/parts", permission="write", methods=("POST",))
def save_scene_parts(actor: Actor, public_id: str) -> Answer:
    """Keeps the parts in the order in which they were sent; empty ones go."""
    found, form, sent = opened(actor, public_id), request.form, Sent()
    if found.kept is None:
        return redirect(found.path, 303)
    base, do = base_sent(), form.get("do", "")
    marks = arranged(rows_sent(form, "key"), do)
    before = {each.id: each for each in found.kept.draft.hotspots}
    rows = [row_sent(sent, form, mark, found, before) for mark in marks]
    parts = parts_of(rows)
    if len(parts) > HOTSPOTS_MAX:
        sent.faults["parts"] = gettext("At most %(most)s parts: leave some out.", most=HOTSPOTS_MAX)
    if sent.faults:
        if door.is_fetched():
            return faults.answered(sent.faults)
        return _page(found, rows, base=base, faulty=sent.faults)
    try:
        number = keep(actor, public_id, {"hotspots": parts}, base)
    except Conflict:
        if door.is_fetched():
            raise
        now = opened(actor, public_id)
        return _page(now, rows, base=now.number, is_disputed=True)
    there = "/parts?said=saved&more=1" if do == "add" else "/parts?said=saved" if do else "?said=saved"
    return answered(number, found.path + there)


def _page(
    found: OpenedScene,
    rows: list[Row],
    *,
    base: int,
    is_longer: bool = False,
    is_disputed: bool = False,
    faulty: dict[str, str] | None = None,
) -> Response:
    blank = Row("blank")
    page, status = show(
        "scene_parts",
        title=found.site.name,
        status=422 if faulty else 409 if is_disputed else 200,
        site=found.site,
        found=found,
        base=base,
        rows=[*rows, replace(blank, mark="new")] if is_longer else rows,
        blank=blank,
        theirs=found.kept.draft.hotspots if found.kept and is_disputed else None,
        faults=faulty or {},
        said_words=SAID.get(request.args.get("said", "")),
    )
    answer = make_response(page, status)
    answer.headers["Content-Security-Policy"] = content_security_policy(allows=MODEL_VIEWER)
    return answer
