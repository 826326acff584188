"""The one thing to do next: the most urgent that this person may do, by kind, language and place."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tourism.overview.tasks import NEEDS, ORDER, Cell, Row, Task, next_task, paper_of
from tourism.staff.permissions import ROLES, Actor

TODAY = date(2026, 11, 21)
DONE = Cell("vi", "done", "heard")
FINE = Row(
    id="AAAAAAAA", name="Đình", published=True, has_news=False, has_pin=True, photos=1, paper="fine",
    cells=(DONE, Cell("en", "done", "heard"), Cell("zh-Hans", "done", "heard")),
)  # fmt: skip
# From the most urgent to the least: what is wrong with a place, and the task that it makes.
LADDER = [
    ("repair", {"failed": "text-unspeakable", "failed_in": "vi"}),
    ("paper", {"paper": "expired"}),
    ("write", {"cells": (Cell("vi", "missing", "untold"),)}),
    ("pin", {"has_pin": False}),
    ("photo", {"photos": 0}),
    ("consent", {"paper": "awaited"}),
    ("read", {"cells": (Cell("vi", "unread", "heard"),)}),
    ("publish", {"has_news": True}),
    ("renew", {"cells": (DONE, Cell("en", "stale", "heard"))}),
    ("translate", {"cells": (DONE, Cell("en", "missing", "untold"))}),
    ("check", {"cells": (DONE, Cell("en", "machine", "heard"))}),
    ("sound", {"cells": (DONE, Cell("en", "done", "silent", "text-too-long"))}),
]


@pytest.mark.parametrize(("kind", "lacking"), LADDER)
def test_each_lack_makes_its_task(kind, lacking):
    task = next_task([FINE, replace(FINE, id="BBBBBBBB", name="Chợ", **lacking)], actor())

    assert (task.kind, task.id, task.name) == (kind, "BBBBBBBB", "Chợ")


@pytest.mark.parametrize("at", range(len(LADDER) - 1))
def test_the_more_urgent_lack_comes_first_wherever_it_stands(at):
    urgent, later = (replace(FINE, id=kind, **lacking) for kind, lacking in LADDER[at : at + 2])

    assert next_task([later, urgent], actor()).kind == LADDER[at][0]
    assert next_task([urgent, later], actor()).kind == LADDER[at][0]


def test_where_nothing_is_lacking_there_is_no_task():
    assert next_task([FINE], actor()) is None
    assert next_task([], actor()) is None
    assert FINE.is_fine


@pytest.mark.parametrize(("kind", "lacking"), [each for each in LADDER if each[0] != "publish"])
def test_a_place_that_lacks_something_is_not_fine(kind, lacking):
    assert not replace(FINE, **lacking).is_fine


def test_languages_go_by_the_commune_s_order_before_places():
    first = replace(FINE, id="1", cells=(DONE, Cell("en", "done", "heard"), Cell("zh-Hans", "missing", "untold")))
    second = replace(FINE, id="2", cells=(DONE, Cell("en", "missing", "untold"), Cell("zh-Hans", "done", "heard")))

    task = next_task([first, second], actor())

    assert (task.id, task.language) == ("2", "en")


def test_an_editor_of_one_language_is_given_that_language():
    row = replace(FINE, cells=(DONE, Cell("en", "missing", "untold"), Cell("zh-Hans", "missing", "untold")))

    assert next_task([row], actor("editor", languages=("zh-Hans",))).language == "zh-Hans"
    assert next_task([row], actor("editor", languages=("fr",))) is None


def test_a_reviewer_is_given_what_waits_and_nothing_to_write():
    rows = [replace(FINE, photos=0)]
    waiting = [Task("decide", "CCCCCCCC", "Chùa")]

    assert next_task(rows, actor("reviewer"), waiting).kind == "decide"
    assert next_task(rows, actor("reviewer")) is None
    assert next_task(rows, actor("editor"), waiting).kind == "photo"


def test_who_may_not_publish_hands_in_and_only_once():
    row = replace(FINE, has_news=True)

    assert next_task([row], actor("contributor")).kind == "hand-in"
    assert next_task([row], actor("editor")).kind == "hand-in"
    assert next_task([replace(row, handed_in=True)], actor("editor")) is None
    assert next_task([replace(row, handed_in=True)], actor("officer")).kind == "publish"


def test_nothing_is_to_be_published_before_it_has_words_and_a_position():
    row = replace(FINE, published=False, has_news=True, has_pin=False)

    assert next_task([row], actor()).kind == "pin"
    assert next_task([replace(row, has_pin=True)], actor()).kind == "publish"


@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_given_what_their_role_does_not_allow(role):
    someone = actor(role)
    rows = [replace(FINE, id=kind, **lacking) for kind, lacking in LADDER]
    while rows:
        task = next_task(rows, someone)
        if task is None:
            break
        assert someone.may(NEEDS[task.kind])
        rows = [row for row in rows if row.id != task.id]


def test_every_kind_of_task_has_its_rung():
    assert [kind for kind in ORDER if kind not in ("decide", "hand-in")] == [kind for kind, _ in LADDER]


@pytest.mark.parametrize(
    ("consents", "paper"),
    [
        ([], "fine"),
        ([("given", None)], "fine"),
        ([("not-needed", TODAY - timedelta(days=1))], "fine"),
        ([("given", TODAY)], "expiring"),
        ([("given", TODAY - timedelta(days=1))], "expired"),
        ([("given", TODAY + timedelta(days=90))], "expiring"),
        ([("given", TODAY + timedelta(days=91))], "fine"),
        ([("awaited", None), ("given", TODAY + timedelta(days=5))], "awaited"),
        ([("awaited", None), ("given", TODAY - timedelta(days=5))], "expired"),
    ],
)
def test_the_worst_consent_counts(consents, paper):
    assert paper_of(consents, TODAY)[0] == paper


def actor(role="officer", languages=()) -> Actor:
    return Actor(
        person=1, name="Hoa", role=role, commune=1, languages=tuple(languages), speaks="vi", session=1, fresh_until=0.0
    )
