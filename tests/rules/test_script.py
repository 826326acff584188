"""What the voice reads: parts, paragraphs and sentences of a text, and its digest."""

import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.narration.lexicon import lexicon_of
from tourism.narration.script import Script, Step, _paragraphs, compose, pauses, seconds_estimate
from tourism.narration.sentences import LONGEST, split_sentences

# A bar stands where a sentence is to end.
SPLITS = [
    ("vi", "Đình ở TP. Hà Nội.|Chợ ở làng."),
    ("vi", "GS.TS. Nguyễn Văn A nói.|PGS. Lan nghe.|Th.S. Bình ghi."),
    ("vi", "Vào TK. XIII có đình.|Thế kỷ V.|Sau đó là chợ."),
    ("vi", "Nhà ở Q. 1, P. 3.|Hết."),
    ("vi", "Ngày 12.3.2021 mở.|Cao 12.5 m.|Có 54.000 người."),
    ("vi", "Hoa, cây, v.v. và cá.|Hết rồi."),
    ("vi", "“Đẹp quá!”|Ông nói.|“Ai đó?” anh hỏi.|(Không ai cả.)|Hết…|Thật"),
    ("vi", "Đường dài 5 km.|Tới năm 1945.|Rồi thôi."),
    ("vi", "Ông M. Durand tới.|Xem tr. 5."),
    ("vi", "Đình ở TP. Hồ Chí Minh, P. Bến Nghé, Q. 1.|Chợ ở H. Thường Tín."),
    ("vi", "GS.TS. Nguyễn A, PGS.TS.KTS. Lê B và BS.CKII. Vũ C nói.|NNƯT. Hoàng D nghe.|TT. Thích Minh Hiền cười."),
    ("vi", "Hoa, cây, v.v.|Sau đó là cá.|Còn nữa…|Hết?!|Thật à?..|Ừ."),
    ("vi", "“Đẹp quá!” – ông nói.|– Ai đó? – anh hỏi.|– Tôi đây!|(Im lặng…)|Rồi thôi."),
    ("vi", "a. Nhìn.|1. Trồng cây.|2. Tưới nước.|IV. Kết.|Thờ ba vị: 1. Cao Sơn; 2. Quý Minh; 3. Tản Viên.|Hết."),
    ("vi", "Xem https://didulich.net/a.b?c=1.|Gọi 0912.345.678.|Vào 7.30 sáng.|Cao 12,5.|Rộng 3."),
    ("vi", "Nhắc một cái tên: Nguyễn Ý.|Ở tận Huế có Đ. Hùng.|Rồi."),
    ("vi", "Năm 1945.|Năm 1946. |Tầng 3.|Có đình từ chương II.|Hết… rồi lại có."),
    ("en", "Dr. Smith met J.P. Martin at St. Mary, e.g. in May.|No.|See No. 5."),
    ("en", "It is old (very.)|Is it?|“Yes!” she said.|“No.”|Mt. Ba Vi rises."),
    ("en", "On 12. 3. 2021 it opened.|It is 1.5 km away etc.|Go."),
    ("en", "He lives in TP. Hà Nội.|Mr. Lan too."),
    ("en", "Open to 5 p.m.|The U.S. Army left… or so they say.|Ven. Thích Minh Hiền came, vol. 2.|“Why?!”|Oh."),
    ("fr", "M. Dupont vit à St. Malo.|« Ah\u00a0! »|Il part.|Voir p. 12."),
    ("fr", "Fondé en 111 av. J.-C.|Le temple est ouvert ; entrez.|Mgr Puginier, MM. Lan et Bình, etc.|Fin."),
    ("ko", "안녕하세요. |운라정입니다! |정말요? |3.5km입니다."),
    ("zh-Hans", "他说：“你好。”|然后走了。|真的吗？！|是的!|（见下。）|好"),
    ("zh-Hant", "他說：「你好。」|真的嗎？|高3.5米。"),
    ("ja", "「行こう。」と言った。|本当？|はい。"),
    ("ja", "……そうだ。|『何？！』|（静か。）|3.5kmある。"),
    ("ru", "Он жил в г. Ханой.|Потом уехал!|Да."),
    ("ru", "Построен в 1945 г.|Потом пришёл А. С. Пушкин и т.д.|Конец."),
    ("th", "สวัสดีครับ นี่คือศาลา"),
    ("km", "សួស្តី។ |នេះជាផ្ទះ។ |ចប់៕"),
    ("ar", "ما هذا؟ |هذا بيت."),
]
LANGUAGES = st.sampled_from(["vi", "en", "fr", "zh-Hans", "ja", "ko", "ru", "th", "km", "lo"])
PIECES = [*" .!?…。！？”»)」TPQabĐ1\n«“(,，;:–។ក\u0e31云한", "v.v.", "TP.", "1. ", "12,5", "😀", " - "]
PROSE = st.lists(
    st.one_of(st.sampled_from(PIECES), st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=300
).map("".join)


@pytest.mark.parametrize("language, text", SPLITS)
def test_sentences_end_where_a_reader_stops(language: str, text: str) -> None:
    expected = [sentence.strip() for sentence in text.split("|")]
    joint = "" if language in ("zh-Hans", "zh-Hant", "ja") else " "

    assert list(split_sentences(language, joint.join(expected))) == expected


@given(LANGUAGES, PROSE)
def test_splitting_loses_nothing_but_white_space(language: str, text: str) -> None:
    joined = "".join(split_sentences(language, text))

    assert solid(joined) == solid(unicodedata.normalize("NFC", visible(text)))


@given(LANGUAGES, PROSE)
def test_no_sentence_is_empty_or_too_long_to_follow(language: str, text: str) -> None:
    assert all(0 < len(sentence) <= LONGEST for sentence in split_sentences(language, text))


def test_a_cut_parts_neither_a_number_nor_a_letter_from_its_marks() -> None:
    long = "một " * 90 + "nặng 12,5 ki-lô-gam " + "hai " * 40
    marked = "g\u0303" * 500

    assert any("12,5" in sentence for sentence in split_sentences("vi", long))
    assert all(not each.startswith("\u0303") for each in split_sentences("vi", marked))


def test_a_script_without_full_stops_is_cut_where_a_space_is() -> None:
    assert [len(each) for each in split_sentences("th", "สวัสดี " * 60)] == [153, 153, 111]


@pytest.mark.parametrize("text", ["a" * 5000, "một hai, " * 600, "." * 6000, "“" * 6000, "1. " * 2000, "。" * 6000])
@pytest.mark.parametrize("language", ["vi", "zh-Hans"])
def test_a_text_without_an_end_is_cut_quickly(language: str, text: str) -> None:
    start = time.perf_counter()
    sentences = split_sentences(language, text)

    assert solid("".join(sentences)) == solid(text)
    assert time.perf_counter() - start < 2


def test_a_place_is_read_from_its_name_to_the_first_heading() -> None:
    script = compose("vi", "Đình Vân La", "Câu *một*. Câu hai.\n\n1945. Năm ấy\nđói.\n\n## Đọc thêm\nKhông nghe.")

    assert shown(script) == ["Đình Vân La", "Câu một.", "Câu hai.", "1945.", "Năm ấy đói."]
    assert [(s.index, s.part, s.paragraph) for s in script.sentences] == [
        (0, 0, 0),
        (1, 0, 1),
        (2, 0, 1),
        (3, 0, 2),
        (4, 0, 2),
    ]


def test_the_steps_of_a_process_are_parts_with_headings() -> None:
    script = compose("vi", "Vườn dừa", "Mở đầu.", [Step("Trồng", "Đào hố. Tưới."), Step("Hái", "Trèo.")])

    assert shown(script) == ["Vườn dừa", "Mở đầu.", "Trồng", "Đào hố.", "Tưới.", "Hái", "Trèo."]
    assert [[s.shown for s in part.heading] for part in script.parts] == [["Vườn dừa"], ["Trồng"], ["Hái"]]
    assert list(pauses(script)) == [0.7, 1.1, 0.7, 0.35, 1.1, 0.7, 1.1]


def test_what_is_shown_is_what_was_written_and_what_is_spoken_is_words() -> None:
    sentence = compose("vi", "", "Từ TK. XIII, cao 12,5 m.").sentences[0]

    assert sentence.shown == "Từ TK. XIII, cao 12,5 m."
    assert sentence.spoken == "Từ thế kỷ mười ba, cao mười hai phẩy năm mét."


def test_other_languages_are_spoken_as_written() -> None:
    assert compose("en", "", "It is 12.5 m high.").sentences[0].spoken == "It is 12.5 m high."


@pytest.mark.parametrize("body", ["", "   \n\n ", "😀", "***", "...", "\0", "\u200b"])
def test_nothing_to_say_makes_an_empty_script(body: str) -> None:
    assert compose("vi", "", body).sentences == ()


def test_invisible_letters_and_decomposed_marks_are_gone() -> None:
    assert shown(compose("vi", unicodedata.normalize("NFD", "Đì\u200bnh Vân La"), "")) == ["Đình Vân La"]


def test_markup_of_angle_brackets_stays_text() -> None:
    assert shown(compose("en", "", "<script>alert(1)</script> & more.")) == ["<script>alert(1)</script> & more."]


def test_one_digest_follows_what_is_spoken_and_another_what_is_shown() -> None:
    part = compose("vi", "Đình", "Có 2 nhà.").parts[0]
    in_words = compose("vi", "Đình ", "Có *hai* nhà.").parts[0]
    respelt = compose("vi", "Đình", "Có 2 nhà.", lexicon=lexicon_of({"nhà": "căn"})).parts[0]

    assert part.spoken_digest == in_words.spoken_digest
    assert part.spoken_digest != respelt.spoken_digest
    assert part.spoken_digest != compose("vi", "Đình", "Có 3 nhà.").parts[0].spoken_digest
    assert part.spoken_digest != compose("vi", "Đình Có 2 nhà.", "").parts[0].spoken_digest
    assert part.shown_digest == respelt.shown_digest
    assert part.shown_digest != in_words.shown_digest


def test_the_script_s_digest_follows_what_a_reader_sees() -> None:
    script = compose("vi", "Đình", "Có 2 nhà.")

    assert script.digest == compose("vi", "Đình ", "Có *2* nhà.", lexicon=lexicon_of({"nhà": "căn"})).digest
    assert script.digest != compose("vi", "Đình", "Có 3 nhà.").digest
    assert script.digest != replace(script, language="en").digest
    assert len(script.digest) == 64


def test_a_lexicon_changes_what_is_spoken_and_never_what_is_shown() -> None:
    lexicon = lexicon_of({"Vân La": "Vun La", "edict": "ee dikt"})
    script = compose("en", "Vân La", "See *Vân La*.", [Step("Vân La", "An EDICT.")], lexicon)

    assert [each.spoken for each in script.sentences] == ["Vun La", "See Vun La.", "Vun La", "An ee dikt."]
    assert shown(script) == ["Vân La", "See Vân La.", "Vân La", "An EDICT."]


def test_a_lexicon_comes_before_numbers_and_abbreviations() -> None:
    lexicon = lexicon_of({"TK. XIII": "đời Trần"})
    script = compose("vi", "", "Từ TK. XIII, *cao* 5 m. Ở WiFi…\n\nHết.", lexicon=lexicon)

    assert [each.spoken for each in script.sentences] == ["Từ đời Trần, cao năm mét.", "Ở oai phai…", "Hết."]


def test_words_that_the_voice_cannot_say_are_shown_beside_those_it_can() -> None:
    script = compose("vi", "Đình", "漢字。 Mở đầu. 漢字! Kết.\n\n雲羅\n\n***\n\nHết.", [Step("Một", "雲羅。\n\nHai.")])

    assert shown(script) == ["Đình", "漢字。 Mở đầu. 漢字!", "Kết. 雲羅", "Hết.", "Một", "雲羅。 Hai."]
    assert [each.spoken for each in script.sentences] == ["Đình", "Mở đầu.", "Kết.", "Hết.", "Một", "Hai."]


def test_words_that_nobody_can_say_are_shown_all_the_same() -> None:
    assert shown(compose("vi", "Đình", "雲羅\n\n漢字。")) == ["Đình", "雲羅", "漢字。"]


@given(LANGUAGES, PROSE)
def test_no_word_of_a_paragraph_is_lost(language: str, text: str) -> None:
    paragraph = text.replace("\n", " ")
    heard = "".join(each.shown for each in compose(language, "", paragraph).sentences)
    written = "".join(split_sentences(language, "".join(_paragraphs(paragraph))))

    assert letters(heard) == letters(written)


@pytest.mark.parametrize(
    "language, text, seconds",
    [
        ("vi", "một " * 215, 60),
        ("vi", "Năm 1945", 60 * 8 / 215),
        ("en", "word " * 140, 60),
        ("fr", "mot " * 150, 60),
        ("ru", "слово " * 115, 60),
        ("zh-Hans", "字" * 220, 60),
        ("zh-Hant", "字，" * 220, 60),
        ("ja", "かな" * 150, 60),
        ("ko", "한국 " * 145, 60),
        ("vi", "5 km", 60 * 4 / 215),
        ("vi", "", 0),
    ],
)
def test_the_length_follows_the_pace_of_a_calm_reader(language: str, text: str, seconds: float) -> None:
    assert seconds_estimate(language, text) == pytest.approx(seconds)


def test_a_script_counts_its_pauses() -> None:
    script = compose("vi", "Đình", "Một. Hai.")

    assert script.seconds == pytest.approx(3 * 60 / 215 + 0.7 + 0.35)


@given(LANGUAGES, PROSE, PROSE)
def test_any_text_makes_a_script_with_places_in_order(language: str, title: str, body: str) -> None:
    script = compose(language, title, body, [Step(body, title)])

    assert [sentence.index for sentence in script.sentences] == list(range(len(script.sentences)))
    assert len(list(pauses(script))) == len(script.sentences)
    assert all(sentence.spoken.strip() for sentence in script.sentences)


def shown(script: Script) -> list[str]:
    return [sentence.shown for sentence in script.sentences]


def visible(text: str) -> str:
    gone = {*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xAD}
    return "".join(character for character in text if ord(character) not in gone)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def solid(text: str) -> str:
    return "".join(text.split())
