"""Stops of a partner's own tour as rows of a form: in their order, after a button, with one more at the end."""

from dataclasses import dataclass

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism.partners.draft import OwnStop, like
from tourism.tours.draft import StopKind
from tourism.web.filters import STOP_KIND_NAMES
from tourism.web.studio.digits import whole_number
from tourism.web.studio.editor.sending import Sent, arranged, numbered, rows_sent
from tourism.web.studio.partner_tour_opened import OpenedVariant

KINDS: tuple[StopKind, ...] = ("visit", "do", "shop", "eat", "rest")
KIND_NAMES = {kind: STOP_KIND_NAMES[kind] for kind in KINDS}
MINUTES_MAX, USUAL_MINUTES = 1440, "20"


@dataclass(frozen=True, slots=True)
class Row:
    """A stop on the page; `minutes` as they were typed, `is_fixed`: what for is the tour's to say.

    `is_told` is off where the commune tells the place no more: it is left out until it is told again.
    """

    mark: str
    site: str
    name: str
    kind: str
    minutes: str
    is_fixed: bool
    is_told: bool


def rows_of(found: OpenedVariant) -> list[Row]:
    """The stops as they are kept."""
    return [_row(found, mark, each, str(each.dwell_minutes)) for mark, each in numbered(found.kept.written.stops)]


def rows_typed(sent: Sent, form: MultiDict[str, str], found: OpenedVariant) -> list[Row]:
    """The stops in the order in which they were sent, after the button that was pressed."""
    do = form.get("do", "")
    before = {each.site for each in found.kept.written.stops}
    known = found.places.keys() | before
    rows = []
    for mark in arranged(rows_sent(form, "key"), do):
        site, kind = form[f"key-{mark}"], sent.one_of(form, f"kind-{mark}", KINDS)
        if site in known:
            stop = OwnStop(site=site, kind=_kind(kind), dwell_minutes=0)
            rows.append(_row(found, mark, stop, form.get(f"minutes-{mark}", "").strip()))
    added = form.get("add", "") if do == "add" else ""
    return [*rows, _added(found, added)] if added in found.places else rows


def stop_of(sent: Sent, row: Row) -> OwnStop:
    """What is kept of a row; a fault where its minutes are none."""
    minutes = whole_number(row.minutes, MINUTES_MAX)
    if minutes is None:
        sent.faults[f"minutes-{row.mark}"] = gettext("Minutes from 0 to %(most)s.", most=MINUTES_MAX)
    return OwnStop(site=row.site, kind=_kind(row.kind), dwell_minutes=minutes or 0)


def _row(found: OpenedVariant, mark: str, stop: OwnStop, minutes: str) -> Row:
    place, tours = found.places.get(stop.site), like(stop, found.kept.tour.written.stops)
    return Row(
        mark=mark,
        site=stop.site,
        name=place.name if place else stop.site,
        kind=tours.kind if tours else stop.kind,
        minutes=minutes,
        is_fixed=tours is not None,
        is_told=place is not None,
    )


def _added(found: OpenedVariant, site: str) -> Row:
    """A place at the end; where the commune's tour stops there, for as long as there."""
    tours = next((each for each in found.kept.tour.written.stops if each.site == site), None)
    stop = OwnStop(site=site, kind=tours.kind if tours else "visit", dwell_minutes=0)
    return _row(found, "added", stop, str(tours.dwell_minutes) if tours else USUAL_MINUTES)


def _kind(key: str) -> StopKind:
    return next((kind for kind in KINDS if kind == key), "visit")
