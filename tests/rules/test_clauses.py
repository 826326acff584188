"""Sentences cut for a voice that takes a hundred characters: nothing is lost, nothing that belongs together is cut."""

import unicodedata

import pytest
from gtts import gTTS
from hypothesis import given
from hypothesis import strategies as st

from tourism.engines.speech.clauses import LONGEST, ends_clause, pieces
from tourism.engines.speech.google_request import prepared
from tourism.engines.speech.legible import legible, speakable

TEXTS = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="aắ .,;:!?…()«»“”–-0123456789\n", max_size=700),
    st.text(alphabet="đình làng Vân La 云罗亭、，。ヴァンラーはศาลาវត្តเក", max_size=500),
    st.lists(st.sampled_from(["Hồ", "làng", "TP.", "12.500", "và,", "XIII", "(1945)", "những"]), max_size=90).map(
        " ".join
    ),
)
TOGETHER = [
    "TP. Hồ Chí Minh",
    "GS.TS. Nguyễn Văn Huy",
    "PGS.TS. Lê Thị Minh Lý",
    "12.500 hiện",
    "12 500",
    "ngày 2/9/1945",
    "2 tháng 9 năm 1945",
    "TK. XIII",
    "kỷ XVII",
    "1945 – 1975",
    "7:30",
    "Chử Đồng Tử",
    "J. P. Martin",
]
WORDS = ["đình", "làng", "nằm", "bên", "bờ", "sông", "có", "từ", "lâu", "đời", "người", "dân", "vẫn", "kể", "lại"]


@given(TEXTS, st.integers(20, 120))
def test_nothing_is_lost_but_space_at_the_cuts(text, longest):
    cut = pieces(text, longest)

    assert "".join(cut).replace(" ", "") == "".join(unicodedata.normalize("NFC", text).split())
    assert all(0 < len(each) <= longest and each == each.strip() for each in cut)


@given(TEXTS)
def test_words_stay_in_order_and_whole_where_they_fit(text):
    written = unicodedata.normalize("NFC", text).split()
    fitting = all(len(word) < LONGEST / 2 for word in written)

    if fitting and text.isascii():
        assert " ".join(pieces(text)).split() == written


@given(TEXTS)
def test_what_is_short_enough_is_not_cut(text):
    line = " ".join(unicodedata.normalize("NFC", text).split())

    if 0 < len(line) <= LONGEST:
        assert pieces(text) == (line,)


@given(TEXTS)
def test_each_piece_is_exactly_one_request_with_all_of_it(text):
    for piece in pieces(legible(text, han=True, letters=None)):
        if speakable(piece):
            assert gTTS(piece, lang="vi", lang_check=False, pre_processor_funcs=[])._tokenize(piece) == [piece]
            assert prepared(piece, "vi", "https://guide.test").body


@pytest.mark.parametrize("phrase", TOGETHER)
@given(before=st.integers(0, 40), after=st.integers(0, 40))
def test_what_belongs_together_is_never_cut(phrase, before, after):
    words = [*(WORDS * 3)[:before], phrase, *(WORDS * 3)[:after]]

    assert sum(phrase in piece for piece in pieces(" ".join(words))) == 1


VIETNAMESE = (
    "Đình Vân La được dựng vào thế kỷ XVII, thờ Chử Đồng Tử, công chúa Tiên Dung và Hồng Vân,",
    "ba vị đã dạy dân trồng dâu nuôi tằm ở bãi sông Hồng, rồi bay về trời trong một đêm.",
)
CHINESE = (
    "云罗亭位于红云乡，始建于十七世纪，供奉褚童子、仙容公主和红云公主，三位神灵教导当地百姓在红河滩上种桑养蚕，后来在一夜之间飞升上天，留下了许多美丽的传说，至今仍在民间广为流传，",
    "每年农历二月都会举行盛大的庙会以纪念他们。",
)
JAPANESE = "村人に桑を植え蚕を飼うことを教えたと伝えられ、"


@pytest.mark.parametrize(
    "text, cut",
    [
        (" ".join(VIETNAMESE), VIETNAMESE),
        ("".join(CHINESE), CHINESE),
        (JAPANESE * 5, (JAPANESE * 4, JAPANESE)),
        ("a" * 250, ("a" * 83, "a" * 83, "a" * 84)),
    ],
)
def test_cuts_are_where_a_reader_would_breathe(text, cut):
    assert pieces(text) == cut


def test_a_long_clause_is_cut_into_equal_shares_between_words():
    cut = pieces(" ".join(WORDS * 2))

    assert [len(each) for each in cut] == pytest.approx([len(" ".join(WORDS))] * 2, abs=6)


def test_marks_stay_with_their_letters():
    khmer = "ប្រាសាទ" * 40

    assert all(not unicodedata.category(piece[0]).startswith("M") for piece in pieces(khmer))
    assert all(piece[-1] not in "\u17d2เแ" for piece in [*pieces(khmer), *pieces("เมืองแก้ว" * 30)])


@pytest.mark.parametrize(
    "piece, breath", [("Vân La,", True), ("云罗亭，", True), ("(1945)", True), ("Vân La", False), ("TP.", False)]
)
def test_after_a_clause_there_is_a_breath(piece, breath):
    assert ends_clause(piece) is breath


def test_a_page_of_marks_takes_no_longer_than_a_page_of_words():
    for odd in ("!", ") ", "， ", " (", "– ", "."):
        assert "".join(pieces(odd * 6_000)).replace(" ", "") == (odd * 6_000).replace(" ", "")
