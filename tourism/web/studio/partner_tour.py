"""One tour of a partner's own: its order, words of welcome and meeting point, as a form."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism.errors import Conflict, Invalid
from tourism.partners import actions
from tourism.partners import queries as partners
from tourism.partners.draft import VariantDraft
from tourism.staff import keys
from tourism.staff.permissions import Actor
from tourism.web.request import backends
from tourism.web.studio import door, faults
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.editor.pinning import drawn, village_names
from tourism.web.studio.editor.saving import answered, base_sent
from tourism.web.studio.editor.sending import Sent
from tourism.web.studio.partner_tour_form import read, values_of
from tourism.web.studio.partner_tour_opened import OpenedVariant, name_of, opened
from tourism.web.studio.partner_tour_places import left_out, other_places
from tourism.web.studio.partner_tour_rows import KIND_NAMES, Row, rows_of, rows_typed
from tourism.web.studio.partner_tours import LIST

ONE = f"{LIST}/<id:variant>"


@desk(ONE, permission="keys", fresh=True)
def partner_tour(actor: Actor, number: int, variant: str) -> tuple[str, int]:
    """The tour, as a form."""
    found = opened(actor, number, variant)
    written = found.kept.written
    return _page(found, values_of(written), rows_of(found), base=written.number)


@desk(ONE, permission="keys", methods=("POST",), fresh=True)
def save_partner_tour(actor: Actor, number: int, variant: str) -> Any:
    """Keeps the whole form, in the order in which its rows were sent."""
    found, form, sent = opened(actor, number, variant), request.form, Sent()
    base, do = base_sent(), form.get("do", "")
    rows = rows_typed(sent, form, found)
    written = read(sent, form, rows, found)
    if not sent.faults:
        try:
            saved = _keep(actor, number, variant, written, base)
        except Conflict:
            if door.is_fetched():
                raise
            now = opened(actor, number, variant)
            return _page(now, form, rows, base=now.kept.written.number, is_disputed=True)
        except Invalid as refused:
            sent.faults |= _faults(refused)
        else:
            there = found.path if do else f"/studio/keys/{number}/tours"
            return answered(saved.number, f"{there}?said=saved")
    return (
        faults.answered(sent.faults) if door.is_fetched() else _page(found, form, rows, base=base, faulty=sent.faults)
    )


def _keep(actor: Actor, number: int, variant: str, written: VariantDraft, base: int) -> VariantDraft:
    now = backends().clock()
    with deed("variant.saved", actor=actor) as doing:
        key = keys.key(doing.session, actor, number, now)
        saved = actions.save(doing.session, key.id, variant, written, base=base, now=now)
        name = name_of(partners.opened(doing.session, key.id, variant))
        doing.told.update(name=name, prefix=key.prefix, variant=variant, number=saved.number)
    return saved


def _faults(refused: Invalid) -> dict[str, str]:
    if refused.reason == "meeting-too-far":
        far, most = (f"{float(str(refused.details[name])) / 1000:.0f}" for name in ("metres", "most"))
        sentence = gettext(
            "That is %(far)s km from the first stop; people meet within %(most)s km of it. Is the position right?",
            far=far,
            most=most,
        )
        return {"pin": sentence}
    return {"stops": gettext("One of these places is not told any more: leave it out.")}


def _page(
    found: OpenedVariant,
    values: MultiDict[str, str],
    rows: Sequence[Row],
    *,
    base: int,
    faulty: dict[str, str] | None = None,
    is_disputed: bool = False,
) -> tuple[str, int]:
    said = {"saved": gettext("Saved. It shows at once.")}
    return show(
        "partner_tour",
        title=found.name,
        status=422 if faulty else 409 if is_disputed else 200,
        found=found,
        base=base,
        values=values,
        rows=rows,
        kinds=KIND_NAMES,
        left_out=left_out(found, rows),
        others=other_places(found, rows),
        pin=found.kept.written.meeting.pin if found.kept.written.meeting else None,
        drawn=drawn(found.commune, tuple(found.places.values()), village_names(found.commune)),
        theirs=rows_of(found) if is_disputed else None,
        faults=faulty or {},
        said_words=said.get(request.args.get("said", ""), ""),
    )
