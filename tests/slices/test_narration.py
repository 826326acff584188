"""From a published text to a sound: asked for with the publish, made once, silent with a reason."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders import a_place, words
from tourism.communes import queries as communes
from tourism.engines.speech.mastering import MASTER_REVISION
from tourism.engines.speech.port import BadText
from tourism.narrating import offers
from tourism.narration import queries
from tourism.narration.model import Narration
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites import queries as told
from tourism.sites.draft import Section
from tourism.storage import jobs
from tourism.storage.jobs import TRIES_MAX, Job
from tourism.worker import work_once


def test_a_published_text_is_spoken_and_followed_sentence_by_sentence(village, sessions, backends):
    _, public_id = village.site(village.commune())
    assert _heard(sessions, public_id).silence == "voice-in-the-making"
    assert village.voices() == 1
    heard = _heard(sessions, public_id)
    assert heard.silence is None
    assert backends.blobs.path(heard.sound.name).stat().st_size == heard.sound.size > 1000
    assert backends.blobs.get(heard.sound.transcript).startswith(b"WEBVTT")
    sentences = [
        each for part in heard.parts for each in (*part.heading, *(one for many in part.paragraphs for one in many))
    ]
    assert [each.text for each in sentences] == [
        "Đình Vân La",
        "Hãy nhìn mái đình.",
        "Bốn góc mái cong lên.",
        "Phía trước là sân gạch.",
    ]
    times = [moment for each in sentences for moment in (each.start_ms, each.end_ms)]
    assert times == sorted(times)
    assert 0 <= times[0] < times[-1] <= heard.sound.duration_ms


def test_the_same_text_published_again_asks_for_nothing(village, sessions, clock, voice):
    commune = village.commune()
    row, _ = village.site(commune)
    village.voices()
    with sessions.writing() as session:
        sites.save_place(session, row, a_place(order=5), picture=None, by="o", now=clock())
        sites.save(session, row, "vi", words(hook="Câu khác"), by="o", now=clock())
        assert publishing.publish_site(session, row, commune, {"vi"}, clock())
    assert _states(sessions) == {"done": 1}
    assert village.voices() == 0
    assert len(voice.heard) == 1


def test_another_text_is_asked_for_and_the_old_sound_is_not_offered_meanwhile(village, sessions, clock):
    commune = village.commune()
    row, public_id = village.site(commune)
    village.voices()
    before = _heard(sessions, public_id).sound
    _publish(sessions, row, commune, clock, "Chuyện mới hẳn.")
    meanwhile = _heard(sessions, public_id)
    assert (meanwhile.sound, meanwhile.silence) == (None, "voice-in-the-making")
    assert all(each.start_ms is None for part in meanwhile.parts for many in part.paragraphs for each in many)
    assert village.voices() == 1
    assert _heard(sessions, public_id).sound.name != before.name


def test_a_draft_is_not_spoken(village, sessions, clock, voice):
    row, public_id = village.site(village.commune())
    village.voices()
    with sessions.writing() as session:
        sites.save(session, row, "vi", words(story="Nháp."), by="o", now=clock())
    assert village.voices() == 0
    assert _heard(sessions, public_id).sound


def test_a_process_speaks_its_steps_and_a_place_does_not_speak_what_is_to_be_read(village, sessions, voice):
    commune = village.commune()
    sections = (Section(title="Trộn đất", text="Trộn đều."),)
    _, place = village.site(commune, "a", told={"vi": words(sections=sections)})
    _, process = village.site(commune, "b", told={"vi": words(sections=sections)}, story="process")
    village.voices()
    said = [" ".join(each.spoken for each in request.utterances) for request in voice.heard]
    assert ["Trộn đều" in each for each in said] == [False, False, True]
    assert len(_heard(sessions, place).parts) == 1
    assert len(_heard(sessions, process).parts) == 2


def test_turning_a_place_into_a_process_asks_for_a_new_voice(village, sessions, clock):
    commune = village.commune()
    row, _ = village.site(commune, told={"vi": words(sections=(Section(title="Trộn đất", text="Trộn đều."),))})
    village.voices()
    with sessions.writing() as session:
        sites.save_place(session, row, a_place(story="process"), picture=None, by="o", now=clock())
        publishing.publish_site(session, row, commune, {"vi"}, clock())
    assert village.voices() == 1


def test_a_language_that_no_voice_knows_is_told_and_not_tried_again(village, sessions, clock):
    _, public_id = village.site(village.commune(), told={"vi": words(), "ko": words("딘 반라")})
    assert village.voices() == 2
    assert _heard(sessions, public_id, "ko").silence == "language-unsupported"
    assert _heard(sessions, public_id).sound
    with sessions.reading() as session:
        assert [reason for _, reason in jobs.put_aside(session)] == ["language-unsupported"]
    clock.forward(days=9)
    assert village.voices() == 0


def test_a_text_that_nobody_can_read_is_not_tried_again(village, sessions, clock, voice, monkeypatch):
    _, public_id = village.site(village.commune())
    monkeypatch.setattr(type(voice), "speak", _bad_text)
    village.voices()
    assert _heard(sessions, public_id).silence == "text-unspeakable"
    clock.forward(days=9)
    assert village.voices() == 0


def test_a_broken_voice_is_tried_again_later_and_speaks_when_it_is_mended(village, sessions, clock, voice):
    _, public_id = village.site(village.commune())
    voice.broken = True
    edition = _edition(sessions)
    assert village.voices() == 1
    assert _heard(sessions, public_id).silence == "voice-unavailable"
    assert _edition(sessions) > edition
    assert village.voices() == 0, "not before its time"
    voice.broken = False
    clock.forward(seconds=20)
    assert village.voices() == 1
    assert _heard(sessions, public_id).silence is None


def test_a_voice_that_stays_broken_is_put_aside_and_a_new_text_is_tried_anew(village, sessions, clock, voice):
    commune = village.commune()
    row, public_id = village.site(commune)
    voice.broken = True
    for _ in range(TRIES_MAX + 5):
        village.voices()
        clock.forward(hours=1)
    assert len(voice.heard) == TRIES_MAX
    assert _states(sessions) == {"failed": 1}
    assert _heard(sessions, public_id).silence == "voice-unavailable"
    voice.broken = False
    _publish(sessions, row, commune, clock, "Chuyện mới.")
    assert village.voices() == 1
    assert _heard(sessions, public_id).sound


@pytest.mark.parametrize("how", ["withdrawn", "untold"])
def test_what_is_taken_back_while_it_waits_is_finished_in_silence(village, sessions, clock, voice, how):
    commune = village.commune()
    row, _ = village.site(commune, told={"vi": words(), "en": words("The house")})
    with sessions.writing() as session:
        if how == "withdrawn":
            publishing.withdraw_site(session, row, commune, clock())
        else:
            publishing.publish_site(session, row, commune, {"vi"}, clock())
    assert village.voices() == 2
    assert len(voice.heard) == (0 if how == "withdrawn" else 1)
    assert _states(sessions) == {"done": 2}


def test_a_text_that_changes_while_the_voice_speaks_is_spoken_again(village, sessions, clock, voice, monkeypatch):
    commune = village.commune()
    row, public_id = village.site(commune)
    speak = type(voice).speak

    def slow(self, request, deadline):
        if len(self.heard) == 0:
            _publish(sessions, row, commune, clock, "Chuyện mới.")
        return speak(self, request, deadline)

    monkeypatch.setattr(type(voice), "speak", slow)
    assert village.voices() == 2
    assert len(voice.heard) == 2
    heard = _heard(sessions, public_id)
    assert heard.parts[0].paragraphs[0][0].text == "Chuyện mới."
    assert heard.sound


def test_who_comes_back_after_the_lease_overwrites_nothing(village, sessions, clock, voice, monkeypatch):
    _, public_id = village.site(village.commune())
    speak = type(voice).speak

    def very_slow(self, request, deadline):
        take = speak(self, request, deadline)
        if len(self.heard) == 1:
            clock.forward(seconds=181)
            assert village.voices() == 1, "somebody else did it meanwhile"
            with sessions.writing() as session:
                session.scalars(select(Narration)).one().voice = "the other's"
        return take

    monkeypatch.setattr(type(voice), "speak", very_slow)
    village.voices()
    assert _heard(sessions, public_id).sound.voice == "the other's"
    assert _states(sessions) == {"done": 1}


def test_a_slow_worker_keeps_its_lease(village, sessions, clock, voice, monkeypatch):
    village.site(village.commune())
    speak = type(voice).speak

    def slow(self, request, deadline):
        # The clock is the test's, the waiting is real: a third of a lease of 0.3 s passes a few times.
        time.sleep(0.5)
        clock.forward(seconds=0.2)
        time.sleep(0.3)
        assert not work_once(village.backends, lease=timedelta(seconds=0.3)), "still in the first one's hands"
        return speak(self, request, deadline)

    monkeypatch.setattr(type(voice), "speak", slow)
    assert work_once(village.backends, lease=timedelta(seconds=0.3))
    assert len(voice.heard) == 1
    assert _states(sessions) == {"done": 1}


def test_no_transaction_is_open_while_a_voice_speaks(village, sessions, voice, monkeypatch):
    village.site(village.commune())
    speak = type(voice).speak

    def watched(self, request, deadline):
        assert sessions.engine.pool.checkedout() == 0
        return speak(self, request, deadline)

    monkeypatch.setattr(type(voice), "speak", watched)
    village.voices()
    assert _states(sessions) == {"done": 1}


def test_work_of_an_unknown_kind_is_put_aside(village, sessions, clock):
    with sessions.writing() as session:
        jobs.ask(session, kind="dance", key="dance", payload={}, now=clock())
    assert village.voices() == 1
    with sessions.reading() as session:
        assert jobs.put_aside(session) == (("dance", "unknown-work"),)


def test_a_job_that_breaks_does_not_stop_the_others(village, sessions, clock, voice, monkeypatch):
    commune = village.commune()
    village.site(commune, "a")
    village.site(commune, "b")
    speak = type(voice).speak

    def sometimes(self, request, deadline):
        take = speak(self, request, deadline)
        if len(self.heard) == 1:
            raise ZeroDivisionError("a bug in an engine")
        return take

    monkeypatch.setattr(type(voice), "speak", sometimes)
    assert village.voices() == 2
    assert _states(sessions) == {"done": 1, "queued": 1}
    clock.forward(minutes=1)
    village.voices()
    assert _states(sessions) == {"done": 2}


def test_what_is_missing_can_be_asked_for(village, sessions, clock, voice):
    commune = village.commune()
    village.site(commune, "a")
    other, _ = village.site(commune, "b")
    village.voices()
    village.silence(other, "vi", "an old script", "voice-unavailable")
    with sessions.writing() as session:
        assert ask_for_missing(session, voice, clock) == 1
    assert village.voices() == 1
    with sessions.writing() as session:
        assert ask_for_missing(session, voice, clock) == 0


def test_officers_and_workers_do_not_lock_each_other_out(village, sessions, clock, backends):
    commune = village.commune()
    rows = [village.site(commune, f"s{number}")[0] for number in range(3)]
    until = time.monotonic() + 2

    def officer(number):
        edits = 0
        while time.monotonic() < until:
            edits += 1
            _publish(sessions, rows[(number + edits) % 3], commune, clock, f"Chuyện {number} {edits}.")
        return edits

    def worker(_):
        done = 0
        while time.monotonic() < until:
            done += village.voices()
        return done

    with ThreadPoolExecutor(4) as pool:
        officers = [pool.submit(officer, number) for number in range(2)]
        workers = [pool.submit(worker, number) for number in range(2)]
        assert all(each.result() > 0 for each in [*officers, *workers])
    clock.forward(minutes=10)
    village.voices()
    with sessions.reading() as session:
        assert [(job.state, job.reason) for job in session.scalars(select(Job))] == [("done", None)] * 3
        for row in rows:
            assert queries.current(session, row, "vi") == (queries.script(session, row, "vi").digest, "ready")


def ask_for_missing(session, voice, clock):
    return publishing.ask_for_missing_voices(session, lambda tag: offers([voice], tag), MASTER_REVISION, clock())


def _bad_text(self, request, deadline):
    raise BadText("nothing to say")


def _publish(sessions, row, commune, clock, story):
    with sessions.writing() as session:
        sites.save(session, row, "vi", words(story=story), by="o", now=clock())
        publishing.publish_site(session, row, commune, {"vi"}, clock())


def _heard(sessions, public_id, language="vi"):
    with sessions.reading() as session:
        return queries.narration(session, told.site(session, public_id, language))


def _states(sessions):
    with sessions.reading() as session:
        return jobs.counts(session)


def _edition(sessions):
    with sessions.reading() as session:
        return communes.edition(session)
