"""A program of its own that reads a spreadsheet behind closed doors; never imported by the others."""

import codecs
import io
import json
import re
import sys
import zipfile
from datetime import datetime
from typing import Any

from defusedxml.ElementTree import iterparse
from python_calamine import CalamineWorkbook

ENTRIES_MAX = 200
UNPACKED_BYTES = 20_000_000
ROWS_MAX, COLUMNS_MAX = 5_000, 40
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


# Once the doors are closed nothing can be loaded: zipfile asks for this one when it reads names.
codecs.lookup("cp437")


class Refused(Exception):
    """This file is not read; the reason is the message."""


def main(_arguments: list[str], _doors: object) -> None:
    """Reads a file from stdin; says {"rows": [[str]], "odd": [[row, column]]} or {"refused": reason} as JSON."""
    data = sys.stdin.buffer.read()
    try:
        told = read(data)
    except Refused as refusal:
        told = {"refused": str(refusal)}
    except Exception:  # noqa: BLE001 (a broken file may upset any of them in any way; this process reads no other)
        told = {"refused": "exchange-not-readable"}
    sys.stdout.write(json.dumps(told))


def read(data: bytes) -> dict[str, Any]:
    """The first sheet and its cells that are no text; raises Refused."""
    formulas = _looked_through(data)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    if sheet.total_height > ROWS_MAX or sheet.total_width > COLUMNS_MAX:
        raise Refused("exchange-too-big")
    rows = sheet.to_python(skip_empty_area=False)
    odd = {
        (at, column)
        for at, row in enumerate(rows, 1)
        for column, value in enumerate(row, 1)
        if not isinstance(value, str | int | float) or isinstance(value, bool)
    }
    return {"rows": [[_text(value) for value in row] for row in rows], "odd": sorted(odd | formulas)}


def _looked_through(data: bytes) -> set[tuple[int, int]]:
    """The cells with formulas; raises Refused for an archive that unpacks to more than we read, or far-away cells.

    One cell in the last corner of a sheet lets readers ask for memory for all the others.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > ENTRIES_MAX or sum(each.file_size for each in entries) > UNPACKED_BYTES:
            raise Refused("exchange-too-big")
        if archive.testzip() is not None:
            raise Refused("exchange-not-readable")
        formulas: set[tuple[int, int]] = set()
        for each in entries:
            if _SHEET.fullmatch(each.filename):
                formulas |= _formulas(archive.read(each))
    return formulas


def _formulas(sheet: bytes) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for _, element in iterparse(io.BytesIO(sheet), forbid_dtd=True, forbid_entities=True, forbid_external=True):
        kind = element.tag.rpartition("}")[2]
        if kind == "row" and int(element.get("r", "0")) > ROWS_MAX:
            raise Refused("exchange-too-big")
        if kind != "c":
            continue
        place = _CELL.fullmatch(element.get("r", ""))
        column = _column(place[1]) if place else 0
        row = int(place[2]) if place else 0
        if column > COLUMNS_MAX or row > ROWS_MAX:
            raise Refused("exchange-too-big")
        if any(child.tag.rpartition("}")[2] == "f" for child in element):
            found.add((row, column))
        element.clear()
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _text(value: object) -> str:
    """Numbers as they were typed: a year is 1945, not 1945.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, datetime) else str(value)
