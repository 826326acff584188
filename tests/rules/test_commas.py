"""Comma-separated values: numbers stay numbers, texts stay texts whatever they begin with."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.commas import FORMULA, harmless, written


def test_numbers_stay_numbers_and_what_nobody_knows_is_empty():
    rows = read(written([["a", "b", "c", "d"], [-1.5, 0, None, True]]))

    assert rows == [["a", "b", "c", "d"], ["-1.5", "0", "", "true"]]


def test_a_file_begins_with_the_mark_that_excel_wants_and_ends_its_lines_as_the_standard_does():
    assert written([["Đình"], [False]]) == "\ufeffĐình\r\nfalse\r\n".encode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_begins_like_a_formula(start):
    assert harmless(f"{start}1") == f"'{start}1"
    assert read(written([[f"{start}1"]])) == [[f"'{start}1"]]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=1, max_size=4))
def test_any_texts_come_back_and_none_is_a_formula(texts):
    (row,) = read(written([["x", *texts]]))

    assert [cell.removeprefix("'") for cell in row[1:]] == [text.removeprefix("'") for text in texts]
    assert not any(cell.startswith(FORMULA) for cell in row)


def read(data: bytes) -> list[list[str]]:
    """The file as Python's own reader sees it."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
