"""A story and its sections: from Markdown to parts and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.communes.draft import TEXT_MAX
from tourism.content.words import body_of, sections_of
from tourism.sites.draft import WORDS, Section

LINES = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="#"), min_size=1, max_size=20)
TEXTS = st.lists(LINES | st.just(""), min_size=1, max_size=5).map("\n".join).map(str.strip)
SECTIONS = st.lists(st.builds(Section, title=LINES, text=TEXTS), max_size=5).map(tuple)


@given(TEXTS.filter(bool), SECTIONS)
def test_what_is_written_is_read_back(story, sections):
    assert sections_of(body_of(story, sections), 1, "f") == (story, sections, [])


def test_a_story_ends_at_its_first_heading():
    story, sections, problems = sections_of("Một.\n\nHai.\n\n## Đọc thêm\nBa.\n\nBốn.\n## Nữa\n", 8, "f")
    assert story == "Một.\n\nHai."
    assert sections == (Section(title="Đọc thêm", text="Ba.\n\nBốn."), Section(title="Nữa", text=""))
    assert problems == []


@pytest.mark.parametrize(
    "body, lines",
    [
        ("", [8]),
        ("\n\n## Đọc thêm\nBa.", [8]),
        ("Một.\n# Hai\n", [9]),
        ("Một.\n\n### Hai\n#Ba", [10, 11]),
        ("Một.\n##", [9]),
        ("Một.\n## ", [9]),
        ("Một.\n##   \nHai.", [9]),
        ("Một.\n\n## " + "a" * 201, [10]),
        ("a" * (TEXT_MAX + 1), [8]),
    ],
)
def test_faults_are_told_with_their_lines(body, lines):
    _, _, problems = sections_of(body, 8, "f")
    assert [(each.file, each.line) for each in problems] == [("f", line) for line in lines]


@given(st.text(st.sampled_from("# a\n\t "), max_size=40))
def test_whatever_has_no_fault_can_be_kept(body):
    story, sections, problems = sections_of(body, 1, "f")
    if not problems:
        words = {"name": "n", "slug": "s", "hook": "h", "made_by": "human", "reviewed": True}
        kept = WORDS.validate_python({**words, "story": story, "sections": sections})
        assert (kept.story, kept.sections) == (story, sections)
