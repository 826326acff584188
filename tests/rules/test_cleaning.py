"""Text as it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tourism.sites.cleaning import cleaned, cleaned_line


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("", ""),
        ("  Đình làng  ", "Đình làng"),
        ("Đi\u0300nh", "Đình"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("một\u00a0hai\tba", "một hai ba"),
        ("ẩn\u200b\u00ad\ufeffmất", "ẩnmất"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("nul\x00l\x1b[31m", "null[31m"),
        ("câu   \nsau  ", "câu\nsau"),
        ("một\n\n\nhai", "một\n\n\nhai"),
        ("một\n\n\n\n\nhai", "một\n\nhai"),
        ("« tombe »", "« tombe »".replace("\u00a0", " ")),
        ("ក\u200dខ", "ក\u200dខ"),
    ],
)
def test_cleaned(typed, kept):
    assert cleaned(typed) == kept


def test_a_line_has_single_blanks_only():
    assert cleaned_line(" Đình \n\n Vân\u00a0\u00a0La ") == "Đình Vân La"


@given(some.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text):
    assert cleaned(cleaned(text)) == cleaned(text)


@given(some.text(some.sampled_from("aÀ \n\r\t\u00a0\u0300\u200b\u202e\x00."), max_size=60))
def test_what_cannot_be_seen_is_gone(text):
    assert not set(cleaned(text)) & set("\r\t\u00a0\u200b\u202e\x00")
