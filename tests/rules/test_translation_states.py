"""How far a translation has come, part by part; where glossary words stand; what a file that came back is worth."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.sites.draft import SectionInProgress, WordsInProgress
from tourism.translating.glossary import matching, occurring, unfollowed
from tourism.translating.states import Version, held_against, is_same, overall, parts, texts, tidied, translated

SOURCE = WordsInProgress(
    name="Đình Vân La",
    slug="dinh-van-la",
    hook="Mái đình cong",
    story="Hãy nhìn mái đình.",
    sections=(
        SectionInProgress(title="Sân", text="Sân gạch.", photo="p1"),
        SectionInProgress(title="Giếng", text="Cổ."),
    ),
)
TARGET = WordsInProgress(
    name="Van La Communal House",
    slug="van-la",
    hook="A curved roof",
    story="Look at the roof.",
    sections=(SectionInProgress(title="Yard", text="A brick yard."), SectionInProgress(title="Well", text="Old.")),
    reviewed=True,
)


@dataclass(frozen=True)
class Word:
    source: str
    target: str


def states(now=SOURCE, then=SOURCE, target=TARGET):
    return {each.key: each.state for each in parts(now, then, target)}


def test_a_reviewed_translation_of_today_s_words_is_reviewed_in_every_part():
    assert set(states().values()) == {"reviewed"}
    assert list(states()) == ["name", "hook", "story", "title-1", "text-1", "title-2", "text-2"]


def test_only_the_part_whose_source_changed_is_stale():
    now = replace(SOURCE, hook="Mái đình cong bên sông")

    told = states(now)

    assert told.pop("hook") == "stale"
    assert set(told.values()) == {"reviewed"}


def test_a_stale_part_tells_what_its_source_said_before():
    now = replace(SOURCE, story="Hãy nhìn mái ngói.")

    part = next(each for each in parts(now, SOURCE, TARGET) if each.key == "story")

    assert (part.before, part.source) == ("Hãy nhìn mái đình.", "Hãy nhìn mái ngói.")


def test_ends_of_lines_and_composed_marks_make_no_part_stale():
    now = replace(SOURCE, story="Ha\u0303y nhìn mái đình.\r\n")

    assert states(now)["story"] == "reviewed"


def test_what_a_machine_made_waits_for_a_reader_and_counts_as_reviewed_afterwards():
    by_machine = replace(TARGET, made_by="machine", reviewed=False)

    assert set(states(target=by_machine).values()) == {"machine"}
    assert set(states(target=replace(by_machine, reviewed=True)).values()) == {"reviewed"}
    assert set(states(target=replace(by_machine, made_by="human")).values()) == {"unreviewed"}


def test_a_new_section_of_the_source_is_missing_and_a_removed_one_is_surplus():
    longer = replace(SOURCE, sections=(*SOURCE.sections, SectionInProgress(title="Cổng", text="Cổng gạch.")))
    shorter = replace(SOURCE, sections=SOURCE.sections[:1])

    assert (states(longer)["title-3"], states(longer)["text-3"]) == ("missing", "missing")
    assert (states(shorter)["title-2"], states(shorter)["text-2"]) == ("surplus", "surplus")


@pytest.mark.parametrize(
    ("told", "whole"),
    [
        ((), "missing"),
        (("missing", "missing"), "missing"),
        (("reviewed", "missing"), "missing"),
        (("reviewed", "stale", "missing"), "stale"),
        (("machine", "reviewed"), "machine"),
        (("unreviewed", "reviewed"), "unreviewed"),
        (("reviewed", "reviewed"), "reviewed"),
    ],
)
def test_a_language_goes_by_the_part_that_needs_most(told, whole):
    assert overall(told) == whole


def test_words_from_files_are_in_step_with_the_newest_source_of_their_moment():
    versions = (Version(1, 100.0), Version(2, 200.0), Version(3, 300.0))

    assert held_against(None, 250.0, versions) == 2
    assert held_against(None, 200.0, versions) == 2
    assert held_against(None, 50.0, versions) == 1
    assert held_against(1, 250.0, versions) == 1
    assert held_against(None, 250.0, ()) == 0


def test_a_translation_is_put_together_with_the_photos_of_the_source():
    words = translated(SOURCE, texts(TARGET), slug="van-la", made_by="human", reviewed=True)

    assert words == replace(TARGET, sections=(replace(TARGET.sections[0], photo="p1"), TARGET.sections[1]))


def test_a_section_without_a_source_stays_while_it_has_words():
    told = {**texts(TARGET), "text-3": "More."}

    assert len(translated(SOURCE, told, slug="x", made_by="human", reviewed=False).sections) == 3
    assert len(translated(SOURCE, {**told, "text-3": ""}, slug="x", made_by="human", reviewed=False).sections) == 2


@given(st.text(max_size=60))
def test_tidying_twice_is_tidying_once_and_changes_nothing_that_is_said(text):
    for key in ("name", "story", "text-4"):
        assert tidied(key, tidied(key, text)) == tidied(key, text)
        assert is_same(tidied(key, text), tidied(key, tidied(key, text)))


def test_glossary_words_are_found_whole_and_whatever_their_case():
    words = (Word("đình", "communal house"), Word("chợ", "market"))

    assert occurring("Đình làng và CHỢ quê", words) == words
    assert occurring("Chợt nhìn thấy gia đình", (words[1],)) == ()
    assert occurring("di\u0300nh \u0111i\u0300nh", (words[0],)) == (words[0],)


def test_a_word_inside_of_a_longer_entry_is_not_said_there():
    words = (Word("đình", "communal house"), Word("đình Vân La", "Van La Communal House"))

    assert occurring("Đình Vân La", words) == (words[1],)
    assert occurring("Đình Vân La là một đình cổ", words) == (words[1], words[0])


def test_a_translation_that_says_a_word_otherwise_is_told():
    words = (Word("đình", "communal house"), Word("chợ", "market"))

    assert unfollowed("Đình và chợ", "Two communal houses and a fair", words) == (words[1],)
    assert unfollowed("Đình", "Vân La村の集会堂です", (Word("đình", "集会堂"),)) == ()
    assert unfollowed("Đình", "집회당은", (Word("đình", "집회당"),)) == ()


def test_a_word_without_letters_harms_nobody():
    odd = (Word("(.*)+", "["), Word("", "x"), Word("…", "..."))

    assert occurring("a (.*)+ b …", odd) == (odd[0], odd[2])
    assert unfollowed("a (.*)+", "[", odd) == ()


def test_looking_for_a_word_finds_it_in_both_languages():
    words = (Word("đình", "communal house"), Word("chợ", "market"))

    assert matching(words, "MARK") == (words[1],)
    assert matching(words, "đì") == (words[0],)
    assert matching(words, "") == words
