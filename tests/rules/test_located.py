"""YAML with lines: every fault is told where it stands, and nothing hostile gets through."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tourism.content.located import read_front_matter, read_yaml, shape
from tourism.sites.draft import PLACE
from tourism.wifi.draft import WifiDraft

SITE = """\
kind: tomb
pin:
  lat: 20.88
  lon: 105.9
  accuracy_m: 20
order: 1
facts:
  - {key: age, confidence: H, texts: {vi: "xưa"}}
  - key: worship
    confidence: H
    texts:
      vi: "thờ"
"""


def test_every_key_and_item_has_its_line():
    located, problems = read_yaml("f", SITE)
    assert problems == []
    assert located.line(()) == 1
    assert located.line(("kind",)) == 1
    assert located.line(("pin",)) == 2
    assert located.line(("pin", "accuracy_m")) == 5
    assert located.line(("facts", 0, "texts", "vi")) == 8
    assert located.line(("facts", 1)) == 9
    assert located.line(("facts", 1, "confidence")) == 10
    assert located.line(("facts", 1, "texts", "vi")) == 12


def test_what_is_missing_is_told_where_it_belongs():
    located, _ = read_yaml("f", SITE)
    assert located.line(("pin", "verified")) == 2
    assert located.line(("facts", 1, "texts", "en")) == 11
    assert located.line(("nowhere", "at", "all")) == 1


@pytest.mark.parametrize(
    "written, instead, line",
    [
        ("tomb", "tower", 1),
        ("20.88", "north", 3),
        ("20.88", "90.5", 3),
        ("20.88", ".nan", 3),
        ("accuracy_m: 20", "accuracy_m: .inf", 5),
        ("order: 1", "order: zero", 6),
        ("order: 1", "order: 1.5", 6),
        ("order: 1", "oder: 1", 6),
        ("confidence: H, texts", "confidence: X, texts", 8),
        ('vi: "thờ"', "vi: [1]", 12),
        ('vi: "thờ"', "vi: 1945", 12),
        ("  lon: 105.9\n", "", 2),
    ],
)
def test_a_wrong_value_is_told_with_its_line(written, instead, line):
    located, problems = read_yaml("f", SITE.replace(written, instead))
    assert problems == []
    value, faults = shape(located, PLACE)
    assert value is None
    assert line in [each.line for each in faults]


def test_a_union_of_types_does_not_lose_the_line():
    located, _ = read_yaml("f", "id: x\nsite: null\npin:\n  lat: 1\n  lon: 2\n  accuracy_m: -1\n")
    _, faults = shape(located, TypeAdapter(WifiDraft))
    assert [each.line for each in faults] == [6]


@pytest.mark.parametrize(
    "text, line",
    [
        ("a: 1\nb: 2\na: 3\n", 3),
        ("a:\n  b: 1\n  c: 2\n  b: 3\n", 4),
        ("- x\n- {k: 1, k: 2}\n", 2),
        ("a: {1: x}\nb:\n  1: x\n  1: y\n", 4),
    ],
)
def test_a_key_that_stands_twice_is_a_fault_at_its_second_line(text, line):
    _, problems = read_yaml("f", text)
    assert [(each.line, "twice" in each.sentence) for each in problems] == [(line, True)]


@pytest.mark.parametrize(
    "text, line",
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 1\nb: 'open\n", 3),
        ("a: 1\n--- \nb: 2\n", 2),
        ("a: !!python/object/apply:os.system ['true']\n", 1),
        ("x: 1\na: !!python/name:os.system\n", 2),
        ("x: 1\n[a]: 1\n", 2),
        ("x: 1\ny: 2\na: 2025-13-45\n", 3),
        ("x: 1\na: !!int x\n", 2),
        ("x: 1\ny: *nothing\n", 2),
        ("x: 1\ny: a\x00b\n", 2),
        ("x: 1\ny: a\x07b\n", 2),
        ("x: &here 1\ny: *here\n", 2),
        ("", 1),
        ("# nothing\n", 1),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, line):
    located, problems = read_yaml("f", text)
    assert located is None
    assert [each.line for each in problems] == [line]
    assert problems[0].sentence


def test_lines_are_counted_from_the_first_line_given():
    _, problems = read_yaml("f", "a: 1\na: 2\n", first_line=5)
    assert [each.line for each in problems] == [6]


def test_a_thousand_laughs_are_not_laughed():
    laughs = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    started = time.perf_counter()
    _, problems = read_yaml("f", laughs)
    assert problems
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("text", ["a: &a [*a]\n", "[" * 5000, "{a: " * 3000, "- " * 5000])
def test_endless_nesting_is_a_fault(text):
    located, problems = read_yaml("f", text)
    assert located is None
    assert problems


def test_text_is_composed():
    located, _ = read_yaml("f", "a: \u0110i\u0300nh\n")
    assert located.value == {"a": "Đình"}


def test_front_matter_and_body_keep_their_lines():
    located, body, line, problems = read_front_matter("f", "---\nname: x\nslug: y\n---\n\nMột.\n")
    assert problems == []
    assert located.line(("slug",)) == 3
    assert body == "Một."
    assert line == 6


def test_line_ends_of_windows_are_read():
    located, body, _, problems = read_front_matter("f", "---\r\nname: x\r\n---\r\nMột.\r\nHai.\r\n")
    assert (located.value, body, problems) == ({"name": "x"}, "Một.\nHai.", [])


@pytest.mark.parametrize(
    "text, line",
    [
        ("", 1),
        ("name: x\n", 1),
        ("---\nname: x\n", 1),
        ("---\n---\nMột.", 2),
        ("---\na: 1\nb: [\n---\nMột.", 3),
        ("---\na: 1\na: 2\n---\n", 3),
    ],
)
def test_broken_front_matter_is_told_with_its_line(text, line):
    _, _, _, problems = read_front_matter("f", text)
    assert [each.line for each in problems] == [line]


def test_a_rule_inside_a_value_does_not_end_the_front_matter():
    located, body, _, problems = read_front_matter("f", "---\nname: |\n  a\n  ---\n  b\n---\nMột.\n")
    assert (located.value, body, problems) == ({"name": "a\n---\nb"}, "Một.", [])


@settings(max_examples=300)
@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"#,?%@\t \n\x0019é"), max_size=60) | st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    located, problems = read_yaml("f", text)
    assert (located is None) <= bool(problems)
    assert all(1 <= each.line <= text.count("\n") + text.count("\r") + 2 for each in problems if text.isascii())
