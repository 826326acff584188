"""A tour as a book: every sentence where its voice is, nothing missing, hostile words as words."""

import unicodedata
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from tests.books import XHTML, bound, chapters, hostile_chapters, opened, told
from tests.hostile_texts import PAYLOADS
from tests.programs import checked_epub
from tests.roadbooks import TOUR, a_roadbook, hostile_roadbook
from tourism.markup import allowed
from tourism.tours.epub import BookWords, epub
from tourism.tours.roadbook import Roadbook

WORDS = BookWords("Mục lục", ("Đi thôi.",), ("© Hồng Vân", "Xin hỏi xã."), "Trên mạng:", "Lời Quê")


def test_a_book_holds_together_and_is_the_same_each_time():
    written = a_book()
    book = opened(written)

    assert written == a_book()
    assert list(book.documents)[1:] == [
        "EPUB/start.xhtml",
        *(f"EPUB/stop-{number:02d}.xhtml" for number in range(1, 6)),
    ]
    links = [each.get("href") for each in book.documents["EPUB/nav.xhtml"].iter(f"{XHTML}a")]
    assert [f"EPUB/{each}" for each in links] == list(book.documents)[1:]


def test_a_book_says_whose_it_is_when_it_changed_and_who_speaks():
    book = opened(a_book())

    assert told(book, "dc:title") == ["Một ngày Hồng Vân"]
    assert told(book, "dc:language") == ["vi"]
    assert told(book, "dc:rights") == ["© Hồng Vân\nXin hỏi xã."]
    assert told(book, "dc:source") == [TOUR.page]
    assert told(book, "dcterms:modified") == ["2026-11-21T03:00:05Z"]
    assert told(book, "media:narrator") == ["Giọng máy"]
    assert told(book, "media:active-class") == ["read-aloud"]
    assert b".read-aloud {" in book.files["EPUB/style.css"]


def test_the_text_follows_the_voice_sentence_by_sentence():
    book = opened(a_book())

    assert set(book.clips) == {f"EPUB/stop-{number:02d}.xhtml" for number in (1, 3, 5)}
    assert [(each.start, each.end, each.sound) for each in book.clips["EPUB/stop-03.xhtml"]] == [
        (number, number + 0.9, "stop-03.mp3") for number in range(4)
    ]
    assert {each.text for found in book.clips.values() for each in found} == {"Hãy nhìn mái đình."}
    assert book.durations == {f"#stop-{number:02d}-voice": 3.6 for number in (1, 3, 5)} | {"": 10.8}


def test_a_silent_stop_is_read_only_and_a_book_of_silent_stops_has_no_word_of_voices():
    silent = [replace(each, heard=None) for each in chapters()]
    book = opened(bound(epub(TOUR, silent, WORDS)))

    assert (book.clips, book.durations) == ({}, {})
    assert told(book, "media:active-class") == []
    assert not [path for path in book.files if path.endswith((".mp3", ".smil"))]
    assert len(book.documents) == 7


def test_a_sentence_beyond_the_sound_s_end_is_read_but_not_heard():
    first, *others = chapters()
    assert first.heard is not None
    short = replace(first, heard=replace(first.heard, duration_ms=2_500))
    book = opened(bound(epub(TOUR, [short, *others], WORDS)))

    assert [(each.start, each.end) for each in book.clips["EPUB/stop-01.xhtml"]] == [(0, 0.9), (1, 1.9), (2, 2.5)]


def test_times_that_overlap_are_put_one_after_the_other():
    first, *others = chapters()
    part = first.parts[0]
    late = replace(part.heading[0], end_ms=1_500)
    book = opened(bound(epub(TOUR, [replace(first, parts=(replace(part, heading=(late,)),)), *others], WORDS)))

    assert [each.start for each in book.clips["EPUB/stop-01.xhtml"]] == [0, 1.5, 2, 3]


def test_a_document_says_in_which_language_it_is_told():
    first, *others = chapters()
    book = opened(bound(epub(TOUR, [replace(first, language="en"), *others], WORDS)))
    xml = "{http://www.w3.org/XML/1998/namespace}lang"

    assert told(book, "dc:language") == ["vi", "en"]
    assert book.documents["EPUB/stop-01.xhtml"].get(xml) == book.documents["EPUB/stop-01.xhtml"].get("lang") == "en"
    assert book.documents["EPUB/stop-02.xhtml"].get(xml) == "vi"


@pytest.mark.parametrize("told_", [*PAYLOADS[::9], "\x00\x01\ufffe\ud800", "]]>", " ", "o\u0302\u0301" * 50])
def test_hostile_words_are_words(told_):
    book = opened(a_book(hostile_roadbook(told_), hostile_chapters(told_)))
    plain = opened(a_book())

    assert {each.tag for each in iterated(book)} <= {each.tag for each in iterated(plain)}
    assert {key for each in iterated(book) for key in each.attrib} <= {
        key for each in iterated(plain) for key in each.attrib
    }
    assert {each.text for found in book.clips.values() for each in found} == {allowed(told_)}


def test_decomposed_letters_come_out_composed():
    apart = unicodedata.normalize("NFD", "Đình Vân La, mái đình cong")
    book = opened(a_book(hostile_roadbook(apart), hostile_chapters(apart)))

    assert unicodedata.normalize("NFC", apart).encode() in book.files["EPUB/stop-01.xhtml"]
    assert apart.encode() not in book.files["EPUB/stop-01.xhtml"]


def test_the_checker_of_books_finds_nothing_to_say(tmp_path):
    tours = {
        "five": a_book(),
        "twenty": a_book(a_roadbook(20)),
        "silent": bound(epub(TOUR, [replace(each, heard=None) for each in chapters()], WORDS)),
        "hostile": a_book(hostile_roadbook(PAYLOADS[0]), hostile_chapters(PAYLOADS[0])),
    }
    for name, written in tours.items():
        (tmp_path / f"{name}.epub").write_bytes(written)

        assert checked_epub(tmp_path / f"{name}.epub") == [], name


def a_book(tour: Roadbook = TOUR, told_=None) -> bytes:
    """The book of a tour."""
    return bound(epub(tour, told_ or chapters(tour), WORDS))


def iterated(book) -> list[ET.Element]:
    """All elements of all documents of a book."""
    return [each for document in book.documents.values() for each in document.iter()]
