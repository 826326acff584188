"""Folded text: what people type without marks finds what is written with them."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.sites.naming import SLUG_MAX, folded, slugged


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


@pytest.mark.parametrize(
    "name, slug",
    [
        ("Đình Vân La", "dinh-van-la"),
        ("Chợ mới Ông Già (cũ)", "cho-moi-ong-gia-cu"),
        ("  HTX: Hoa & cây cảnh!  ", "htx-hoa-cay-canh"),
        ("Phở 24/7", "pho-24-7"),
        ("云罗亭", ""),
        ("Đình 云罗", "dinh"),
        ("---", ""),
        ("", ""),
    ],
)
def test_a_name_becomes_an_address(name, slug):
    assert slugged(name) == slug


@given(st.text(max_size=300))
def test_every_address_is_one(name):
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slugged(name))
    assert len(slugged(name)) <= SLUG_MAX


def test_a_long_name_is_cut_between_words():
    assert slugged("làng " * 40) == "-".join(["lang"] * 16)
    assert slugged("a" * 200) == "a" * SLUG_MAX
