"""The officer's village over a year: no net, then a net, then a woman of the village reads the story herself."""

import io
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import pytest

from tests import recordings, speakers
from tests.builders import Village, words
from tests.conftest import free_port
from tests.fakes.google import serving, speech
from tourism import recording
from tourism.app import create_app
from tourism.backends import Backends, voices
from tourism.narration import queries as narrations
from tourism.sites import queries as sites
from tourism.storage.blobs import FolderBlobs

STORY = "Hãy nhìn lên mái đình, bốn góc cong lên. Trước mặt là sân gạch rộng."


def test_each_better_voice_takes_over_by_itself_and_says_who_speaks(village, visitor, clock, port):
    # Given a village without a net, a place is published and speaks at once.
    row, public_id = village.site(village.commune(), told={"vi": words(story=STORY)})
    village.voices()
    assert credited(village, public_id) == [("espeak-ng", "machine", "")]
    assert "espeak-ng" in page(visitor, public_id)
    assert "espeak-ng" in artist(village, public_id)

    # When the net comes, nobody has to do anything: after a while the better voice speaks.
    with serving(port, sound=speech) as google:
        village.voices()
        assert google.asked == [], "not before the line is tried again"
        clock.forward(minutes=6)
        village.voices()
        assert credited(village, public_id) == [("gtts", "machine", "")]
        assert "gTTS" in page(visitor, public_id)
        asked = len(google.asked)
        gaps = [after.at - before.at for before, after in pairwise(google.asked)]
        assert min(gaps) >= 0.95
        village.voices()
        assert len(google.asked) == asked

    # And when a person reads it, the person is heard, with words that follow.
    person = reading(village, row)
    recording.receive(village.backends, public_id, "vi", 0, person, speaker="Bà Nguyễn Thị Lụa")
    village.voices()
    assert credited(village, public_id) == [("recorded", "human", "Bà Nguyễn Thị Lụa")]
    assert "Bà Nguyễn Thị Lụa" in page(visitor, public_id)
    assert artist(village, public_id) == "Người đọc: Bà Nguyễn Thị Lụa"
    take = recording.current(village.backends, public_id, "vi", 0)
    assert (take.doubts, take.approximate) == ((), False)

    # Taken back, it is gone from the disk too, and the machine speaks again.
    names = [take.original, take.master, take.sound, sound(village, public_id).name]
    recording.remove(village.backends, take.id)
    village.voices()
    assert credited(village, public_id) == [("gtts", "machine", "")]
    kept = {path.name for path in Path(village.backends.config.media).rglob("*")}
    assert kept.isdisjoint(names)


@pytest.fixture
def port():
    """Where nobody listens yet."""
    return free_port()


@pytest.fixture
def backends(config, sqlite, clock, port):
    """The real voices, on a line that leads to this machine."""
    config = replace(
        config,
        online_voices="on",
        google_voice_url=f"http://127.0.0.1:{port}",
        cache=str(Path(config.media) / "pieces"),
    )
    return Backends(config, sqlite, FolderBlobs(Path(config.media)), voices(config, sqlite, clock), clock)


@pytest.fixture
def village(backends):
    return Village(backends)


@pytest.fixture
def app(backends):
    return create_app(backends)


def reading(village, row):
    with village.backends.sessions.reading() as session:
        script = narrations.script(session, row, "vi")
    told = speakers.reading(script, speakers.espeak("vi+f2", 140), seed=3)
    pcm = recordings.resampled(told.pcm, told.rate, recordings.SOURCE_RATE)
    return recordings.written(recordings.FORMS["webm of a browser's recorder"], pcm)


def sound(village, public_id):
    with village.backends.sessions.reading() as session:
        return narrations.narration(session, sites.site(session, public_id, "vi")).sound


def credited(village, public_id):
    return [(each.engine, each.made_by, each.speaker) for each in sound(village, public_id).credits]


def artist(village, public_id):
    with av.open(io.BytesIO(village.backends.blobs.get(sound(village, public_id).name))) as container:
        return container.metadata["artist"]


def page(visitor, public_id):
    return visitor.get(f"/vi/sites/{public_id}/dinh-van-la").get_data(as_text=True)
