"""Which language a visitor meets: negotiation, fallback, hostile headers."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourism import language

OURS = ("vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")


@pytest.mark.parametrize(
    "header, expected",
    [
        ("zh-CN", "zh-Hans"),
        ("zh-Hans-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("fr-CA", "fr"),
        ("sw,eo;q=0.8", "en"),
        (None, "vi"),
        ("", "vi"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
    ],
)
def test_the_cases_that_were_promised(header, expected):
    assert language.negotiate(header, OURS) == expected


@pytest.mark.parametrize(
    "header, expected",
    [
        ("zh", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-Hant-CN", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("yue", "zh-Hant"),
        ("cmn", "zh-Hans"),
        ("ZH-tw", "zh-Hant"),
        ("ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"),
        ("en-GB,vi;q=0.5", "en"),
    ],
)
def test_regions_scripts_and_case(header, expected):
    assert language.negotiate(header, OURS) == expected


@pytest.mark.parametrize(
    "header, expected",
    [
        ("en;q=0.1, fr;q=0.9", "fr"),
        ("en;q=0.9,fr", "fr"),
        ("en ; q=0.2 , ja ; q=0.3", "ja"),
        ("ja;q=0.5,ko;q=0.5", "ja"),
        ("ja;q=0, ko;q=0.001", "ko"),
        ("ja;q=1.000,ko;q=0.999", "ja"),
        ("ja;Q=0.1,ko;Q=0.9", "ko"),
        ("*", "vi"),
        ("sw,*;q=0.1", "vi"),
        ("*;q=0.1,fr;q=0.2", "fr"),
        ("vi;q=0,*", "en"),
        ("vi;q=0,en;q=0,*", "zh-Hans"),
        ("vi;q=0", "en"),
        ("sw;q=0", "vi"),
        ("ja;q=2,ko;q=0.1", "ko"),
        ("ja;q=-1,ko;q=0.1", "ko"),
        ("ja;q=nan,ko;q=0.1", "ko"),
        (",,;;,ko,,", "ko"),
    ],
)
def test_weights_are_heard(header, expected):
    assert language.negotiate(header, OURS) == expected


def test_traditional_chinese_is_not_served_with_simplified_words():
    assert language.negotiate("zh-TW", ("vi", "en", "zh-Hans")) == "en"
    assert language.negotiate("zh-TW,zh;q=0.9", ("vi", "en", "zh-Hans")) == "zh-Hans"


@pytest.mark.parametrize(
    "asked, told, expected",
    [
        ("fr", ("vi", "en", "fr"), "fr"),
        ("fr", ("vi", "en"), "en"),
        ("fr", ("vi",), "vi"),
        ("fr", ("ko", "ja"), "ja"),
        ("fr", (), None),
        ("vi", ("en", "vi"), "vi"),
        ("vi", ("en", "ko"), "en"),
    ],
)
def test_words_fall_back_to_english_then_to_vietnamese(asked, told, expected):
    assert language.best_told(asked, told) == expected


def test_the_chain_names_each_language_once():
    assert language.fallback_chain("fr") == ("fr", "en", "vi")
    assert language.fallback_chain("en") == ("en", "vi")
    assert language.fallback_chain("vi") == ("vi", "en")


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 80_000,
        "a-" * 40_000,
        "en;q=" + "0" * 80_000,
        ",".join(["en"] * 26_000),
        "," * 80_000,
        ";" * 80_000,
        " " * 80_000 + "x",
        "en;q=0." + "9" * 80_000 + "," * 10,
        "\x00" * 80_000,
        "*;q=0," * 13_000,
        "zh-" + "hant-" * 16_000,
        "é" * 40_000,
    ],
)
def test_a_header_of_eighty_kilobytes_is_answered_at_once(hostile):
    started = time.perf_counter()
    for tail in range(20):
        assert language.negotiate(f"{hostile}{tail}", OURS) in OURS
        assert language.negotiate(f"{tail},{hostile}", OURS) in OURS
    assert time.perf_counter() - started < 0.5


@settings(max_examples=300)
@given(st.text(st.sampled_from("aezhvifrkonq=01.;,-* \t*ÉⅠ٣\x00"), max_size=120) | st.text(max_size=60))
def test_no_header_breaks_the_negotiation(header):
    assert language.negotiate(header, OURS) in OURS


@given(st.text(max_size=40), st.lists(st.sampled_from(OURS), unique=True).map(tuple))
def test_a_match_is_always_one_of_ours(tag, available):
    assert language.match(tag, available) in (*available, None)


@pytest.mark.parametrize("tag", ["ar", "he-IL", "fa", "ur-PK"])
def test_right_to_left_languages_are_known(tag):
    assert language.direction(tag) == "rtl"


@pytest.mark.parametrize("tag", OURS)
def test_our_languages_run_from_left_to_right(tag):
    assert language.direction(tag) == "ltr"


def test_a_catalog_is_named_as_babel_names_it():
    assert language.catalog("zh-Hans") == "zh_Hans"
