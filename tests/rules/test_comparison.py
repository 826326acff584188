"""What differs between two texts is told whole, and two people's changes come together without a loss."""

import time

from hypothesis import given, settings
from hypothesis import strategies as some

from tourism.sites.comparison import compare, merged

TEXTS = some.text(alphabet="ab đ.,\n云 ", max_size=60)
PARAGRAPHS = some.lists(some.sampled_from(["Một.", "Hai ba.", "Bốn năm sáu.", "Bảy."]), max_size=5).map("\n\n".join)


def told(before: str, after: str) -> list[tuple[str, str]]:
    return [(run.kind, run.text) for run in compare(before, after)]


def test_one_changed_word_is_one_word_away_and_one_word_come():
    assert told("Hãy nhìn mái đình cong.", "Hãy nhìn mái chùa cong.") == [
        ("same", "Hãy nhìn mái "),
        ("removed", "đình "),
        ("added", "chùa "),
        ("same", "cong."),
    ]


def test_equal_texts_are_one_run_and_empty_ones_none():
    assert told("Đình làng.\n", "Đình làng.\n") == [("same", "Đình làng.\n")]
    assert told("", "") == []
    assert told("", "Đình") == [("added", "Đình")]
    assert told("Đình", "") == [("removed", "Đình")]


def test_scripts_without_blanks_are_compared_letter_by_letter():
    assert told("云罗亭很美", "云罗庙很美") == [("same", "云罗"), ("removed", "亭"), ("added", "庙"), ("same", "很美")]


def test_a_new_line_between_words_is_a_change_of_its_own():
    assert told("một hai", "một\nhai") == [("same", "một"), ("removed", " "), ("added", "\n"), ("same", "hai")]


@settings(deadline=None, max_examples=300)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back_from_what_differs(before, after):
    runs = compare(before, after)

    assert "".join(run.text for run in runs if run.kind != "added") == before
    assert "".join(run.text for run in runs if run.kind != "removed") == after
    assert all(run.text for run in runs)


def test_long_texts_of_one_word_take_no_long_while():
    began = time.perf_counter()

    compare("a " * 3000, "b " + "a b " * 1499)

    assert time.perf_counter() - began < 2


def test_changes_to_different_paragraphs_are_all_taken():
    base = "Một.\n\nHai.\n\nBa."

    merge = merged(base, "Một mới.\n\nHai.\n\nBa.", "Một.\n\nHai.\n\nBa mới.\n\nBốn.")

    assert merge.text == "Một mới.\n\nHai.\n\nBa mới.\n\nBốn."
    assert merge.conflicts == ()


def test_two_changes_to_one_paragraph_are_both_kept_and_marked():
    merge = merged("Một.\n\nHai.", "Một.\n\nHai của chị.", "Một.\n\nHai của tôi.")

    assert merge.text == "Một.\n\nHai của chị.\n\nHai của tôi."
    (conflict,) = merge.conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == ("Hai.", "Hai của chị.", "Hai của tôi.")


def test_the_same_change_by_both_is_taken_once():
    assert merged("Một.", "Hai.", "Hai.").text == "Hai."


def test_what_one_deleted_and_the_other_left_alone_is_gone():
    assert merged("Một.\n\nHai.", "Hai.", "Một.\n\nHai.").text == "Hai."


def test_what_one_deleted_and_the_other_rewrote_is_kept_for_a_choice():
    merge = merged("Một.\n\nHai.", "Một.", "Một.\n\nHai lần.")

    assert merge.text == "Một.\n\nHai lần."
    assert len(merge.conflicts) == 1


@settings(deadline=None, max_examples=300)
@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_a_paragraph_that_somebody_added_is_never_lost(base, theirs, mine):
    text = merged(base, theirs, mine).text.split("\n\n")

    for one in (theirs, mine):
        added = set(one.split("\n\n")) - set(base.split("\n\n"))
        assert added - {""} <= set(text)


@given(PARAGRAPHS, PARAGRAPHS)
def test_who_changed_nothing_gets_the_others_text(base, changed):
    assert merged(base, changed, base).text == merged(base, base, changed).text == changed
