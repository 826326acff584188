"""The forms of a page as a browser would send them: what they hold, and where their buttons lead."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

Attributes = dict[str, str]


@dataclass
class Form:
    """One form: where it goes, and what it would send untouched; several values of one name stay several.

    `elsewhere` are the addresses to which its buttons send it instead.
    """

    action: str
    attributes: Attributes
    fields: list[tuple[str, str]] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def filled(self, **changes: Any) -> dict[str, Any]:
        """What is sent with these fields typed, ticked or chosen."""
        sent: dict[str, Any] = {}
        for name, value in self.fields:
            sent.setdefault(name, []).append(value)
        return {**sent, **changes}


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.area: Form | None = None
        self.select: tuple[Form, str] | None = None
        self.options: list[tuple[str, bool]] = []
        self.is_open = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps what a browser would send."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(told.get("action", ""), told))
            self.is_open = True
        elif tag == "option":
            self.options.append((told.get("value", ""), "selected" in told))
        elif (at := self._form_of(told)) is not None:
            self._keep(tag, at, told)

    def _keep(self, tag: str, at: Form, told: Attributes) -> None:
        name, value = told.get("name", ""), told.get("value", "")
        if told.get("formaction"):
            at.elsewhere.append(told["formaction"])
        if tag == "input" and name and _is_sent(told):
            at.fields.append((name, value or ("on" if "checked" in told else "")))
        elif tag == "textarea":
            self.area = at
            at.fields.append((name, ""))
        elif tag == "select":
            self.select, self.options = (at, name), []

    def handle_data(self, data: str) -> None:
        """The text of a textarea; the line break behind its tag is none of it."""
        if self.area is not None:
            name, value = self.area.fields[-1]
            self.area.fields[-1] = (name, value + (data if value else data.removeprefix("\n")))

    def handle_endtag(self, tag: str) -> None:
        """Ends what was begun; a select without a choice sends its first option."""
        if tag == "form":
            self.is_open = False
        elif tag == "textarea":
            self.area = None
        elif tag == "select" and self.select is not None:
            at, name = self.select
            chosen = [value for value, is_selected in self.options if is_selected] or [self.options[0][0]]
            at.fields.append((name, chosen[0]))
            self.select = None

    def _form_of(self, told: Attributes) -> Form | None:
        """The form that a field belongs to: the one it names, else the one around it."""
        if "form" in told:
            return next((each for each in self.forms if each.attributes.get("id") == told["form"]), None)
        return self.forms[-1] if self.is_open else None


def _is_sent(told: Attributes) -> bool:
    kind = told.get("type", "text")
    if kind in ("checkbox", "radio"):
        return "checked" in told
    return kind not in ("file", "submit", "button") and "disabled" not in told


def form(page: str, action: str, own: str = "") -> Form:
    """The first form that goes to an address; one without an action goes to the page's `own`."""
    forms = _Reader(page).forms
    found = [each for each in forms if action in (each.action or own, *each.elsewhere)]
    assert found, f"no form goes to {action}: {[each.action for each in forms]}"
    return found[0]
