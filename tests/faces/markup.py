"""Pages as their elements, for the tests that read them."""

from collections.abc import Iterator
from html.parser import HTMLParser

Attributes = dict[str, str]
# Attributes whose value a browser fetches or a click opens.
ADDRESSES = ("href", "src", "srcset", "action", "poster", "content", "data-artwork", "data-cells", "data-opus")


class Elements(HTMLParser):
    """All start tags of a page in their order, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, Attributes]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps a tag; an attribute without a value is empty."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keeps words, of scripts and styles too."""
        self.text += data


def elements(page: str, tag: str, **wanted: str) -> list[Attributes]:
    """Attributes of all elements with this tag and these attributes (`rel="next"`)."""
    return [
        attributes
        for name, attributes in Elements(page).found
        if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
    ]


def addresses(page: str) -> Iterator[str]:
    """Everything in a page that looks like an address."""
    for _, attributes in Elements(page).found:
        for name in ADDRESSES:
            value = attributes.get(name, "")
            if "/" in value:
                yield value


def words_of(page: str) -> str:
    """A page's text with its spaces drawn together."""
    return " ".join(Elements(page).text.split())
