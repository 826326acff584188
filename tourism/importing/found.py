"""What a file said, before anybody has judged it: rows of texts by the file's own names for them. Pure."""

from dataclasses import dataclass
from typing import Literal

Form = Literal["table", "gpx", "geojson", "osm"]
# So many places are looked at and begun in one go.
PLACES_MAX = 300


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a file: `where` is its row or its number, from 1; `cells` are texts by what the file calls them.

    `odd` are the names of cells that are formulas, dates or truths; a cell under no name lies beyond the header.
    `how` says what the position is where it is not the thing's own: the centre of its points, a point on its line.
    """

    where: int
    cells: dict[str, str]
    odd: tuple[str, ...] = ()
    how: Literal["", "centre", "on-the-line"] = ""


@dataclass(frozen=True, slots=True)
class Told:
    """All that a file said; `unnamed` counts what of a map has no name and is left out.

    `encoding` is how a table's letters were read, "" for those that leave no choice.
    """

    form: Form
    encoding: str
    headers: tuple[str, ...]
    found: tuple[Found, ...]
    unnamed: int = 0


def texts(told: Told) -> str:
    """All of a file's words, to look at its letters."""
    return "\n".join((*told.headers, *(cell for each in told.found for cell in each.cells.values())))
