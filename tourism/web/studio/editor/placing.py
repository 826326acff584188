"""Where a place lies, what it is, and where it stands among the others."""

from typing import Any

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism.sites.draft import ORDER_MAX, STORIES, PlaceInProgress
from tourism.staff.permissions import Actor
from tourism.web.filters import KIND_NAMES
from tourism.web.studio.desk import desk
from tourism.web.studio.digits import whole_number
from tourism.web.studio.editor import opened as editor
from tourism.web.studio.editor import saving
from tourism.web.studio.editor.opened import Opened
from tourism.web.studio.editor.pinning import drawn, pin_sent, pin_text, village_names
from tourism.web.studio.editor.sending import Sent


@desk("/sites/<id:public_id>/place", permission="view")
def place(actor: Actor, public_id: str) -> tuple[str, int]:
    """The place, as a form."""
    found = editor.opened(actor, public_id)
    return _page(actor, found, _values(found.site.place.place))


@desk("/sites/<id:public_id>/place", permission="write", methods=("POST",))
def save_place(actor: Actor, public_id: str) -> Any:
    """Keeps these fields of the place."""
    found, form, sent = editor.opened(actor, public_id), request.form, Sent()
    _read(sent, form, found)
    return saving.saved(actor, public_id, "", sent, lambda faults: _page(actor, found, form, faults))


def _read(sent: Sent, form: MultiDict[str, str], found: Opened) -> None:
    kept = found.site.place.place
    pin = pin_sent(sent, form, kept.pin)
    following = {each.key for each in found.others} | {kept.next or ""}
    order = whole_number(form.get("order", ""), ORDER_MAX)
    if not order:
        sent.faults["order"] = gettext("A number from 1 to %(most)s.", most=ORDER_MAX)
    sent.fields = {
        "kind": sent.one_of(form, "kind", tuple(KIND_NAMES)),
        "story": sent.one_of(form, "story", STORIES),
        "area": sent.one_of(form, "area", ("", *(area.key for area in found.commune.areas), kept.area or "")) or None,
        "pin": pin and {"lat": pin.lat, "lon": pin.lon, "accuracy_m": pin.accuracy_m, "verified": pin.verified},
        "order": order or kept.order,
        "next": sent.one_of(form, "next", ("", *sorted(following - {""}))) or None,
        "tourist_point": form.get("tourist_point") == "yes",
        "awaiting": form.get("awaiting") == "yes",
    }


def _values(kept: PlaceInProgress) -> MultiDict[str, str]:
    shown = {
        "kind": kept.kind,
        "story": kept.story,
        "area": kept.area or "",
        "pin": pin_text(kept.pin),
        "order": str(kept.order),
        "next": kept.next or "",
    }
    ticks = {name: "yes" for name in ("tourist_point", "awaiting") if getattr(kept, name)}
    return MultiDict({**shown, **ticks})


def _page(
    actor: Actor, found: Opened, values: MultiDict[str, str], faults: dict[str, str] | None = None
) -> tuple[str, int]:
    names = village_names(found.commune)
    return editor.shown(
        "place",
        actor,
        found,
        of_words=False,
        faults=faults,
        values=values,
        pin=found.site.place.place.pin,
        villages=names,
        kinds=KIND_NAMES,
        others=found.others,
        drawn=drawn(found.commune, found.others, names),
    )
