"""What a visitor needs to know before going in; what nobody knows yet stays unknown."""

from typing import Any, get_args

from flask import request
from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict

from tourism.language import SOURCE
from tourism.sites.draft import PRACTICAL_TEXTS, Practical, Weekday
from tourism.sites.opening import read_hours, written_hours
from tourism.staff.permissions import Actor
from tourism.web.studio.desk import desk
from tourism.web.studio.editor import opened as editor
from tourism.web.studio.editor import saving
from tourism.web.studio.editor.opened import Opened
from tourism.web.studio.editor.sending import Sent, texts_sent

DAYS: tuple[Weekday, ...] = get_args(Weekday)
DAY_NAMES = {
    "mon": lazy_gettext("Monday"),
    "tue": lazy_gettext("Tuesday"),
    "wed": lazy_gettext("Wednesday"),
    "thu": lazy_gettext("Thursday"),
    "fri": lazy_gettext("Friday"),
    "sat": lazy_gettext("Saturday"),
    "sun": lazy_gettext("Sunday"),
}


@desk("/sites/<id:public_id>/facts", permission="view")
def facts(actor: Actor, public_id: str) -> tuple[str, int]:
    """What is known, as a form."""
    found = editor.opened(actor, public_id)
    return _page(actor, found, _values(found.site.place.place.practical))


@desk("/sites/<id:public_id>/facts", permission="write", methods=("POST",))
def save_facts(actor: Actor, public_id: str) -> Any:
    """Keeps what is known."""
    found, sent = editor.opened(actor, public_id), Sent()
    form: MultiDict[str, str] = request.form
    if form.get("do") == "copy":
        form = _copied(form)
    known = {name: texts_sent(sent, form, name, _languages(found)) or None for name in PRACTICAL_TEXTS}
    sent.fields = {"practical": {"hours": _hours(sent, form), **known}}
    return saving.saved(actor, public_id, "", sent, lambda faults: _page(actor, found, form, faults))


def _copied(form: MultiDict[str, str]) -> MultiDict[str, str]:
    """Monday's hours on all days."""
    return MultiDict({**form, "hours_known": "yes", **{f"hours-{day}": form.get("hours-mon", "") for day in DAYS}})


def _hours(sent: Sent, form: MultiDict[str, str]) -> dict[str, list[list[str]]] | None:
    """Hours by day as they are kept; a day without any is closed. None where nobody knows."""
    if form.get("hours_known") != "yes":
        return None
    hours = {}
    for day in DAYS:
        try:
            hours[day] = [list(each) for each in read_hours(form.get(f"hours-{day}", ""))]
        except ValueError:
            sent.faults[f"hours-{day}"] = gettext("Write hours like 7:30–11:30, 13:30–17:00.")
    return {day: spans for day, spans in hours.items() if spans}


def _languages(found: Opened) -> tuple[str, ...]:
    kept = found.site.place.place.practical
    told = {tag for name in PRACTICAL_TEXTS for tag in getattr(kept, name) or ()}
    return tuple(dict.fromkeys((SOURCE, *found.commune.languages, *sorted(told))))


def _values(kept: Practical) -> MultiDict[str, str]:
    hours = {f"hours-{day}": written_hours((kept.hours or {}).get(day, ())) for day in DAYS}
    texts = {f"{name}.{tag}": text for name in PRACTICAL_TEXTS for tag, text in (getattr(kept, name) or {}).items()}
    return MultiDict({"hours_known": "" if kept.hours is None else "yes", **hours, **texts})


def _page(
    actor: Actor, found: Opened, values: MultiDict[str, str], faults: dict[str, str] | None = None
) -> tuple[str, int]:
    others = [tag for tag in _languages(found) if tag != SOURCE]
    return editor.shown(
        "facts", actor, found, of_words=False, faults=faults, values=values, days=DAY_NAMES, others=others
    )
