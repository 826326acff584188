"""A draft is read aloud for the desk alone, by voices of this machine, once for the same words."""

from dataclasses import replace

import pytest

from tests.builders import words
from tourism.editorial import rehearsals, rehearsing
from tourism.narration import queries as narrations
from tourism.sites import actions as sites
from tourism.sites import drafts
from tourism.sites import queries as told
from tourism.sites.draft import Section, WordsInProgress
from tourism.worker import work


def test_a_draft_is_heard_and_visitors_hear_what_they_heard_before(room):
    room.saves(story="Lời nháp chưa ai nghe. Câu hai.")
    assert room.hearing().state == "none"

    assert room.asks()
    assert room.hearing().state == "waiting"
    room.works()
    heard = room.hearing()

    assert (heard.state, len(heard.spans)) == ("ready", 3)
    assert all(start < end <= heard.duration_ms for start, end in heard.spans)
    assert len(room.backends.blobs.get(heard.sound)) == heard.size
    assert "Lời nháp" not in room.page().parts[0].paragraphs[0][0].text
    assert room.page().sound.name != heard.sound


def test_what_visitors_hear_already_is_not_made_again(room, voice):
    room.saves(hook="Chỉ đổi câu mời")
    spoken = len(voice.heard)

    assert room.hearing().state == "published"
    assert not room.asks()
    room.works()

    assert len(voice.heard) == spoken


def test_asking_twice_is_asking_once(room):
    room.saves(story="Lời nháp.")

    assert [room.asks(), room.asks()] == [True, False]
    room.works()
    assert not room.asks()


def test_newer_words_are_not_taken_for_what_was_read(room):
    room.saves(story="Lời nháp.")
    room.asks()
    room.works()
    before = room.hearing()
    room.saves(story="Lời nháp khác.")
    assert room.hearing().state == "none"

    room.asks()
    room.works()

    assert room.hearing().sound != before.sound
    for name in (before.sound, before.transcript):
        assert not room.backends.blobs.root.joinpath(name[:2], name).exists()


def test_the_sound_that_visitors_hear_is_never_thrown_away(room):
    published = room.page().sound
    for story in ("Một.", "Hai.", words().story):
        room.saves(story=story)
        room.asks()
        room.works()

    assert room.backends.blobs.get(published.name)
    assert room.backends.blobs.get(published.transcript)
    assert room.hearing().state == "published"


def test_a_language_without_a_voice_here_says_so(room):
    room.saves("ko", name="번라", story="지붕을 보세요.")
    room.asks("ko")
    room.works()

    assert (room.hearing("ko").state, room.hearing("ko").reason) == ("silent", "language-unsupported")


def test_no_draft_is_given_to_a_voice_outside(room, voice):
    outside = replace(voice, online=True, heard=[])
    room.backends = replace(room.backends, voices=(outside,))
    room.saves(story="Bí mật của làng.")
    room.asks()
    room.works()

    assert outside.heard == []
    assert room.hearing().reason == "language-unsupported"


def test_a_voice_that_fails_says_so_and_may_be_asked_again(room, voice):
    room.saves(story="Lời nháp.")
    voice.broken = True
    room.asks()
    room.works()
    assert (room.hearing().state, room.hearing().reason) == ("silent", "voice-unavailable")

    voice.broken = False
    assert room.asks()
    room.works()
    assert room.hearing().state == "ready"


@pytest.mark.parametrize("words_", [WordsInProgress(), WordsInProgress(name="", story="***")])
def test_words_that_say_nothing_are_no_trouble(words_, room):
    with room.backends.sessions.writing() as session:
        sites.save(session, room.row, "vi", words_, by="test", now=room.backends.clock())
    room.asks()
    room.works()

    assert (room.hearing().state, room.hearing().reason) == ("silent", "text-unspeakable")


def test_the_steps_of_a_process_are_heard_too(village, room):
    row, _ = village.site(room.commune, "uon-cay", story="process", kind="craft", order=2)
    room.row = row
    room.saves(story="Uốn cây.", sections=(Section(title="Bước một", text="Chọn cây khoẻ."),))
    room.asks()
    room.works()

    assert len(room.hearing().spans) == 4


class Room:
    """One published site and whoever listens to its drafts."""

    def __init__(self, village):
        self.backends = village.backends
        self.commune = village.commune()
        self.row, self.id = village.site(self.commune)
        village.voices()

    def saves(self, tag="vi", **changes):
        with self.backends.sessions.writing() as session:
            sites.save(session, self.row, tag, words(**changes), by="test", now=self.backends.clock())

    def asks(self, tag="vi") -> bool:
        with self.backends.sessions.writing() as session:
            site = drafts.site_by_row(session, self.row)
            return rehearsing.ask(session, site, tag, self.backends.clock())

    def works(self):
        work(self.backends, until_empty=True)

    def hearing(self, tag="vi") -> rehearsals.Hearing:
        with self.backends.sessions.reading() as session:
            site = drafts.site_by_row(session, self.row)
            script = rehearsals.script_of(session, site, tag, site.words[tag].words)
            return rehearsals.hearing(session, site, script)

    def page(self):
        with self.backends.sessions.reading() as session:
            return narrations.narration(session, told.site(session, self.id, "vi"))


@pytest.fixture
def room(village) -> Room:
    return Room(village)
