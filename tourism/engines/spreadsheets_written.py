"""Spreadsheets as they are sent out: text in every cell, one column to type into."""

import re
from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


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
