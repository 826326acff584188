"""How single words are said: the longest first, whole words only, the commune's before the house's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.engines.speech.legible import legible
from tourism.narration.lexicon import NONE, Lexicon, fault_of, held, lexicon_of, released, replaced
from tourism.narration.lexicon_defaults import DEFAULTS
from tourism.narration.script import spoken_form

NAMES = lexicon_of(
    {"Vân": "Vun", "Vân La": "Vun La", "Hồng Vân": "Hong Vun", "IT": "I T", "5": "five", "D’Arc": "Dark"}
)
SAID = [
    ("en", "Vân and Vân La", "Vun and Vun La"),
    ("en", "in Vân-La, (Vân) Vân's “Vân”", "in Vun-La, (Vun) Vun's “Vun”"),
    ("en", "Vânx xVân Vân5", "Vânx xVân Vân5"),
    ("en", "HỒNG VÂN, hồng vân", "Hong Vun, Hong Vun"),
    ("en", "IT, it, It", "I T, it, It"),
    ("en", "5, 15, 1.5, 5,000, 5.", "five, 15, 1.5, 5,000, five."),
    ("en", "Vân\u0323 Vân", "Vân\u0323 Vun"),
    ("fr", "Hồng\u00a0Vân\u202f!", "Hong Vun\u202f!"),
    ("zh-Hans", "在Hồng Vân村", "在Hong Vun村"),
    ("ja", "ヴァンのVân Laです", "ヴァンのVun Laです"),
    ("ko", "Hồng Vân에서", "Hong Vun에서"),
    ("th", "ที่Vân Laครับ", "ที่Vun Laครับ"),
]


@pytest.mark.parametrize("language, written, said", SAID)
def test_whole_words_are_said_otherwise(language: str, written: str, said: str) -> None:
    assert replaced(written, NAMES, language) == said


@pytest.mark.parametrize(
    "language, written, spoken, text, said",
    [
        ("zh-Hans", "云罗", "云 罗", "在云罗村", "在云 罗村"),
        ("ja", "雲羅", "うんら", "雲羅村の雲羅", "うんら村のうんら"),
        ("ko", "운라", "운 나", "운라에서", "운 나에서"),
        ("ru", "Ван Ла", "Ван-Ла", "в Ван Ла.", "в Ван-Ла."),
        ("ru", "Ван", "Вун", "Иван и Ван", "Иван и Вун"),
    ],
)
def test_scripts_without_spaces_have_no_borders(language, written, spoken, text, said) -> None:
    assert replaced(text, lexicon_of({written: spoken}), language) == said


def test_exact_capitals_come_before_others() -> None:
    lexicon = lexicon_of({"Hoa": "flower", "hoa": "hwa", "HOA": "H O A"})

    assert replaced("Hoa hoa HOA hOa", lexicon, "en").split()[:4] == ["flower", "hwa", "H", "O"]


def test_a_commune_s_words_come_before_the_house_s() -> None:
    assert replaced("Huế, Tết", NONE, "en") == "Hooay, Tet"
    assert replaced("Huế, HUẾ, Tết", lexicon_of({"Huế": "Way"}), "en") == "Way, Way, Tet"
    assert replaced("Huế", lexicon_of({"Huế": "Huế"}), "en") == "Huế"


def test_the_house_knows_words_of_a_language_and_its_variants_only() -> None:
    assert replaced("WiFi", NONE, "vi-VN") == "oai phai"
    assert replaced("WiFi, Huế", NONE, "de") == "WiFi, Huế"


def test_what_is_said_is_final() -> None:
    lexicon = lexicon_of({"TP. Mới": "TP. Mới", "QL1A": "QL một A", "a": "TP"})

    assert spoken_form("vi", "Ở TP. Mới, TP. Cũ, QL1A 5 km.", lexicon) == (
        "Ở TP. Mới, thành phố Cũ, QL một A năm ki-lô-mét."
    )
    assert spoken_form("vi", "a-5 a 5", lexicon) == "TP năm TP năm"
    assert spoken_form("vi", "UNESCO (UNESCO) UNESCO-2", NONE) == "u nét xcô, u nét xcô, u nét xcô hai"


def test_the_lexicon_comes_first_and_the_voice_takes_marks_away_afterwards() -> None:
    lexicon = lexicon_of({"Văn Miếu": "Van Mew"})

    spoken = spoken_form("en", "Văn Miếu and Đỗ Bá Phẩm.", lexicon)

    assert spoken == "Van Mew and Đỗ Bá Phẩm."
    assert legible(spoken, han=False, letters="") == "Van Mew and Do Ba Pham."
    assert legible("Nôm: 𡨸喃 (𡨸)", han=False, letters="") == "Nom:"


def test_the_same_words_in_any_order_are_the_same_lexicon() -> None:
    one, other = lexicon_of({"a": "b", " c\u0301 d": "e"}), lexicon_of({"ć  d": " e ", "a": "b"})

    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(
    "written, spoken, fault",
    [
        ("Văn Miếu", "Van Mew", None),
        ("12", "twelve", None),
        ("OCOP", "OCOP", None),
        ("云", "yún", None),
        ("三", "三", None),
        ("", "a", "the word is empty"),
        ("...", "a", "the word is empty"),
        ("a", "", "what is said is empty"),
        ("a", "5", "numbers out"),
        ("a", "a ²", "numbers out"),
        ("a" * 101, "a", "longer than 100"),
        ("a", "a" * 101, "longer than 100"),
        ("a\u0007", "a", "cannot be said"),
        ("a", "a\ue000", "cannot be said"),
        ("a", "a\ua74f", "cannot be said"),
        ("a\u200b", "a", "cannot be said"),
    ],
)
def test_entries_that_cannot_be_said_are_refused_in_words(written: str, spoken: str, fault: str | None) -> None:
    told = fault_of(written, spoken)

    assert told is None if fault is None else fault in (told or "")


def test_the_house_s_own_words_are_good() -> None:
    entries = [(written, spoken) for words in DEFAULTS.values() for written, spoken in words.items()]

    assert [entry for entry in entries if fault_of(*entry)] == []
    assert [said for said in DEFAULTS["vi"].values() if spoken_form("vi", said) != said] == []


WORDS = st.dictionaries(
    st.text("aăâđ ABĐ-'.云5", min_size=1, max_size=6), st.text("xyz", min_size=1, max_size=4), max_size=8
).map(lambda words: lexicon_of({word: said for word, said in words.items() if fault_of(word.strip(), said) is None}))


@given(st.text("aăâđ ABĐ-'.,云5\ua74f", max_size=60), WORDS, st.sampled_from(["vi", "en", "zh-Hans"]))
def test_holding_and_releasing_loses_nothing_around_the_words(text: str, lexicon: Lexicon, language: str) -> None:
    line, said = held(text, lexicon, language)

    assert line.count("\ua74f") == len(said)
    assert released(line, said) == replaced(text, lexicon, language)
    assert not said or lexicon.entries


@given(st.text(max_size=80), WORDS)
def test_no_digit_is_left_with_any_lexicon(text: str, lexicon: Lexicon) -> None:
    assert not any(character.isdigit() for character in spoken_form("vi", text, lexicon))
