"""Spreadsheets: written with text in every cell, read behind closed doors."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter

from tourism.engines import behind_doors
from tourism.errors import Invalid

CHILD = behind_doors.command(Path(__file__).with_name("spreadsheets_child.py"), room_mib=256, cpu_seconds=10)
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
DEADLINE_SECONDS = 20.0
ANSWER_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """The first sheet of a file, as text; `odd` are (row, column), from 1, of formulas, dates and truths."""

    rows: tuple[tuple[str, ...], ...]
    odd: frozenset[tuple[int, int]]


def written(
    title: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int], free: int
) -> bytes:
    """An XLSX file of one sheet whose header stays in view; only the column `free` (from 1) may be typed into."""
    book = Workbook()
    sheet = book.create_sheet(title, 0)
    del book["Sheet"]
    for at, row in enumerate((header, *rows), 1):
        for column, text in enumerate(row, 1):
            _say(sheet.cell(at, column), text, is_head=at == 1, is_free=column == free)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.sort = sheet.protection.autoFilter = False
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _say(cell: Cell, text: str, *, is_head: bool, is_free: bool) -> None:
    """Text, whatever it looks like: openpyxl would make a formula of "=1+1", programs a number of "0012"."""
    # Readers take _x0041_ for an A, so what looks like that is said in that way itself.
    cell.value = _ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=is_head)
    cell.protection = Protection(locked=is_head or not is_free)


def read(data: bytes) -> Grid:
    """The first sheet of a file that somebody sent; raises Invalid where it cannot be read."""
    try:
        ended = behind_doors.run(CHILD, data, deadline_seconds=DEADLINE_SECONDS, most_bytes=ANSWER_BYTES)
    except (behind_doors.TooSlow, behind_doors.TooMuch) as error:
        raise Invalid("exchange-too-big") from error
    if ended.returncode != 0 or not ended.out.startswith(behind_doors.READY):
        # Whatever upset the reader, it ended alone.
        raise Invalid("exchange-not-readable")
    told = json.loads(bytes(ended.out[len(behind_doors.READY) :]))
    if "refused" in told:
        raise Invalid(told["refused"])
    return Grid(tuple(tuple(row) for row in told["rows"]), frozenset((row, column) for row, column in told["odd"]))
