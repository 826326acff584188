"""A tour as a table: one row a stop, the same columns for programs and for people. Pure."""

from tourism import commas
from tourism.markup import allowed
from tourism.tours.roadbook import Roadbook, facts

Cell = str | int | float | bool | None
COLUMNS = (
    "stop", "name", "kind", "arrival_min", "departure_min", "way_min", "way_m", "way_approximate", "lat", "lon",
    "accuracy_m", "approximate", "about", "page", "sound", "sound_s", "site", "language", "credit", "licence",
)  # fmt: skip


def rows(tour: Roadbook) -> list[tuple[Cell, ...]]:
    """Rows under COLUMNS; minutes are counted from the start, what nobody knows is None."""
    shared = {"language": tour.language, "credit": tour.credit, "licence": tour.licence}
    return [tuple(_plain((facts(stop) | shared)[name]) for name in COLUMNS) for stop in tour.stops]


def csv(tour: Roadbook) -> bytes:
    """The table as comma-separated values, under the names of its columns."""
    return commas.written([COLUMNS, *rows(tour)])


def _plain(cell: Cell) -> Cell:
    """Without characters that spreadsheets cannot hold."""
    return allowed(cell) if isinstance(cell, str) else cell
