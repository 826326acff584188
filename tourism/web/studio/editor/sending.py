"""What a form of the editor sends: cleaned texts, and a sentence beside each field that cannot be kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism.communes.draft import LINE_MAX, TEXT_MAX
from tourism.sites.cleaning import cleaned, cleaned_line
from tourism.web.studio.faults import too_long

ROWS_MAX = 60


@dataclass(slots=True)
class Sent:
    """Fields as the draft names them, faults by the names of the form, and where on the page one was."""

    fields: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    there: str = ""

    def line(self, form: MultiDict[str, str], name: str, limit: int = LINE_MAX) -> str:
        """Words of one line."""
        return self._within(name, cleaned_line(form.get(name, "")), limit)

    def text(self, form: MultiDict[str, str], name: str, limit: int = TEXT_MAX) -> str:
        """Words of several lines."""
        return self._within(name, cleaned(form.get(name, "")), limit)

    def one_of(self, form: MultiDict[str, str], name: str, allowed: Sequence[str]) -> str:
        """One of several keys; the first where nothing was sent."""
        given = form.get(name, allowed[0])
        if given not in allowed:
            self.faults[name] = gettext("Choose one of the list.")
        return given

    def _within(self, name: str, text: str, limit: int) -> str:
        if len(text) > limit:
            self.faults[name] = too_long(text, limit)
        return text


def rows_sent(form: MultiDict[str, str], stem: str) -> list[str]:
    """Marks of the rows of a form in their order on the page: of text-1, text-7 these are 1 and 7."""
    marks = (name.removeprefix(f"{stem}-") for name in form if name.startswith(f"{stem}-"))
    return [mark for mark in marks if mark.isascii() and mark.isalnum() and len(mark) <= 20][:ROWS_MAX]


def arranged(marks: list[str], do: str) -> list[str]:
    """The rows after a button: up-7, down-7 or remove-7; anything else leaves them as they are."""
    verb, _, mark = do.partition("-")
    if mark not in marks:
        return marks
    rest = [each for each in marks if each != mark]
    if verb == "remove":
        return rest
    step = {"up": -1, "down": 1}.get(verb, 0)
    at = min(max(marks.index(mark) + step, 0), len(rest))
    return [*rest[:at], mark, *rest[at:]]


def texts_sent(
    sent: Sent, form: MultiDict[str, str], name: str, languages: Sequence[str], limit: int = 1000
) -> dict[str, str]:
    """The same words in several languages, from fields like price.vi; empty ones are left out."""
    texts = ((tag, sent.text(form, f"{name}.{tag}", limit)) for tag in languages)
    return {tag: text for tag, text in texts if text}


def numbered(values: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Rows with their marks."""
    for number, value in enumerate(values, 1):
        yield str(number), value
