"""Sentences put together to a reading, and readings of several voices to one narration."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourism.engines.speech.joining import assembled, joined, trimmed

RATE = 1000
lengths = st.integers(0, 900)
takes = st.lists(
    st.tuples(lengths, st.lists(st.integers(1, 800), min_size=1, max_size=4), lengths), min_size=1, max_size=5
)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 3000), st.floats(0, 2)), min_size=1, max_size=8))
def test_joined_sentences_stand_where_their_spans_say(pieces: list[tuple[int, float]]) -> None:
    pcm, spans = joined([(np.full(length, 0.5, np.float32), pause) for length, pause in pieces], RATE)
    spoken = np.concatenate([pcm[round(start * RATE) : round(end * RATE)] for start, end in spans])

    assert [round((end - start) * RATE) for start, end in spans] == [length for length, _ in pieces]
    assert np.all(spoken == 0.5)
    assert np.count_nonzero(pcm) == len(spoken)


def test_silence_around_a_sentence_is_cut() -> None:
    pcm = np.concatenate([np.zeros(500), np.full(100, 0.5), np.zeros(500)]).astype(np.float32)

    assert len(trimmed(pcm, RATE)) == 130
    assert len(trimmed(pcm[:500], RATE)) == 0


@settings(max_examples=100)
@given(takes, st.floats(0.5, 2))
def test_assembled_takes_stand_where_their_spans_say(told: list[tuple[int, list[int], int]], pause: float) -> None:
    pieces = [take(*each) for each in told]
    pcm, spans = assembled(pieces, RATE, pause=pause)
    inside = iter(spans)

    for _, sentences, _ in told:
        mine = [next(inside) for _ in sentences]
        heard = np.concatenate([pcm[round(start * RATE) : round(end * RATE)] for start, end in mine])
        assert np.all(heard == 0.5)
        assert [round((end - start) * RATE) for start, end in mine] == sentences
    assert next(inside, None) is None
    assert np.count_nonzero(pcm == 0.5) == sum(sum(sentences) for _, sentences, _ in told)


@settings(max_examples=100)
@given(takes, st.floats(0.5, 2))
def test_the_pause_between_takes_is_the_same_whatever_silence_they_bring(
    told: list[tuple[int, list[int], int]], pause: float
) -> None:
    pcm, spans = assembled([take(*each) for each in told], RATE, pause=pause)
    ends = np.cumsum([len(sentences) for _, sentences, _ in told])
    gaps = [spans[first][0] - spans[first - 1][1] for first in ends[:-1]]

    assert spans[0][0] == pytest.approx(0.15)
    assert gaps == pytest.approx([pause] * len(gaps), abs=0.002)
    assert len(pcm) / RATE - spans[-1][1] == pytest.approx(0.3)


def test_spans_are_those_of_the_take_moved() -> None:
    pcm = np.full(5000, 0.5, np.float32)
    before = ((1.0, 2.0), (2.5, 3.2), (3.2, 3.2))
    _, spans = assembled([(pcm, before), (pcm, before)], RATE, pause=1.1)

    assert spans[0] == pytest.approx((0.15, 1.15))
    assert spans[3] == pytest.approx((3.45, 4.45))
    for moved in (spans[:3], spans[3:]):
        assert [end - start for start, end in moved] == pytest.approx([1.0, 0.7, 0.0])
        assert [after[0] - here[0] for here, after in pairwise(moved)] == pytest.approx([1.5, 0.7])


def test_a_noisy_room_fades_in_and_out_between_takes_and_no_word_is_touched() -> None:
    room = np.full(4000, 0.1, np.float32)
    pcm, spans = assembled([(room, ((1.0, 2.0),)), (room, ((1.0, 2.0),))], RATE, pause=1.1)

    assert np.abs(np.diff(pcm)).max() < 0.005
    for start, end in spans:
        assert np.all(pcm[round(start * RATE) : round(end * RATE)] == np.float32(0.1))
    assert np.count_nonzero(pcm) < 2 * (150 + 1000 + 300)
    assert np.all(room == np.float32(0.1))


def test_a_take_that_begins_with_its_first_word_is_not_cut_and_not_softened() -> None:
    pcm, spans = assembled([(np.full(500, 0.5, np.float32), ((0.0, 0.5),))], RATE, pause=1.1)

    assert [list(span) for span in spans] == [pytest.approx([0.15, 0.65])]
    assert np.all(pcm[150:650] == 0.5)


def test_spans_beyond_the_sound_and_takes_without_spans_do_no_harm() -> None:
    short = np.full(500, 0.5, np.float32)
    pcm, spans = assembled([(short, ()), (short, ((0.1, 9.0),))], RATE, pause=1.1)

    assert len(spans) == 1
    assert np.count_nonzero(pcm == 0.5) >= 900
    assert len(assembled([], RATE, pause=1.1)[0]) == 150


def take(
    lead: int, sentences: list[int], tail: int
) -> tuple["np.ndarray[tuple[int], np.dtype[np.float32]]", list[tuple[float, float]]]:
    """Sentences of 0.5 with 0.1 s between them, in silence of this many samples."""
    pieces, spans, at = [np.zeros(lead)], [], lead
    for length in sentences:
        spans.append((at / RATE, (at + length) / RATE))
        pieces += [np.full(length, 0.5), np.zeros(100)]
        at += length + 100
    return np.concatenate([*pieces[:-1], np.zeros(tail)]).astype(np.float32), spans
