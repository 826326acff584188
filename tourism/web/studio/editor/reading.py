"""Words to read: sections, which are the steps of a process, in their order and each with its photo."""

from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from tourism.language import SOURCE
from tourism.staff.permissions import Actor
from tourism.web.studio.desk import desk
from tourism.web.studio.editor import opened as editor
from tourism.web.studio.editor import saving
from tourism.web.studio.editor.opened import Opened
from tourism.web.studio.editor.sending import Sent, arranged, numbered, rows_sent


@dataclass(frozen=True, slots=True)
class Row:
    """One section as its fields show it."""

    mark: str
    title: str = ""
    text: str = ""
    photo: str = ""


@desk("/sites/<id:public_id>/read", permission="view")
def read(actor: Actor, public_id: str) -> tuple[str, int]:
    """What visitors read, as a form."""
    found = editor.opened(actor, public_id)
    rows = [Row(mark, each.title, each.text, each.photo or "") for mark, each in numbered(found.words.sections)]
    return _page(actor, found, rows, is_longer=not rows or "more" in request.args)


@desk("/sites/<id:public_id>/read", permission="write", methods=("POST",))
def save_read(actor: Actor, public_id: str) -> Any:
    """Keeps the sections in the order in which they were sent."""
    found, form, sent = editor.opened(actor, public_id), request.form, Sent()
    do = form.get("do", "")
    rows = [_row(sent, form, mark) for mark in arranged(rows_sent(form, "title"), do)]
    sent.there = "&more=1" if do == "add" else ""
    photos = {each.id for each in found.site.place.place.photos}
    sent.fields = {
        "sections": [
            {"title": each.title, "text": each.text, "photo": each.photo if each.photo in photos else None}
            for each in rows
            if each.title or each.text
        ]
    }
    return saving.saved(actor, public_id, SOURCE, sent, lambda faults: _page(actor, found, rows, faults=faults))


def _row(sent: Sent, form: MultiDict[str, str], mark: str) -> Row:
    title, text = sent.line(form, f"title-{mark}"), sent.text(form, f"text-{mark}")
    return Row(mark, title, text, form.get(f"photo-{mark}", ""))


def _page(
    actor: Actor, found: Opened, rows: list[Row], *, is_longer: bool = True, faults: dict[str, str] | None = None
) -> tuple[str, int]:
    place = found.site.place.place
    told = [*rows, Row("new")] if is_longer and all(each.mark != "new" for each in rows) else rows
    thumbs = [(each.id, min(each.files, key=lambda file: file.width).name, each) for each in place.photos]
    return editor.shown(
        "read",
        actor,
        found,
        of_words=True,
        faults=faults,
        rows=told,
        blank=Row("blank"),
        thumbs=thumbs,
        is_process=place.story == "process",
    )
