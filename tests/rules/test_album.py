"""A tour's sounds as an album: named in their order, played in it, with what is said and by whom."""

import unicodedata
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from tests.books import bound, chapters, hostile_chapters
from tests.hostile_texts import PAYLOADS
from tests.roadbooks import TOUR, a_roadbook, hostile_roadbook
from tourism.tours.album import AlbumWords, album

WORDS = AlbumWords(("© Hồng Vân", "Xin hỏi xã trước khi dùng."), ("Ai đọc:",))


def test_sounds_are_stored_as_they_are_and_named_in_their_order():
    written = bound(album(TOUR, chapters(), WORDS))
    with zipfile.ZipFile(BytesIO(written)) as found:
        assert found.testzip() is None
        assert [each.filename for each in found.infolist() if each.compress_type == zipfile.ZIP_STORED] == [
            "01-diem-1.mp3",
            "03-diem-3.mp3",
            "05-diem-5.mp3",
        ]
    assert written == bound(album(TOUR, chapters(), WORDS))


def test_a_playlist_plays_what_is_there_in_the_tour_s_order():
    texts = album_of(chapters())

    assert texts["mot-ngay-hong-van.m3u8"].splitlines() == [
        "#EXTM3U",
        "#PLAYLIST:Một ngày Hồng Vân",
        "#EXTINF:4,1. Đình Vân La",
        "01-diem-1.mp3",
        "#EXTINF:4,3. Nhà bia Nguyên Ý",
        "03-diem-3.mp3",
        "#EXTINF:4,5. Lăng đá Quận Vân",
        "05-diem-5.mp3",
    ]


def test_each_sound_has_its_words_as_text_and_with_times():
    texts = album_of(chapters())

    assert texts["01-diem-1.txt"] == (
        "Đình Vân La\n\nHãy nhìn mái đình.\n\nHãy nhìn mái đình. Hãy nhìn mái đình.\n\nHãy nhìn mái đình.\n"
    )
    assert texts["01-diem-1.vtt"].startswith("WEBVTT\n\ns0\n00:00:00.000 --> 00:00:00.900\nHãy nhìn mái đình.\n")
    assert "02-diem-2.txt" not in texts


def test_it_says_what_is_allowed_and_who_speaks():
    named = [replace(each, label="bản dịch máy") for each in chapters()]
    texts = album_of(named)

    assert texts["LICENCE.txt"] == "© Hồng Vân\nXin hỏi xã trước khi dùng.\n"
    assert "03-diem-3.mp3\nNhà bia Nguyên Ý\nGiọng máy\nbản dịch máy\n" in texts["credits.txt"]
    assert "Chợ Mới" not in texts["credits.txt"]


def test_where_nothing_is_heard_there_is_no_album():
    assert album(TOUR, [replace(each, heard=None) for each in chapters()], WORDS) == []


def test_a_long_tour_s_files_still_sort_as_they_are_visited():
    tour = a_roadbook(120)
    sounds = [each.path for each in album(tour, chapters(tour), WORDS) if each.path.endswith(".mp3")]

    assert sounds[0] == "001-diem-1.mp3"
    assert sounds == sorted(sounds)


@pytest.mark.parametrize("told", [*PAYLOADS[::9], "x\r\nhttps://evil.example/x.mp3", "\n#EXTM3U", "a\n\n00:00 --> 9"])
def test_hostile_words_are_no_line_of_their_own(told):
    """A line of a playlist is a file to play, an empty line in captions ends a sentence."""
    tour = hostile_roadbook(told)
    texts = texts_of(bound(album(tour, hostile_chapters(told), WORDS)))
    played = [line for line in texts["mot-ngay-hong-van.m3u8"].splitlines() if not line.startswith("#")]

    assert played == [f"0{number}-diem-{number}.mp3" for number in range(1, 6)]
    assert [line.count("-->") for line in texts["01-diem-1.vtt"].splitlines() if "-->" in line] == [1] * 4
    assert "<" not in texts["01-diem-1.vtt"]


def test_decomposed_letters_come_out_composed():
    apart = unicodedata.normalize("NFD", "Mái đình cong")
    texts = texts_of(bound(album(hostile_roadbook(apart), hostile_chapters(apart), WORDS)))

    assert all(unicodedata.is_normalized("NFC", each) for each in texts.values())
    assert "Mái đình cong" in texts["01-diem-1.vtt"]


def album_of(told) -> dict[str, str]:
    """The texts of the album of the tour."""
    return texts_of(bound(album(TOUR, told, WORDS)))


def texts_of(data: bytes) -> dict[str, str]:
    """All files but the sounds, as UTF-8."""
    with zipfile.ZipFile(BytesIO(data)) as found:
        return {path: found.read(path).decode() for path in found.namelist() if not path.endswith(".mp3")}
