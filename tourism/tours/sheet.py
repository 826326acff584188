"""A tour's table as a spreadsheet, under headings in the reader's language."""

import re
from collections.abc import Mapping

from tourism.engines import spreadsheets_written
from tourism.markup import allowed
from tourism.tours.roadbook import Roadbook
from tourism.tours.table import COLUMNS, rows

WIDTHS = {"name": 28, "about": 60, "page": 44, "sound": 44, "credit": 20, "kind": 10}
USUAL_WIDTH = 12
ADDRESSES = frozenset({"page", "sound", "licence"})
# What programs do not take as a sheet's name.
_NOT_A_TITLE = re.compile(r"[\[\]:*?/\\'\t\n\r]")
TITLE_MAX = 31


def xlsx(tour: Roadbook, headings: Mapping[str, str]) -> bytes:
    """The file; `headings` are words for the columns, those without keep their names."""
    return spreadsheets_written.table(
        title(tour.name),
        [allowed(headings.get(name, name)) for name in COLUMNS],
        rows(tour),
        widths=[WIDTHS.get(name, USUAL_WIDTH) for name in COLUMNS],
        addresses={at for at, name in enumerate(COLUMNS, 1) if name in ADDRESSES},
        made=spreadsheets_written.Made(allowed(tour.credit), allowed(tour.name), tour.changed),
    )


def title(name: str) -> str:
    """A name as a sheet may have it; the tour's number stands in where nothing is left."""
    return _NOT_A_TITLE.sub(" ", allowed(name)).strip()[:TITLE_MAX].strip() or "1"
