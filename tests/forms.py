"""The forms of a page as a browser would send them: as they stand, with fields changed, or with a text everywhere."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from werkzeug.datastructures import MultiDict

Attributes = dict[str, str]

# What is chosen, measured or counted and not written.
NOT_WRITTEN = frozenset({
    "hidden", "checkbox", "radio", "number", "date", "datetime-local", "file", "submit", "button", "password", "url",
})  # fmt: skip
# Texts with a form of their own, which refuses everything else.
MEASURED = ("pin", "hours", "order", "q")


@dataclass(slots=True)
class Field:
    """One control; `value` as it stands, `kind` an input's type, `textarea` or `select`."""

    name: str
    kind: str
    value: str
    is_sent: bool = True
    longest: int | None = None

    @property
    def is_written(self) -> bool:
        """Whether people write into it what they like."""
        return self.kind not in (*NOT_WRITTEN, "select") and not self.name.startswith(MEASURED)


@dataclass(slots=True)
class Form:
    """A form; `action` is "" for the page's own address, `elsewhere` is where its buttons send it instead."""

    attributes: Attributes
    fields: list[Field] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    @property
    def action(self) -> str:
        """Where it goes."""
        return self.attributes.get("action", "")

    @property
    def method(self) -> str:
        """How: get or post."""
        return self.attributes.get("method", "get").lower()

    def filled(self, **changes: Any) -> dict[str, Any]:
        """What is sent with these fields typed, ticked or chosen; several values of one name stay several."""
        sent: dict[str, Any] = {}
        for each in self._sent():
            sent.setdefault(each.name, []).append(each.value)
        return {**sent, **changes}

    def written(self, text: str) -> MultiDict[str, str]:
        """What is sent when `text` stands in every field that takes words."""
        return MultiDict((each.name, text[: each.longest] if each.is_written else each.value) for each in self._sent())

    def _sent(self) -> list[Field]:
        return [each for each in self.fields if each.name and each.is_sent]


class Forms(HTMLParser):
    """All forms of a page; what lies in a template is no form yet."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Form] = []
        self._templates = 0
        self._is_open = False
        self._select: Field | None = None
        self._area: Field | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes forms and their controls."""
        given = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._templates += 1
        if self._templates:
            return
        if tag == "form":
            self.found.append(Form(given))
            self._is_open = True
        elif tag == "option" and self._select is not None and (not self._select.is_sent or "selected" in given):
            # Without a choice, the first one is sent.
            self._select.value, self._select.is_sent = given.get("value", ""), True
        elif (form := self._form_of(given)) is not None:
            self._control(form, tag, given)

    def _form_of(self, given: Attributes) -> Form | None:
        """The form that a control belongs to: the one it names, else the one around it."""
        if "form" in given:
            return next((each for each in self.found if each.attributes.get("id") == given["form"]), None)
        return self.found[-1] if self._is_open else None

    def _control(self, form: Form, tag: str, given: Attributes) -> None:
        longest = int(given["maxlength"]) if given.get("maxlength") else None
        name, is_sent = given.get("name", ""), "disabled" not in given
        if given.get("formaction"):
            form.elsewhere.append(given["formaction"])
        if tag == "input":
            kind, value = given.get("type", "text"), given.get("value", "")
            is_sent = is_sent and (kind not in ("checkbox", "radio", "file", "submit", "button") or "checked" in given)
            form.fields.append(Field(name, kind, value or ("on" if "checked" in given else ""), is_sent, longest))
        elif tag == "textarea":
            self._area = Field(name, "textarea", "", is_sent, longest)
            form.fields.append(self._area)
        elif tag == "select":
            self._select = Field(name, "select", "", is_sent=False)
            form.fields.append(self._select)

    def handle_endtag(self, tag: str) -> None:
        """Ends what was begun."""
        if tag == "template":
            self._templates -= 1
        elif tag == "form" and not self._templates:
            self._is_open = False
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        """What stands in a textarea; the first line break belongs to the tag."""
        if self._area is not None:
            self._area.value += data.removeprefix("\n") if not self._area.value else data


def form(page: str, action: str, own: str = "") -> Form:
    """The first form that goes to an address; one without an action goes to the page's `own`."""
    forms = Forms(page).found
    found = [each for each in forms if action in (each.action or own, *each.elsewhere)]
    assert found, f"no form goes to {action}: {[each.action for each in forms]}"
    return found[0]
