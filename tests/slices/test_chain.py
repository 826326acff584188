"""The chain of voices: this machine's at once, a better one when it answers, a person before all of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from tests.builders import Village, words
from tests.conftest import HummingVoice
from tests.fakes.google import TAGS
from tourism.engines.speech import flac
from tourism.engines.speech.mastering import MASTER_REVISION
from tourism.engines.speech.port import NoNetwork, Rejected, Request, SpeechError, Take, Unfinished, Utterance
from tourism.narrating import offers
from tourism.narration import actions as narration
from tourism.narration import pronouncing, queries
from tourism.narration.credits import Credit
from tourism.narration.cues import in_milliseconds
from tourism.narration.made import Timed, Upload
from tourism.narration.model import Narration
from tourism.narration.model import Take as TakeRow
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites import queries as told
from tourism.sites.draft import Section
from tourism.storage import jobs
from tourism.worker import work_once


def test_the_plain_voice_speaks_at_once_and_the_better_one_when_nobody_waits(chain, sessions):
    _, public_id = chain.site(chain.commune())

    assert chain.do("narrate")
    assert engine(sessions, public_id) == "plain"
    assert chain.do("improve")
    assert engine(sessions, public_id) == "grand"
    assert chain.voices() == 0


def test_what_a_visitor_waits_for_is_done_before_any_improvement(chain, sessions):
    commune = chain.commune()
    chain.site(commune, "a")
    chain.do("narrate")
    _, second = chain.site(commune, "b")

    chain.do()

    assert engine(sessions, second) == "plain"


def test_without_a_net_the_plain_voice_goes_on_and_the_better_one_comes_by_itself(chain, sessions, clock, grand):
    grand.error = NoNetwork("no name")
    grand.error.until = clock() + timedelta(minutes=5)
    _, public_id = chain.site(chain.commune())
    chain.voices()
    assert engine(sessions, public_id) == "plain"
    assert states(sessions) == [("improve", "queued", "no-network"), ("narrate", "done", None)]

    grand.error = None
    assert chain.voices() == 0, "not before the line is open again"
    clock.forward(minutes=5)

    assert chain.voices() == 1
    assert engine(sessions, public_id) == "grand"


def test_waiting_for_the_net_is_no_failure_however_long_it_takes(chain, sessions, clock, grand):
    grand.error = NoNetwork("no name")
    chain.site(chain.commune())

    for _ in range(20):
        chain.voices()
        clock.forward(hours=1)

    assert ("improve", "queued", "no-network") in states(sessions)


def test_a_reading_that_was_cut_goes_on_without_waiting(chain, sessions, grand):
    grand.errors = [Unfinished("time"), Unfinished("time")]
    _, public_id = chain.site(chain.commune())

    chain.voices()

    assert engine(sessions, public_id) == "grand"


def test_a_voice_that_refuses_these_words_is_not_asked_again_for_them(chain, sessions, clock, grand):
    grand.error = Rejected("not this language")
    commune = chain.commune()
    row, public_id = chain.site(commune)
    chain.voices()
    asked = len(grand.heard)
    grand.error = None
    with sessions.writing() as session:
        assert missing(session, chain, clock) == 0
    assert (engine(sessions, public_id), len(grand.heard)) == ("plain", asked)

    publish(sessions, row, commune, clock, "Chuyện mới.")
    chain.voices()

    assert engine(sessions, public_id) == "grand"


def test_a_language_that_only_an_online_voice_speaks_waits_for_it(chain, sessions, clock, plain, grand):
    plain.languages = ("vi",)
    grand.error = NoNetwork("no name")
    _, public_id = chain.site(chain.commune(), told={"vi": words(), "en": words("The house")})
    chain.do("narrate")
    chain.do("narrate")
    assert heard(sessions, public_id, "en").silence == "voice-in-the-making"
    chain.voices()
    assert heard(sessions, public_id, "en").silence == "no-network"

    grand.error = None
    clock.forward(hours=1)
    chain.voices()

    assert engine(sessions, public_id, "en") == "grand"


def test_only_the_part_whose_words_changed_is_read_anew(chain, sessions, clock, grand):
    commune = chain.commune()
    steps = (Section(title="Trộn đất", text="Trộn đều."), Section(title="Nặn", text="Nặn tay."))
    row, _ = chain.site(commune, told={"vi": words(sections=steps)}, story="process")
    chain.voices()
    before = len(grand.heard)

    changed = words(sections=(steps[0], Section(title="Nặn", text="Nặn bằng bàn xoay.")))
    with sessions.writing() as session:
        sites.save(session, row, "vi", changed, by="o", now=clock())
        publishing.publish_site(session, row, commune, {"vi"}, clock())
    chain.voices()

    assert [each.utterances[-1].spoken for each in grand.heard[before:]] == ["Nặn bằng bàn xoay."]


def test_a_name_that_is_said_otherwise_is_read_anew_and_the_page_is_never_silent(chain, sessions, clock, grand):
    commune = chain.commune()
    row, public_id = chain.site(commune)
    chain.voices()
    before = heard(sessions, public_id).sound.name

    with sessions.writing() as session:
        respelt = pronouncing.replace(session, commune, {"vi": {"Vân La": "Vân Là Làng"}})
        publishing.ask_again(session, [row], respelt, clock())
    assert heard(sessions, public_id).sound.name == before
    chain.do("narrate")
    assert heard(sessions, public_id).sound.name == before, "a plainer voice does not take over meanwhile"
    chain.voices()

    assert heard(sessions, public_id).sound.name != before
    assert grand.heard[-1].utterances[0].spoken == "Đình Vân Là Làng"
    assert heard(sessions, public_id).parts[0].heading[0].text == "Đình Vân La"


def test_a_recording_is_not_disturbed_by_how_machines_say_names(chain, sessions, clock, grand):
    commune = chain.commune()
    row, public_id = chain.site(commune)
    record(chain, row, 0, "Ông Tư")
    chain.voices()
    machines = len(grand.heard)

    with sessions.writing() as session:
        publishing.ask_again(
            session, [row], pronouncing.replace(session, commune, {"vi": {"Vân La": "Vân Là"}}), clock()
        )
    chain.voices()

    assert heard(sessions, public_id).sound.made_by == "human"
    assert len(grand.heard) == machines


def test_a_recording_is_heard_before_machines_and_says_who_reads(chain, sessions):
    row, public_id = chain.site(chain.commune())
    chain.voices()

    record(chain, row, 0, "Bà Nguyễn Thị Lụa")
    chain.voices()

    sound = heard(sessions, public_id).sound
    assert (sound.made_by, sound.credits) == ("human", (Credit((0,), "recorded", "human", "Bà Nguyễn Thị Lụa"),))


def test_a_person_may_read_one_step_and_a_machine_the_others(chain, sessions):
    steps = (Section(title="Trộn đất", text="Trộn đều."),)
    row, public_id = chain.site(chain.commune(), told={"vi": words(sections=steps)}, story="process")

    record(chain, row, 1, "Ông Tư")
    chain.voices()

    view = heard(sessions, public_id)
    assert view.sound.made_by == "mixed"
    assert view.sound.credits == (Credit((0,), "grand", "machine", ""), Credit((1,), "recorded", "human", "Ông Tư"))
    starts = [each.start_ms for part in view.parts for each in sentences(part)]
    assert starts == sorted(starts)
    assert max(each.end_ms for part in view.parts for each in sentences(part)) <= view.sound.duration_ms


def test_a_recording_whose_words_have_changed_stays_playable_and_a_machine_says_the_new_ones(chain, sessions, clock):
    commune = chain.commune()
    row, public_id = chain.site(commune)
    record(chain, row, 0, "Ông Tư")
    chain.voices()

    publish(sessions, row, commune, clock, "Chuyện mới.")
    chain.voices()

    view = heard(sessions, public_id)
    assert view.sound.made_by == "machine"
    assert [(each.part, each.speaker) for each in view.older] == [(0, "Ông Tư")]

    publish(sessions, row, commune, clock, words().story)
    chain.voices()
    again = heard(sessions, public_id)
    assert (again.sound.made_by, again.older) == ("human", ())


def test_a_recording_taken_back_leaves_the_machine(chain, sessions):
    row, public_id = chain.site(chain.commune())
    take = record(chain, row, 0, "Ông Tư")
    chain.voices()

    with sessions.writing() as session:
        narration.remove(session, take)
        narration.ask(session, row, "vi", chain.backends.clock())
    chain.voices()

    assert engine(sessions, public_id) == "grand"


def test_a_new_version_of_a_voice_reads_again_once_it_is_asked_for(chain, sessions, clock, plain, grand):
    grand.languages = ()
    row, public_id = chain.site(chain.commune())
    chain.voices()
    plain.version = "2"

    with sessions.writing() as session:
        assert missing(session, chain, clock) == 1
    chain.voices()

    with sessions.reading() as session:
        assert [take.version for take in session.scalars(select(TakeRow).where(TakeRow.site_id == row))] == ["2"]
    assert heard(sessions, public_id).sound


def test_another_way_of_mastering_makes_the_files_anew_without_a_voice(chain, sessions, clock, grand):
    chain.site(chain.commune())
    chain.voices()
    spoken = len(grand.heard)

    with sessions.writing() as session:
        made = publishing.ask_for_missing_voices(session, lambda _tag: (), MASTER_REVISION + 1, clock())

    assert (made, chain.voices(), len(grand.heard)) == (1, 1, spoken)


def test_a_take_whose_file_is_lost_is_read_again(chain, sessions, clock, grand):
    grand.languages = ()
    row, _ = chain.site(chain.commune())
    chain.voices()
    with sessions.writing() as session:
        take = session.scalars(select(TakeRow).where(TakeRow.site_id == row)).one()
        chain.backends.blobs.discard(take.master)
        session.get(Narration, (row, "vi")).recipe = "of another time"
        narration.ask(session, row, "vi", clock())

    chain.voices()
    clock.forward(minutes=1)
    chain.voices()

    assert len(chain.plain.heard) == 2
    assert states(sessions) == [("narrate", "done", None)]


def test_two_workers_at_one_place_keep_the_better_voice(chain, sessions, grand):
    _, public_id = chain.site(chain.commune())
    speak = type(chain.plain).speak

    def slow(voice, request, deadline):
        take = speak(voice, request, deadline)
        if not grand.heard:
            with sessions.writing() as session:
                narration.ask_better(session, 1, "vi", chain.backends.clock())
            chain.do("improve")
        return take

    chain.plain.before = slow
    chain.voices()

    assert engine(sessions, public_id) == "grand"


@dataclass
class MoodyVoice(HummingVoice):
    """Hums, unless a test gives it an error to raise: once each, or always."""

    error: SpeechError | None = None
    errors: list[SpeechError] | None = None
    before: Callable[[Any, Request, float], Take] | None = None

    def speak(self, request, deadline_seconds):
        if self.error or self.errors:
            self.heard.append(request)
            raise self.error or self.errors.pop()
        if self.before:
            instead, self.before = self.before, None
            return instead(self, request, deadline_seconds)
        return super().speak(request, deadline_seconds)


@dataclass
class Chain(Village):
    """A village with two voices."""

    plain: MoodyVoice | None = None

    def do(self, kind=None):
        return work_once(self.backends, kinds=[kind] if kind else None)


@pytest.fixture
def plain():
    return MoodyVoice(name="plain")


@pytest.fixture
def grand():
    return MoodyVoice(name="grand", quality=70, online=True)


@pytest.fixture
def chain(backends, plain, grand):
    return Chain(replace(backends, voices=(plain, grand)), plain)


def record(chain, row, part, speaker):
    """A recording that has its timings; how they are found is another test's matter."""
    backends = chain.backends
    with backends.sessions.reading() as session:
        read = next(each for each in queries.script(session, row, "vi").parts if each.index == part)
    hum = HummingVoice().speak(_request(read), 1.0)
    master = backends.blobs.put(flac.encoded(hum.pcm, TAGS), "flac").name
    texts = tuple(each.shown for each in read.sentences)
    upload = Upload(part=part, shown=read.shown_digest, original="0" * 64 + ".orig", speaker=speaker, texts=texts)
    with backends.sessions.writing() as session:
        take = narration.receive(session, row, "vi", upload, backends.clock())
        session.execute(delete(jobs.Job).where(jobs.Job.kind == narration.FOLLOW))
        timed = Timed(
            shown=read.shown_digest,
            master=master,
            sound=backends.blobs.put(b"an mp3 of its own", "mp3").name,
            size=17,
            duration_ms=round(hum.seconds * 1000),
            spans=in_milliseconds(hum.spans),
            is_headless=False,
            approximate=False,
        )
        narration.keep_timed(session, take, timed)
        narration.ask(session, row, "vi", backends.clock())
    return take


def _request(part):
    return Request("vi", tuple(Utterance(each.spoken) for each in part.sentences))


def sentences(part):
    return [*part.heading, *(each for paragraph in part.paragraphs for each in paragraph)]


def publish(sessions, row, commune, clock, story):
    with sessions.writing() as session:
        sites.save(session, row, "vi", words(story=story), by="o", now=clock())
        publishing.publish_site(session, row, commune, {"vi"}, clock())


def missing(session, chain, clock):
    voices = chain.backends.voices
    return publishing.ask_for_missing_voices(session, lambda tag: offers(voices, tag), MASTER_REVISION, clock())


def heard(sessions, public_id, language="vi"):
    with sessions.reading() as session:
        return queries.narration(session, told.site(session, public_id, language))


def engine(sessions, public_id, language="vi"):
    return heard(sessions, public_id, language).sound.engine


def states(sessions):
    with sessions.reading() as session:
        found = session.execute(select(jobs.Job.kind, jobs.Job.state, jobs.Job.reason).order_by(jobs.Job.kind))
        return [tuple(each) for each in found]
