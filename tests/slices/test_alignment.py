"""A text is followed in recordings of people who are made here: where each sentence begins is known exactly."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import speakers
from tests.speakers import Manner, Reading, Speaker
from tourism.engines.speech.alignment import Alignment, align, share_by_characters
from tourism.engines.speech.espeak import Espeak
from tourism.engines.speech.port import Take
from tourism.narration.script import Script

PEOPLE = {
    "a fast woman in a noisy street": ("vi", speakers.espeak("vi+f3", 180), (speakers.noisy(20),)),
    "a big southern man on the phone": ("vi", speakers.espeak("vi-vn-x-south+m3", 150, 0.9), (speakers.by_phone,)),
    "another engine": ("en", speakers.flite("slt"), ()),
    "another engine's man, slow, in a hall": ("en", speakers.flite("rms", 1.15), (speakers.in_a_room(0.5),)),
}
EMPTY = Take(np.zeros(0, np.float32), 22_050, (), "espeak-ng", "vi", "1")


@pytest.mark.parametrize("who", PEOPLE)
def test_every_sentence_is_found_where_it_begins(who: str) -> None:
    language, speaker, changes = PEOPLE[who]
    told = read(language, speaker, Manner(changes=changes), paragraphs=4)

    found = align(told.pcm, told.rate, guide(language, 4))

    wrong = errors(found, told)
    assert wrong.mean() <= 0.05
    assert wrong.max() <= 0.3
    assert not found.doubtful
    assert not found.approximate


def test_a_sentence_ends_where_its_speech_does() -> None:
    told = mine()

    found = align(told.pcm, told.rate, guide("vi", 2))

    ends = [abs(end - true) for (_, end), (_, true) in zip(found.spans, told.spans, strict=True)]
    assert np.mean(ends) <= 0.1
    assert max(ends) <= 0.3
    in_bounds(found, told.seconds)


def test_a_breath_before_a_sentence_is_no_sentence() -> None:
    told = read("vi", speakers.espeak("vi+f2", 140), Manner(breaths=True), paragraphs=2)

    # The breath's own length and the moment after it may be called the beginning; nothing earlier, nothing later.
    early = [start - true for (start, _), (true, _) in zip(spans(told), told.spans, strict=True)]
    assert -0.5 < min(early) <= max(early) < 0.1


def test_a_heading_that_nobody_reads_is_told_and_the_rest_found() -> None:
    told = without(mine(), 0)

    found = align(told.pcm, told.rate, guide("vi", 2), heading=1)

    assert found.head_unread
    assert not found.doubtful
    assert found.spans[0] == (0.0, found.spans[1][0])
    assert max(abs(a - b) for (a, _), (b, _) in zip(found.spans[1:], told.spans, strict=True)) <= 0.3


def test_a_heading_that_is_read_is_found() -> None:
    told = mine()

    found = align(told.pcm, told.rate, guide("vi", 2), heading=1)

    assert not found.head_unread
    assert errors(found, told).max() <= 0.3


def test_a_greeting_is_passed_over_where_the_officer_says_so() -> None:
    told = mine()
    greeting = told.pcm[round(told.spans[3][0] * told.rate) :][: 2 * told.rate]
    greeted = speakers.after(greeting, told)

    found = align(greeted.pcm, greeted.rate, guide("vi", 2), begin_at=2.0)

    assert not found.doubtful
    assert errors(found, greeted).max() <= 0.3
    assert found.spans[0][0] >= 2.0


def test_another_text_is_doubted() -> None:
    told = mine()

    found = align(told.pcm, told.rate, guide("vi", 2, site="tuy-van"))

    assert found.doubtful
    assert "does-not-fit" in found.reasons
    in_bounds(found, told.seconds)


def test_a_sentence_left_out_is_told() -> None:
    told = without(mine(), 4)

    found = align(told.pcm, told.rate, guide("vi", 2))

    assert "unread-sentences" in found.reasons
    rest = [span for place, span in enumerate(found.spans) if place != 4]
    assert max(abs(a - b) for (a, _), (b, _) in zip(rest, told.spans, strict=True)) <= 0.3
    in_bounds(found, told.seconds)


def test_sentences_in_another_order_are_doubted() -> None:
    whole = mine()
    turned = speakers.spliced(whole, [0, 5, 3, 6, 1, 2, 4, *range(7, len(whole.spans))])

    assert align(turned.pcm, turned.rate, guide("vi", 2)).doubtful


@pytest.mark.parametrize("seconds", [0.0, 0.004, 0.5, 30.0])
def test_silence_is_shared_evenly_and_doubted(seconds: float) -> None:
    hush = np.zeros(round(seconds * 24_000), np.float32)

    found = align(hush, 24_000, guide("vi", 2))

    assert (found.doubtful, found.reasons) == (True, ("silent",))
    lengths = [end - start for start, end in found.spans]
    assert max(lengths) - min(lengths) < 0.001
    in_bounds(found, seconds)


def test_music_alone_is_doubted() -> None:
    bed = speakers.with_music(0)(np.zeros(20 * 24_000, np.float32), np.random.default_rng(1)) * 100

    assert align(bed.astype(np.float32), 24_000, guide("vi", 2)).doubtful


def test_one_sentence_and_none_at_all() -> None:
    told = mine()
    one = Take(guide("vi", 2).pcm, 22_050, guide("vi", 2).spans[:1], "espeak-ng", "vi", "1")

    assert align(told.pcm, told.rate, EMPTY) == Alignment((), 1.0, doubtful=False, reasons=())
    found = align(told.pcm[: round(told.spans[0][1] * told.rate) + 2400], told.rate, one)
    assert found.spans[0] == pytest.approx(told.spans[0], abs=0.15)
    assert not found.doubtful


def test_a_recording_shorter_than_its_sentences_are_many_is_doubted() -> None:
    told = mine()

    found = align(told.pcm[: round(0.8 * told.rate)], told.rate, guide("vi", 2))

    assert found.doubtful
    in_bounds(found, 0.8)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.floats(0.0, 4.0), st.integers(0, 2), st.floats(-1.0, 5.0), st.booleans())
def test_whatever_is_recorded_spans_are_in_order_and_within_it(seed, seconds, heading, begin_at, wild) -> None:
    pcm = a_noise(seed, seconds, wild)
    texts = ["một", "hai ba", "四五六", ""]

    in_bounds(align(pcm, 24_000, guide("vi", 1), heading=heading, begin_at=begin_at), len(pcm) / 24_000)
    in_bounds(share_by_characters(pcm, 24_000, texts, begin_at=begin_at), len(pcm) / 24_000)


def test_without_a_voice_sentences_are_shared_by_their_length() -> None:
    told = mine()
    texts = [each.shown for each in story("vi", 2).sentences]

    found = share_by_characters(told.pcm, told.rate, texts)

    assert found.approximate
    assert not found.doubtful
    assert errors(found, told).mean() <= 0.6
    in_bounds(found, told.seconds)
    assert share_by_characters(told.pcm, told.rate, []).spans == ()


@cache
def story(language: str, paragraphs: int, site: str = "dinh-van-la") -> Script:
    return speakers.story(site, language, paragraphs)


@cache
def guide(language: str, paragraphs: int, site: str = "dinh-van-la") -> Take:
    return speakers.reference(Espeak(), story(language, paragraphs, site))


@cache
def mine() -> Reading:
    return read("vi", speakers.espeak("vi+m3", 140, 1.05), Manner(changes=(speakers.noisy(25),)), paragraphs=2)


def read(language: str, speaker: Speaker, manner: Manner, paragraphs: int) -> Reading:
    if language == "en" and not speakers.installed("flite"):
        pytest.skip("flite is not installed: English was NOT followed in another engine's voice")
    return speakers.reading(story(language, paragraphs), speaker, manner, seed=7)


def without(told: Reading, place: int) -> Reading:
    return speakers.spliced(told, [each for each in range(len(told.spans)) if each != place])


def spans(told: Reading) -> tuple[tuple[float, float], ...]:
    return align(told.pcm, told.rate, guide("vi", 2)).spans


def errors(found: Alignment, told: Reading):
    return np.abs(np.array([a for a, _ in found.spans]) - np.array([a for a, _ in told.spans]))


def in_bounds(found: Alignment, seconds: float) -> None:
    flat = [moment for span in found.spans for moment in span]
    assert np.isfinite(flat).all()
    assert np.isfinite(found.cost)
    assert flat == sorted(flat)
    assert not flat or (flat[0] >= 0 and flat[-1] <= seconds)


def a_noise(seed: int, seconds: float, wild: bool):
    dice = np.random.default_rng(seed)
    pcm = dice.standard_normal(round(seconds * 24_000)) * (dice.random(round(seconds * 24_000)) < dice.random())
    pcm *= np.repeat(dice.random(len(pcm) // 2400 + 1) > 0.5, 2400)[: len(pcm)]
    if wild and len(pcm):
        pcm[dice.integers(0, len(pcm), 5)] = [np.nan, np.inf, -np.inf, 1e30, -1e30]
    return pcm.astype(np.float32)
