"""A tour or a place as other people's sites ask for it: oEmbed 1.0 in JSON and in XML. Pure."""

import json
from dataclasses import dataclass, replace
from html import escape

from tourism.markup import allowed, element

CACHE_SECONDS = 86_400
Document = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A picture of the page, in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What is embedded: `page` is where a plain link leads, `frame` what is framed, sizes in pixels."""

    title: str
    page: str
    frame: str
    author: str
    author_page: str
    provider: str
    provider_page: str
    width: int
    height: int
    thumbnail: Thumbnail | None = None


def fitted(piece: Piece, maxwidth: int | None = None, maxheight: int | None = None) -> Piece:
    """The piece within these pixels; a thumbnail that does not fit is left out."""
    width, height = maxwidth or piece.width, maxheight or piece.height
    small = piece.thumbnail
    fits = small is None or (small.width <= (maxwidth or small.width) and small.height <= (maxheight or small.height))
    return replace(
        piece,
        width=min(piece.width, width),
        height=min(piece.height, height),
        thumbnail=small if fits else None,
    )


def as_json(piece: Piece) -> bytes:
    """The answer as JSON, in UTF-8."""
    return json.dumps(_document(piece), ensure_ascii=False).encode()


def as_xml(piece: Piece) -> bytes:
    """The answer as XML, in UTF-8."""
    inside = [element(name, str(value)) for name, value in _document(piece).items()]
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{element("oembed", inside=inside)}\n'.encode()


def markup(piece: Piece) -> str:
    """The HTML that a site puts in: WordPress wants the quote first, bare, and shows it until the frame answers."""
    page, frame, title = (escape(allowed(each)) for each in (piece.page, piece.frame, piece.title))
    return (
        f'<blockquote><a href="{page}">{title}</a></blockquote>'
        f'<iframe src="{frame}" title="{title}" width="{piece.width}" height="{piece.height}" frameborder="0" '
        'loading="lazy"></iframe>'
    )


def _document(piece: Piece) -> Document:
    small = piece.thumbnail
    pictured: Document = {
        "thumbnail_url": small.address,
        "thumbnail_width": small.width,
        "thumbnail_height": small.height,
    } if small else {}  # fmt: skip
    return {
        "type": "rich",
        "version": "1.0",
        "title": allowed(piece.title),
        "author_name": allowed(piece.author),
        "author_url": piece.author_page,
        "provider_name": piece.provider,
        "provider_url": piece.provider_page,
        "cache_age": CACHE_SECONDS,
        **pictured,
        "html": markup(piece),
        "width": piece.width,
        "height": piece.height,
    }
