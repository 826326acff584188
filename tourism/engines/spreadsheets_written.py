"""Spreadsheets as they are sent out: texts that stay texts, to be typed into or to be read."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Whatever other programs in this process call the namespace.
_MODIFIED = re.compile(rb"(<(?:\w+:)?modified[^>]*>)[^<]*")
_TOP, _BOLD = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
# Rows of a blank that are ready to be typed into.
BLANK_ROWS = 300
_UNDERLINED = Font(underline="single", color="22405F")


@dataclass(frozen=True, slots=True)
class Made:
    """What a file says of itself; its moment is told instead of the clock's, so that same rows are same bytes."""

    by: str
    title: str
    at: datetime


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


def table(
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str | float | None]],
    *,
    widths: Sequence[int],
    addresses: Collection[int],
    made: Made,
) -> bytes:
    """An XLSX file of one sheet to be read: numbers and truths typed, None an empty cell.

    Cells of the columns `addresses` (from 1) lead where they say.
    """
    book = Workbook()
    sheet = book.create_sheet(title, 0)
    del book["Sheet"]
    for at, row in enumerate((header, *rows), 1):
        for column, value in enumerate(row, 1):
            _show(sheet.cell(at, column), value, is_head=at == 1, is_address=at > 1 and column in addresses)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "C2"
    book.properties.creator, book.properties.title = made.by, made.title
    book.properties.created = made.at.astimezone(UTC).replace(tzinfo=None)
    out = BytesIO()
    book.save(out)
    return _settled(out.getvalue(), made.at)


def blank(
    title: str,
    header: Sequence[str],
    example: Sequence[str],
    *,
    widths: Sequence[int],
    choices: Mapping[int, Sequence[str]],
) -> bytes:
    """An XLSX file to be filled in: text in every cell, so that codes keep their zeros; `choices` by column, from 1."""
    book = Workbook()
    sheet = book.create_sheet(title, 0)
    del book["Sheet"]
    for at, row in enumerate((header, example), 1):
        for column, text in enumerate(row, 1):
            _show(sheet.cell(at, column), text, is_head=at == 1, is_address=False)
    for row in sheet.iter_rows(min_row=2, max_row=BLANK_ROWS + 1, max_col=len(header)):
        for cell in row:
            cell.number_format, cell.alignment = "@", _TOP
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for column, words in choices.items():
        letter = get_column_letter(column)
        offered = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False)
        offered.add(f"{letter}2:{letter}{BLANK_ROWS + 1}")
        sheet.add_data_validation(offered)
    sheet.freeze_panes = "B2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _show(cell: Cell, value: str | float | None, *, is_head: bool, is_address: bool) -> None:
    cell.alignment = _TOP
    if is_head:
        cell.font = _BOLD
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _ESCAPE.sub("_x005F_", value)
    cell.data_type = "s"
    if is_address and value:
        cell.hyperlink, cell.font = value, _UNDERLINED


def _settled(data: bytes, at: datetime) -> bytes:
    """The same file without the clock: openpyxl notes when it writes, and so does the archive."""
    moment = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    out = BytesIO()
    with ZipFile(BytesIO(data)) as found, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for name in found.namelist():
            body = found.read(name)
            if name == "docProps/core.xml":
                body = _MODIFIED.sub(rb"\g<1>" + moment, body)
            kept.writestr(ZipInfo(name), body, ZIP_DEFLATED)
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
