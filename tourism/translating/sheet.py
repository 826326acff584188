"""A parcel as a spreadsheet: one row a part, text in every cell, and back."""

from tourism.engines import spreadsheets, spreadsheets_written
from tourism.errors import Invalid
from tourism.translating.parcel import Parcel, Reading, Returned, read_stamp, stamp_of

_HEADER = ("versions", "place", "part", "state", "source", "target", "note")
_WIDTHS = (24, 24, 10, 12, 60, 60, 36)
VERSIONS, PLACE, PART, STATE, SOURCE, TARGET, NOTE = range(len(_HEADER))


def written(parcel: Parcel) -> bytes:
    """The XLSX file of a parcel; only the column of translations may be typed into."""
    rows = [
        (str(stamp_of(parcel, bundle)), bundle.name, unit.key, unit.state, unit.source, unit.target, note)
        for bundle in parcel.bundles
        for unit in bundle.units
        for note in ["\n".join((f"≤ {unit.longest}", *(f"{source} = {target}" for source, target in unit.terms)))]
    ]
    return spreadsheets_written.written(parcel.language, _HEADER, rows, widths=_WIDTHS, free=TARGET + 1)


def read(data: bytes) -> Reading:
    """What such a file says; raises Invalid for what is not one."""
    grid = spreadsheets.read(data)
    if not grid.rows or tuple(each.strip() for each in grid.rows[0][: len(_HEADER)]) != _HEADER:
        raise Invalid("exchange-not-our-sheet")
    if any(place[0] == 0 for place in grid.odd):
        raise Invalid("exchange-formulas")
    rows = tuple(
        Returned(
            str(at), row[VERSIONS], row[PART].strip(), row[SOURCE], row[TARGET], "no-text" if _is_odd(grid, at) else ""
        )
        for at, row in enumerate(grid.rows[1:], 2)
        if any(cell.strip() for cell in row)
    )
    stamps = (read_stamp(row.stamp) for row in rows)
    told = next((stamp for stamp in stamps if stamp), None)
    return Reading(told.source_language if told else "", told.language if told else "", rows)


def _is_odd(grid: spreadsheets.Grid, row: int) -> bool:
    return any((row, column + 1) in grid.odd for column in (VERSIONS, PART, SOURCE, TARGET))
