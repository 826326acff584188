"""Links between the documents for map programs."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import g

from tourism.web.answers import Body

ROOT = "/ogc"


@dataclass(frozen=True, slots=True)
class Link:
    """What leads elsewhere: relation, full address, media type, words for people."""

    rel: str
    href: str
    kind: str
    title: str = ""

    def told(self) -> Body:
        """As documents tell it."""
        body: Body = {"rel": self.rel, "href": self.href, "type": self.kind}
        if self.title:
            body |= {"title": self.title, "hreflang": g.links.language}
        return body

    def header(self) -> str:
        """As the Link header tells it (RFC 8288)."""
        return f'<{self.href}>; rel="{self.rel}"; type="{self.kind}"'


def address(path: str, **given: str) -> str:
    """The full address of a document, with parameters."""
    query = f"?{urlencode(given)}" if given else ""
    return str(g.links.absolute(f"{ROOT}{quote(path)}{query}"))


def onward(path: str) -> str:
    """Another document in the language of this one."""
    return address(path, lang=g.links.language)
