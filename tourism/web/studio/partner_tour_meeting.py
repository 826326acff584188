"""Where people meet for a partner's own tour, as fields of a form."""

import re

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism.communes.draft import LINE_MAX
from tourism.language import SOURCE
from tourism.sites.draft import Pin
from tourism.tours.draft import MeetingDraft
from tourism.web.studio.editor.pinning import pin_sent, pin_text
from tourism.web.studio.editor.sending import Sent, texts_sent
from tourism.web.studio.partner_tour_opened import OpenedVariant

NOTE_MAX = 1000
_HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def meeting_shown(meeting: MeetingDraft) -> dict[str, str]:
    """The fields as they are kept."""
    shown = {"pin": pin_text(meeting.pin), "hour": meeting.hour or ""}
    shown |= {f"meet_name.{tag}": text for tag, text in meeting.name.items()}
    return shown | {f"meet_note.{tag}": text for tag, text in meeting.note.items()}


def meeting_sent(sent: Sent, form: MultiDict[str, str], found: OpenedVariant) -> MeetingDraft | None:
    """Where people meet, of a form; None where nothing of it was typed. With faults it is not to be kept."""
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
        name=with_others(names, before.name if before else {}, found),
        pin=pin or Pin(lat=0, lon=0, accuracy_m=1),
        note=with_others(notes, before.note if before else {}, found),
        hour=hour or None,
    )


def with_others(texts: dict[str, str], before: dict[str, str], found: OpenedVariant) -> dict[str, str]:
    """What was typed; languages that the page does not show stay as they are."""
    others = {tag: text for tag, text in before.items() if tag not in found.languages}
    return others | {tag: text for tag, text in texts.items() if text}
