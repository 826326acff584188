"""Tables as text: whatever letters, separators and quotation marks a program wrote them with."""

import codecs
import csv
import io

from tourism.engines.places import plain
from tourism.engines.places.limits import CELL_MAX, COLUMNS_MAX, ROWS_MAX, Refused

DELIMITERS = ("\t", ";", ",")
# Excel's own first line; it says the separator and is no row.
_SEPARATOR_LINE = "sep="


def read(data: bytes) -> tuple[str, list[list[str]]]:
    """The encoding and all rows; raises Refused."""
    encoding, told = decoded(data)
    delimiter, body, before = _separated(told)
    csv.field_size_limit(CELL_MAX * 10)
    rows: list[list[str]] = [[] for _ in range(before)]
    try:
        for row in csv.reader(io.StringIO(body, newline=""), delimiter=delimiter):
            if len(row) > COLUMNS_MAX and any(cell.strip() for cell in row[COLUMNS_MAX:]):
                raise Refused("import-too-wide")
            rows.append([plain.text(cell) for cell in row[:COLUMNS_MAX]])
            if len(rows) > ROWS_MAX:
                raise Refused("import-too-many-rows")
    except csv.Error as error:
        raise Refused("import-broken-quotes") from error
    return encoding, rows


def decoded(data: bytes) -> tuple[str, str]:
    """The name of the encoding and the text as it stands in it; raises Refused for what is no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", _strictly(data, "utf-16")
    if b"\0" in data[:2000]:
        # Pictures, programs, and UTF-16 without its mark.
        raise Refused("import-not-text")
    try:
        return "utf-8", data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1258", _strictly(data, "cp1258")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("import-not-text") from error


def _separated(told: str) -> tuple[str, str, int]:
    """What separates cells, the text without Excel's line about it, and how many lines that was."""
    first, _, rest = told.lstrip("\r\n").partition("\n")
    if first.strip().lower().startswith(_SEPARATOR_LINE) and len(first.strip()) == len(_SEPARATOR_LINE) + 1:
        return first.strip()[-1], rest, 1
    counts = {each: _outside_quotes(first, each) for each in DELIMITERS}
    best = max(DELIMITERS, key=lambda each: counts[each])
    return (best if counts[best] else ","), told, 0


def _outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[::2])
