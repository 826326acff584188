"""What layout.html needs of every page: title, alternates, theme, share card."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import g
from flask_babel import gettext

from tourism import language
from tourism.communes.queries import CommuneBrief
from tourism.communes.theme import style
from tourism.web.endonyms import endonym
from tourism.web.links import Links


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language."""

    tag: str
    endonym: str
    path: str


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one page's policy lets through besides what every page's does: sources of styles and of data."""

    styles: tuple[str, ...] = ()
    connects: tuple[str, ...] = ()


NOTHING_MORE = Allowance()


# Pixels of a share card; all cards have them, a photo's own too.
CARD = (1200, 630)


@dataclass(frozen=True, slots=True)
class Card:
    """The picture of a page that is shared: an absolute address, 1200 by 630 pixels; `alt` says what it shows."""

    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page's frame; `canonical` is an absolute address, `linked` what the page tells machines (JSON-LD)."""

    language: str
    direction: str
    path: str
    canonical: str
    alternates: tuple[Alternate, ...]
    title: str | None = None
    description: str = ""
    commune: CommuneBrief | None = None
    theme_style: str = ""
    picture: Card | None = None
    robots: str | None = None
    linked: Mapping[str, Any] | None = None
    allows: Allowance = NOTHING_MORE


def page_for(links: Links, languages: tuple[str, ...]) -> Page:
    """The frame of a page that has nothing of its own yet."""
    alternates = tuple(Alternate(tag, endonym(tag), links.in_language(tag)) for tag in languages)
    return Page(
        language=links.language,
        direction=language.direction(links.language),
        path=links.path,
        canonical=links.absolute(links.path),
        alternates=alternates,
        description=gettext("Stories of the countryside, told where they happened."),
    )


def frame(
    *,
    title: str,
    description: str | None = None,
    commune: CommuneBrief | None = None,
    path: str | None = None,
    canonical: str | None = None,
    elsewhere: Mapping[str, str] | None = None,
    picture: str | None = None,
    alt: str | None = None,
    robots: str | None = None,
) -> Page:
    """Completes this request's page.

    `path` is its own path where the request's is not, `canonical` that of the page which search engines
    shall keep, `elsewhere` its paths by language where those differ in more than the language, `picture`
    the path of its card, `alt` what that shows.
    """
    links: Links = g.links if path is None else replace(g.links, path=path)
    page = page_for(links, g.page_languages)
    g.links = links
    paths = elsewhere or {}
    g.page = replace(
        page,
        canonical=links.absolute(canonical or links.path),
        alternates=tuple(replace(each, path=paths.get(each.tag, each.path)) for each in page.alternates),
        title=title,
        description=description or page.description,
        commune=commune,
        theme_style=style(commune.primary, commune.secondary) if commune else "",
        picture=Card(links.absolute(picture), alt or title) if picture else None,
        robots=robots,
    )
    return g.page


def tell(document: Mapping[str, Any]) -> None:
    """What this request's page tells machines, as JSON-LD."""
    g.page = replace(g.page, linked=document)
