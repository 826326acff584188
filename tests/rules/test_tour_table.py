"""A tour as a table: typed cells, no formulas, read back by three other readers."""

import csv as python_csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.hostile_texts import SCRIPTS
from tests.roadbooks import TOUR, a_roadbook, hostile_roadbook
from tourism.commas import FORMULA
from tourism.markup import allowed
from tourism.tours.sheet import title, xlsx
from tourism.tours.table import COLUMNS, csv, rows

FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://evil.example","x")',
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
)


def test_the_same_tour_is_the_same_bytes():
    assert csv(TOUR) == csv(a_roadbook())
    assert xlsx(TOUR, {}) == xlsx(a_roadbook(), {})


def test_a_spreadsheet_does_not_tell_the_hour_at_which_it_was_written():
    with zipfile.ZipFile(io.BytesIO(xlsx(TOUR, {}))) as found:
        assert {each.date_time for each in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert found.read("docProps/core.xml").decode().count("2026-11-21T03:00:05Z") == 2


def test_a_row_tells_a_stop():
    header, first, second, *_ = read(csv(TOUR))

    assert header == list(COLUMNS)
    one, other = (dict(zip(header, row, strict=True)) for row in (first, second))
    assert (one["stop"], one["name"], one["kind"]) == ("1", "Đình Vân La", "visit")
    assert (one["lat"], one["lon"], one["accuracy_m"], one["approximate"]) == ("20.8801", "105.9102", "15.0", "false")
    assert (one["way_m"], one["way_min"], one["licence"], other["sound"]) == ("", "", "", "")
    assert (one["credit"], one["page"]) == ("© Hồng Vân", f"{TOUR.page}/1")
    assert int(other["arrival_min"]) == int(one["departure_min"]) + int(other["way_min"])


def test_cells_of_a_spreadsheet_have_the_types_of_what_they_tell():
    book = openpyxl.load_workbook(io.BytesIO(xlsx(TOUR, {"name": "Tên", "stop": "Điểm"})))
    header, first, second, third, *_ = book.active.iter_rows()
    told = {column: cell for column, cell in zip(COLUMNS, third, strict=True)}

    assert [cell.value for cell in header][:2] == ["Điểm", "Tên"]
    assert book.sheetnames == ["Một ngày Hồng Vân"]
    assert (told["stop"].value, told["lat"].value, told["approximate"].value) == (3, 20.8862, True)
    assert [told[name].data_type for name in ("stop", "way_m", "lat", "approximate", "name")] == [
        "n",
        "n",
        "n",
        "b",
        "s",
    ]
    assert told["page"].hyperlink.target == f"{TOUR.page}/3"
    assert (first[COLUMNS.index("way_m")].value, second[COLUMNS.index("sound")].value) == (None, None)
    assert (book.properties.creator, book.properties.title) == ("© Hồng Vân", "Một ngày Hồng Vân")


def test_another_reader_sees_the_same_rows():
    grid = CalamineWorkbook.from_filelike(io.BytesIO(xlsx(TOUR, {}))).get_sheet_by_index(0).to_python()

    assert grid[0] == list(COLUMNS)
    assert [[cell if cell != "" else None for cell in row] for row in grid[1:]] == [list(row) for row in rows(TOUR)]


@pytest.mark.parametrize("words", [*SCRIPTS, *FORMULAS, "_x0041_", "a\x00\x01\x0b\ufffe", "Ò" * 40_000])
def test_hostile_words_are_words_in_every_reader(words):
    tour = hostile_roadbook(words)
    told = allowed(words)
    name = COLUMNS.index("name")

    shown = read(csv(tour))[1][name]
    assert shown.removeprefix("'") == told.removeprefix("'")
    assert not shown.startswith(FORMULA)
    data = xlsx(tour, {"name": words})
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert not [cell for row in book.active.iter_rows() for cell in row if cell.data_type == "f"]
    grid = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert broken(grid[0][name]) == broken(grid[1][name]) == broken(told[:32_767])


@given(st.text(max_size=60))
@settings(max_examples=40)
def test_any_name_is_a_sheet_s_name(words):
    book = openpyxl.load_workbook(io.BytesIO(xlsx(replace(TOUR, name=words), {})))

    assert book.sheetnames == [title(words)]
    assert 1 <= len(title(words)) <= 31


def read(data: bytes) -> list[list[str]]:
    """The file as Python's own reader sees it."""
    return list(python_csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def broken(words: str) -> str:
    """With one kind of line break: XML has no other."""
    return words.replace("\r\n", "\n").replace("\r", "\n")
