"""Square pictures for podcast apps: a commune's cover, a site's illustration."""

import base64
import math
import textwrap
from dataclasses import dataclass
from functools import lru_cache

from flask import Response, render_template

from tourism.communes import queries as communes
from tourism.communes.theme import PAPER
from tourism.engines import raster
from tourism.markup import allowed
from tourism.web.media import OPEN
from tourism.web.request import backends, reading
from tourism.web.visitor.routes import page
from tourism.web.visitor.sign import FONTS, illustration

# The least that directories take; each of 3000 pixels would cost ten times the time and memory.
SIDE = 1400
# Of about 150 kB each.
KEPT = 64
LINES = 3
# The name's room on the cover, and a letter's usual width, in units of the drawing and of the letter's size.
WIDTH, HEIGHT, LETTER = 1340.0, 280.0, 0.6
MIDDLE, LARGEST = 1180.0, 225.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the name, and where its letters stand."""

    text: str
    y: float


@page("/communes/<slug:slug>/cover.png")
def cover(slug: str) -> Response:
    """The commune's cover: its colours, its pattern, its Vietnamese name."""
    with reading() as session:
        brief = communes.brief(session, communes.commune_id(session, slug), "vi")
    pattern = backends().blobs.get(brief.pattern) if brief.pattern else b""
    lines, size = _lines(brief.name)
    drawing = render_template(
        "print/cover.svg",
        primary=brief.primary,
        secondary=brief.secondary,
        paper=PAPER,
        pattern=base64.b64encode(pattern).decode(),
        lines=lines,
        size=size,
    )
    return _picture(allowed(drawing))


@page("/covers/<name>.png")
def square(name: str) -> Response:
    """An illustration as a square."""
    return _picture(illustration(name))


def _picture(drawing: str) -> Response:
    # Players on other people's sites show it too.
    return Response(_pixels(drawing), content_type="image/png", headers=dict(OPEN))


@lru_cache(maxsize=KEPT)
def _pixels(drawing: str) -> bytes:
    """Apps ask for all pictures of a feed at once, and every new voice is a new edition of all pages."""
    return raster.square(drawing, side=SIDE, paper=PAPER, fonts=FONTS)


def _lines(name: str) -> tuple[list[Line], float]:
    """The name in the fewest lines that leave it large, and its letters' size."""
    broken = textwrap.wrap(name, max(13, math.ceil(len(name) / LINES) + 2), max_lines=LINES, placeholder=" …")
    longest = max((len(each) for each in broken), default=1)
    size = round(min(LARGEST, WIDTH / (LETTER * longest), HEIGHT / len(broken or "1")), 1)
    between = 1.12 * size
    # Letters stand on their line; a third of their size below the middle, they look centred with their marks.
    first = MIDDLE + size / 3 - (len(broken) - 1) * between / 2
    return [Line(text, round(first + place * between, 1)) for place, text in enumerate(broken)], size
