"""Folded text: what people type without marks finds what is written with them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.sites.naming import folded


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Đình Vân La", "dinh van la"),
        ("ĐÌNH  VÂN\tLA ", "dinh van la"),
        ("Chợ mới Ông Già", "cho moi ong gia"),
        ("Nguyễn Trãi, thế kỷ XV", "nguyen trai, the ky xv"),
        ("ươn ướt ừ ữ ự", "uon uot u u u"),
        ("Straße", "strasse"),
        ("한옥", "한옥"),
        ("红河", "红河"),
        ("", ""),
        ("100 %", "100 %"),
    ],
)
def test_marks_and_case_are_folded(text, expected):
    assert folded(text) == expected


@given(st.text(max_size=60))
def test_composed_and_decomposed_text_fold_alike(text):
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(st.sampled_from("ăâđêôơưáàảãạĂÂĐÊÔƠƯẾỀỂỄỆabcxyz "), max_size=40))
def test_vietnamese_folds_to_plain_letters(text):
    assert all(character.isascii() for character in folded(text))
    assert folded(text) == folded(text.upper())
