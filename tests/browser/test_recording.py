"""A person's recording in a real browser: it replaces the machine, and the words follow it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from playwright.sync_api import expect

from tests import recordings, speakers
from tests.browser.conftest import HEIGHT, WIDTH, Watched
from tests.builders import Village, words
from tests.conftest import served_by, settings_in
from tourism import recording
from tourism.backends import Backends
from tourism.engines.speech import mp3
from tourism.narration import queries as narrations
from tourism.sites import briefs
from tourism.sites import queries as sites
from tourism.storage.schema import upgrade

pytestmark = pytest.mark.browser

SPEAKER = "Bà Nguyễn Thị Lụa"
STORY = (
    "Hãy nhìn lên mái đình, bốn góc đao cong như mũi thuyền. Trước mặt là sân gạch rộng. "
    "Ngày hội, dân làng rước kiệu từ bến sông về đây.\n\n"
    "Bên trái có một cây đa già. Người ta kể rằng cây đã che bóng cho chợ quê từ rất lâu."
)
# What the alignment promises (bench/alignment.py), and how late Chromium may tell of a cue.
MEAN_SECONDS, MOST_SECONDS, CHROMIUM_SECONDS = 0.05, 0.3, 0.35
LISTEN = """() => {
  const audio = document.querySelector('audio');
  const track = audio.textTracks[0];
  window.heardCues = [];
  track.addEventListener('cuechange', () => {
    const cue = track.activeCues[0];
    if (cue) window.heardCues.push([cue.id, cue.startTime, audio.currentTime]);
  });
}"""


def test_the_page_says_who_reads(guide, page):
    expect(page.page.locator("[data-player]")).to_contain_text(SPEAKER)
    assert page.faults == []


def test_the_words_follow_the_person(guide, page):
    page.page.evaluate(LISTEN)
    page.page.locator("[data-listen]").click()
    # The page's policy allows no evaluating of strings, so its own waiting cannot be used.
    until = time.monotonic() + 90
    while not page.page.evaluate("document.querySelector('audio').ended"):
        assert time.monotonic() < until
        page.page.wait_for_timeout(500)
    heard = page.page.evaluate("window.heardCues")

    # The first cue is the heading's, which this person did not read.
    told = [each for each in heard if each[0] != "s0"]
    assert [each[0] for each in told] == [f"s{number}" for number in range(1, len(guide.starts) + 1)]
    off = [abs(start - true) for (_, start, _), true in zip(told, guide.starts, strict=True)]
    late = [at - true for (_, _, at), true in zip(told, guide.starts, strict=True)]
    assert sum(off) / len(off) <= MEAN_SECONDS, off
    assert max(off) <= MOST_SECONDS, off
    assert min(late) >= -MOST_SECONDS, late
    assert max(late) <= MOST_SECONDS + CHROMIUM_SECONDS, late


@dataclass(frozen=True)
class Served:
    """A guide of one place whose story a person reads."""

    base: str
    path: str
    starts: tuple[float, ...]


@pytest.fixture
def page(guide: Served, browser) -> Iterator[Watched]:
    """The place's page on a phone."""
    with browser.new_context(locale="vi-VN", viewport={"width": WIDTH, "height": HEIGHT}) as context:
        watched = Watched(context, guide.base)
        watched.open(guide.path)
        yield watched


@pytest.fixture(scope="module")
def guide(tmp_path_factory) -> Iterator[Served]:
    """Made by the real parts: espeak-ng speaks first, then a person's m4a takes its place."""
    config = settings_in(tmp_path_factory.mktemp("recorded"), "127.0.0.1")
    backends = Backends.of(config)
    upgrade(backends.sessions.engine)
    village = Village(backends)
    row, public_id = village.site(village.commune(), told={"vi": words(story=STORY)})
    village.voices()
    person = _person(backends, row)
    sound = recordings.resampled(person.pcm, person.rate, recordings.SOURCE_RATE)
    m4a = recordings.written(recordings.FORMS["m4a"], sound)
    received = recording.receive(backends, public_id, "vi", 0, m4a, speaker=SPEAKER)
    assert received.warnings == ()
    village.voices()
    take = recording.current(backends, public_id, "vi", 0)
    assert (take.state, take.is_headless, take.doubts) == ("ready", True, ())
    later = _lag(backends, row, person)
    with served_by(config):
        yield Served(config.public_base_url, _path(backends, row), tuple(start + later for start, _ in person.spans))


def _person(backends: Backends, row: int) -> speakers.Reading:
    """Another voice, quicker and brighter, in a small room, who leaves the heading out."""
    with backends.sessions.reading() as session:
        script = narrations.script(session, row, "vi")
    body = [each.spoken for each in script.sentences[1:]]
    manner = speakers.Manner(changes=(speakers.in_a_room(0.25), speakers.noisy(25)))
    return speakers.joined(body, speakers.espeak("vi+f3", 165, 1.08), manner, 7)


def _lag(backends: Backends, row: int, person: speakers.Reading) -> float:
    """How much later (seconds) the person is heard in the served file than in the recording: by the sound itself."""
    with backends.sessions.reading() as session:
        brief = briefs.by_rows(session, [row], "vi")[row]
        sound = narrations.narration(session, sites.site(session, brief.id, "vi")).sound
    served = mp3.decoded(backends.blobs.get(sound.name))
    size = 1 << (len(served) + len(person.pcm)).bit_length()
    match = np.fft.irfft(np.fft.rfft(served, size) * np.conj(np.fft.rfft(person.pcm, size)))
    at = int(np.abs(match).argmax())
    return (at if at < size // 2 else at - size) / mp3.RATE


def _path(backends: Backends, row: int) -> str:
    with backends.sessions.reading() as session:
        brief = briefs.by_rows(session, [row], "vi")[row]
    return f"/vi/sites/{brief.id}/{brief.slug}"
