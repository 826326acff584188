"""The form of a partner's own tour: rows in their order, words, where people meet; read and judged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism.communes.draft import LINE_MAX, TEXT_MAX
from tourism.language import SOURCE
from tourism.partners.draft import STOPS_MAX, OwnStop, VariantDraft, like
from tourism.sites.draft import Pin
from tourism.tours.draft import MeetingDraft, StopKind, Travel
from tourism.web.filters import STOP_KIND_NAMES
from tourism.web.studio.digits import whole_number
from tourism.web.studio.editor.pinning import pin_sent, pin_text
from tourism.web.studio.editor.sending import Sent, arranged, numbered, rows_sent, texts_sent
from tourism.web.studio.partner_tour_opened import OpenedVariant

KINDS: tuple[StopKind, ...] = ("visit", "do", "shop", "eat", "rest")
KIND_NAMES = {kind: STOP_KIND_NAMES[kind] for kind in KINDS}
TRAVELS: tuple[Travel, ...] = ("walk", "bicycle")
MINUTES_MAX, USUAL_MINUTES, NOTE_MAX = 1440, "20", 1000
_HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


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


def values_of(written: VariantDraft) -> MultiDict[str, str]:
    """The fields as they are kept."""
    meeting = written.meeting
    shown: dict[str, str] = {"travel": written.travel}
    shown |= {f"name.{tag}": text for tag, text in written.name.items()}
    shown |= {f"intro.{tag}": text for tag, text in written.intro.items()}
    if meeting:
        shown |= {"pin": pin_text(meeting.pin), "hour": meeting.hour or ""}
        shown |= {f"meet_name.{tag}": text for tag, text in meeting.name.items()}
        shown |= {f"meet_note.{tag}": text for tag, text in meeting.note.items()}
    return MultiDict(shown)


def rows_of(found: OpenedVariant) -> list[Row]:
    """The stops as they are kept."""
    return [_row(found, mark, each, str(each.dwell_minutes)) for mark, each in numbered(found.kept.written.stops)]


def left_out(found: OpenedVariant, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """Stops of the commune's tour that are not on the page: key and name."""
    there = {row.site for row in rows}
    missing = dict.fromkeys(each.site for each in found.kept.tour.written.stops if each.site not in there)
    return tuple((key, found.places[key].name) for key in missing if key in found.places)


def other_places(found: OpenedVariant, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """What else the commune tells: key and name."""
    known = {row.site for row in rows} | {key for key, _ in left_out(found, rows)}
    return tuple((key, each.name) for key, each in found.places.items() if key not in known)


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


def read(sent: Sent, form: MultiDict[str, str], rows: Sequence[Row], found: OpenedVariant) -> VariantDraft:
    """The draft of a form; with faults in `sent` it is not to be kept."""
    before = found.kept.written
    if not 1 <= len(rows) <= STOPS_MAX:
        sent.faults["stops"] = gettext("A tour has 1 to %(most)s stops.", most=STOPS_MAX)
    names = {tag: sent.line(form, f"name.{tag}") for tag in found.languages}
    travel = sent.one_of(form, "travel", TRAVELS)
    return VariantDraft(
        travel="bicycle" if travel == "bicycle" else "walk",
        stops=tuple(_stop(sent, row) for row in rows),
        name=_with_others(names, before.name, found),
        intro=_with_others(texts_sent(sent, form, "intro", found.languages, TEXT_MAX), before.intro, found),
        meeting=_meeting(sent, form, found),
        number=before.number,
    )


def _meeting(sent: Sent, form: MultiDict[str, str], found: OpenedVariant) -> MeetingDraft | None:
    before = found.kept.written.meeting
    names = {tag: sent.line(form, f"meet_name.{tag}", LINE_MAX) for tag in found.languages}
    notes = texts_sent(sent, form, "meet_note", found.languages, NOTE_MAX)
    hour = form.get("hour", "").strip()
    pin = pin_sent(sent, form, before.pin if before else None)
    if not (pin or any(names.values()) or notes or hour or "pin" in sent.faults):
        return None
    if hour and not _HOUR.fullmatch(hour):
        sent.faults["hour"] = gettext("Write the hour like 07:30.")
    if not names[SOURCE]:
        sent.faults[f"meet_name.{SOURCE}"] = gettext("Say in Vietnamese where people meet.")
    if pin is None and "pin" not in sent.faults:
        sent.faults["pin"] = gettext("Say where that is: stand there, tap the chart, or type the position.")
    return MeetingDraft(
        name=_with_others(names, before.name if before else {}, found),
        pin=pin or Pin(lat=0, lon=0, accuracy_m=1),
        note=_with_others(notes, before.note if before else {}, found),
        hour=hour or None,
    )


def _with_others(texts: dict[str, str], before: dict[str, str], found: OpenedVariant) -> dict[str, str]:
    """What was typed; languages that the page does not show stay as they are."""
    others = {tag: text for tag, text in before.items() if tag not in found.languages}
    return others | {tag: text for tag, text in texts.items() if text}


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


def _stop(sent: Sent, row: Row) -> OwnStop:
    minutes = whole_number(row.minutes, MINUTES_MAX)
    if minutes is None:
        sent.faults[f"minutes-{row.mark}"] = gettext("Minutes from 0 to %(most)s.", most=MINUTES_MAX)
    return OwnStop(site=row.site, kind=_kind(row.kind), dwell_minutes=minutes or 0)


def _kind(key: str) -> StopKind:
    return next((kind for kind in KINDS if kind == key), "visit")
