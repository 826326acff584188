"""What the form of a translation sends."""

from dataclasses import dataclass, field
from typing import Any

from flask import Response, request
from flask_babel import gettext

from tourism.translating.queries import Translation
from tourism.translating.states import LENGTHS, is_too_long, tidied
from tourism.web.errors import problem


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
            limit = LENGTHS[key.partition("-")[0]]
            excess = len(text) - limit
            sent.faults[key] = gettext(
                "Too long by %(excess)s characters (at most %(limit)s).", excess=excess, limit=limit
            )
    made_by = form.get("made_by", at.words.made_by)
    if made_by not in ("human", "machine"):
        sent.faults["made_by"] = gettext("Choose one of the list.")
    number = form.get("source", "")
    sent.said = {
        "made_by": made_by,
        "reviewed": form.get("reviewed") == "yes",
        "in_step": form.get("in_step") == "yes",
        "minor": form.get("minor") == "1",
        # What the writer had before them; who sends nothing is taken to have seen today's.
        "source_number": int(number)
        if number.isascii() and number.isdigit() and len(number) < 10
        else at.source_number,
    }
    return sent


def faulty(faults: dict[str, str]) -> Response:
    """What a script is told of fields that cannot be kept."""
    return problem(422, gettext("Something in the form cannot be saved yet."), "bad-field", {"faults": faults})
