"""Forms of a page as a browser would send them, with every text field filled in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict

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
    """A form; `action` is "" for the page's own address."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def written(self, text: str) -> MultiDict[str, str]:
        """What is sent when `text` stands in every field that takes words."""
        sent: MultiDict[str, str] = MultiDict()
        for each in self.fields:
            if each.name and each.is_sent:
                sent.add(each.name, text[: each.longest] if each.is_written else each.value)
        return sent


class Forms(HTMLParser):
    """All forms of a page; what lies in a template is no form yet."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Form] = []
        self._templates = 0
        self._form: Form | None = None
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
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.found.append(self._form)
        elif self._form is not None:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        longest = int(given["maxlength"]) if given.get("maxlength") else None
        name = given.get("name", "")
        if tag == "input":
            kind = given.get("type", "text")
            is_sent = kind not in ("checkbox", "radio", "file", "submit") or "checked" in given
            self._form.fields.append(Field(name, kind, given.get("value", ""), is_sent, longest))
        elif tag == "textarea":
            self._area = Field(name, "textarea", "", longest=longest)
            self._form.fields.append(self._area)
        elif tag == "select":
            self._select = Field(name, "select", "", is_sent=False)
            self._form.fields.append(self._select)
        elif tag == "option" and self._select is not None and (not self._select.is_sent or "selected" in given):
            self._select.value, self._select.is_sent = given.get("value", ""), True

    def handle_endtag(self, tag: str) -> None:
        """Ends what was begun."""
        if tag == "template":
            self._templates -= 1
        elif tag == "form" and not self._templates:
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        """What stands in a textarea; the first line break belongs to the tag."""
        if self._area is not None:
            self._area.value += data.removeprefix("\n") if not self._area.value else data
