"""What the form of a translation sends."""

from dataclasses import dataclass, field
from typing import Any

from flask import request
from flask_babel import gettext

from tourism.translating.queries import Translation
from tourism.translating.states import LENGTHS, is_too_long, tidied
from tourism.web.studio.digits import whole_number
from tourism.web.studio.faults import too_long


@dataclass(slots=True)
class Sent:
    """Texts by the keys of their parts, what was said of them, and a sentence beside each that cannot be kept."""

    told: dict[str, str] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def read_form(at: Translation) -> Sent:
    """The form of this request; a part that it does not have stays as it is."""
    form = request.form
    sent = Sent({each.key: tidied(each.key, form.get(each.key, each.target)) for each in at.parts})
    for key, text in sent.told.items():
        if is_too_long(key, text):
            sent.faults[key] = too_long(text, LENGTHS[key.partition("-")[0]])
    made_by = form.get("made_by", at.words.made_by)
    if made_by not in ("human", "machine"):
        sent.faults["made_by"] = gettext("Choose one of the list.")
    number = whole_number(form.get("source", ""), 999_999_999)
    sent.said = {
        "made_by": made_by,
        "reviewed": form.get("reviewed") == "yes",
        "in_step": form.get("in_step") == "yes",
        "minor": form.get("minor") == "1",
        # What the writer had before them; who sends nothing is taken to have seen today's.
        "source_number": at.source_number if number is None else number,
    }
    return sent
