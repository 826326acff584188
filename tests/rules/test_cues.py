"""Cues follow the sound, and their WebVTT says exactly the same."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.narration.cues import Cue, from_spans, to_webvtt

TIMES = re.compile(r"(\d{2,}):(\d\d):(\d\d)\.(\d{3}) --> (\d{2,}):(\d\d):(\d\d)\.(\d{3})")

spans = st.lists(st.tuples(st.floats(0, 3), st.floats(0.01, 30)), max_size=12).map(
    lambda gaps: [
        (sum(sum(pair) for pair in gaps[:place]) + gap, sum(sum(pair) for pair in gaps[: place + 1]))
        for place, (gap, _length) in enumerate(gaps)
    ]
)


def test_spans_in_seconds_become_cues_in_milliseconds() -> None:
    cues = from_spans([(0.15, 1.2504), (1.6, 2.0)], ["Một.", "Hai."], [0, 1])

    assert cues == (Cue(0, 150, 1250, "Một.", 0), Cue(1, 1600, 2000, "Hai.", 1))


def test_without_parts_everything_is_the_story() -> None:
    assert [cue.part for cue in from_spans([(0, 1), (1, 2)], ["a", "b"])] == [0, 0]


def test_a_file_reads_as_the_standard_says() -> None:
    cues = (Cue(0, 0, 1500, "Đình <Vân La> & chợ", 0), Cue(12, 3_600_000, 3_661_001, "a --> b", 2))

    assert to_webvtt(cues) == (
        "WEBVTT\n\ns0\n00:00:00.000 --> 00:00:01.500\nĐình &lt;Vân La&gt; &amp; chợ\n\n"
        "s12\n01:00:00.000 --> 01:01:01.001\na --&gt; b\n"
    )


def test_no_cues_still_make_a_file() -> None:
    assert to_webvtt(()) == "WEBVTT\n"


@pytest.mark.parametrize("text", ["một\n\nhai", "một\r\n\r\nhai", "một\rhai", "một\0hai", "một\n\n\nhai"])
def test_a_text_with_line_breaks_stays_one_cue(text: str) -> None:
    assert parsed(to_webvtt([Cue(0, 0, 1, text, 0)])) == [("s0", 0, 1, "một hai")]


def test_a_cue_out_of_order_is_put_in_order() -> None:
    written = to_webvtt([Cue(1, 500, 900, "hai", 0), Cue(0, 0, 600, "một", 0)])

    assert parsed(written) == [("s0", 0, 600, "một"), ("s1", 600, 900, "hai")]


def test_as_many_texts_as_spans_are_needed() -> None:
    with pytest.raises(ValueError, match="zip"):
        from_spans([(0, 1)], ["một", "hai"])


@given(spans)
def test_cues_never_overlap_and_never_run_backwards(times: list[tuple[float, float]]) -> None:
    cues = from_spans(times, ["x"] * len(times))

    assert all(cue.start_ms < cue.end_ms for cue in cues)
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(cues))
    assert all(abs(cue.start_ms - start * 1000) <= 1.5 for cue, (start, _end) in zip(cues, times, strict=True))


@given(st.lists(st.tuples(st.floats(-5, 50), st.floats(-5, 50))))
def test_even_nonsense_times_make_a_file_a_player_can_follow(times: list[tuple[float, float]]) -> None:
    cues = from_spans(times, ["x"] * len(times))

    assert all(0 <= cue.start_ms < cue.end_ms for cue in cues)
    assert [(found[1], found[2]) for found in parsed(to_webvtt(cues))] == [(c.start_ms, c.end_ms) for c in cues]


@given(spans, st.data())
def test_what_is_written_is_what_is_read_back(times: list[tuple[float, float]], data: st.DataObject) -> None:
    line = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: " ".join(text.replace("\0", "").split()))
    texts = data.draw(st.lists(line, min_size=len(times), max_size=len(times)))
    cues = from_spans(times, texts)

    assert parsed(to_webvtt(cues)) == [(cue.id, cue.start_ms, cue.end_ms, cue.text) for cue in cues]


def parsed(file: str) -> list[tuple[str, int, int, str]]:
    """A reader of its own, after the standard: lines end in LF, CR or both; blocks at an empty line."""
    lines = re.split(r"\r\n|\n|\r", file)
    assert lines.pop(0) == "WEBVTT"
    found = []
    for place, line in enumerate(lines):
        if "-->" in line:
            times = TIMES.fullmatch(line)
            assert times, line
            numbers = [int(number) for number in times.groups()]
            start, end = (
                ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
                for hours, minutes, seconds, thousandths in (numbers[:4], numbers[4:])
            )
            text = lines[place + 1]
            assert lines[place + 2] == ""
            unescaped = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            found.append((lines[place - 1], start, end, unescaped))
    return found
