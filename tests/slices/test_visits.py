"""Daily counts: many at once lose none, nobody waits for them, and after a time they go."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import OperationalError

from tourism import forgetting
from tourism.errors import Invalid
from tourism.staff import granting
from tourism.storage.database import HURRY_MS, is_busy
from tourism.storage.jobs import Job
from tourism.visits import actions, queries
from tourism.visits.model import DailyCount
from tourism.visits.queries import Counted
from tourism.visits.telling import Span
from tourism.worker import work

DAY = date(2026, 11, 20)
TOUR, SITE = "CR0NG131", "9T9MMQEE"


def test_a_hundred_at_once_lose_none(backends, key):
    def one(number):
        with backends.sessions.writing() as session:
            actions.count(session, key, DAY, TOUR, "vi", ("shown", "heard")[number % 2])

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(one, range(100)))

    assert kept(backends) == {(DAY, TOUR, "vi", "heard"): 50, (DAY, TOUR, "vi", "shown"): 50}


def test_an_event_that_is_not_counted_is_refused(backends, key):
    with pytest.raises(Invalid, match="no-such-event"), backends.sessions.writing() as session:
        actions.count(session, key, DAY, TOUR, "vi", "clicked")
    assert kept(backends) == {}


def test_a_day_has_an_end(backends, key, monkeypatch):
    monkeypatch.setattr(actions, "DAY_MAX", 3)
    seen(backends, key, DAY, 7)
    seen(backends, key, DAY + timedelta(days=1), 2)

    assert list(kept(backends).values()) == [3, 2]


def test_only_numbers_by_day_thing_language_and_event_are_kept(backends):
    with backends.sessions.reading() as session:
        columns = {each["name"] for each in inspect(session.connection()).get_columns("daily_count")}

    assert columns == {"key_id", "day", "subject", "language", "event", "number"}


def test_counting_does_not_commit(backends, key):
    with backends.sessions.writing() as session:
        actions.count(session, key, DAY, TOUR, "vi", "shown")
        session.rollback()

    assert kept(backends) == {}


def test_who_is_in_a_hurry_does_not_wait_for_another_writer(backends, key):
    seen(backends, key, DAY, 1)
    with backends.sessions.writing() as writer:
        # SQLite's one lock, or PostgreSQL's of this row.
        writer.execute(text("UPDATE daily_count SET number = 5"))
        began = time.monotonic()
        with pytest.raises(OperationalError) as refused, backends.sessions.hurrying() as session:
            actions.count(session, key, DAY, TOUR, "vi", "shown")
        waited = time.monotonic() - began

    assert is_busy(refused.value)
    assert waited < HURRY_MS / 1000 + 1
    assert list(kept(backends).values()) == [5]


def test_whoever_has_time_goes_on_waiting_afterwards(sqlite):
    """The hurry does not stay with the connection."""
    for _ in range(3):
        with sqlite.hurrying() as session:
            assert session.scalar(text("PRAGMA busy_timeout")) == HURRY_MS
        with sqlite.writing() as session:
            assert session.scalar(text("PRAGMA busy_timeout")) == 5000
        with sqlite.reading() as session:
            assert session.scalar(text("PRAGMA busy_timeout")) == 5000


def test_a_key_s_counts_are_told_by_thing_language_and_event(backends, key, other_key):
    seen(backends, key, date(2026, 11, 1), 6)
    seen(backends, key, date(2026, 11, 3), 2)
    seen(backends, key, date(2026, 11, 3), 9, language="ko")
    seen(backends, key, date(2026, 11, 3), 7, event="heard")
    seen(backends, key, date(2026, 11, 3), 8, subject=SITE)
    seen(backends, other_key, date(2026, 11, 3), 80)
    first, third = Span(date(2026, 11, 1), date(2026, 11, 1), 6), Span(date(2026, 11, 1), date(2026, 11, 3), 7)
    rest = Span(date(2026, 11, 2), date(2026, 11, 19), None)

    assert asked(backends, key) == (
        Counted(SITE, "vi", "shown", (Span(date(2026, 11, 1), date(2026, 11, 3), 8),)),
        Counted(TOUR, "ko", "shown", (Span(date(2026, 11, 1), date(2026, 11, 3), 9),)),
        Counted(TOUR, "vi", "heard", (third,)),
        Counted(TOUR, "vi", "shown", (first, rest)),
    )
    assert [each.subject for each in asked(backends, key, subject=SITE)] == [SITE]


def test_what_is_told_does_not_depend_on_the_days_that_are_asked_for(backends, key):
    for day, number in ((1, 3), (2, 4), (5, 1), (9, 9), (12, 4)):
        seen(backends, key, date(2026, 11, day), number)
    (whole,) = asked(backends, key)
    by_days = [
        span
        for day in range(1, 31)
        for each in asked(backends, key, first=date(2026, 11, day), last=date(2026, 11, day))
        for span in each.spans
    ]

    assert tuple(by_days) == whole.spans
    assert [each.number for each in whole.spans] == [7, 10, None]


def test_today_is_not_told(backends, key):
    seen(backends, key, DAY, 50)

    assert asked(backends, key, today=DAY) == ()
    assert [each.spans[-1].number for each in asked(backends, key, today=DAY + timedelta(days=1))] == [50]


def test_old_counts_go_by_whole_months_once_a_day(backends, key, clock):
    months = backends.config.counts_months
    kept_from, gone = date(2024, 11, 1), date(2024, 10, 31)
    for day in (gone, kept_from, DAY):
        seen(backends, key, day, 1)
    with backends.sessions.writing() as session:
        forgetting.ask(session, clock())

    assert work(backends, until_empty=True) == 1
    assert months == 24
    assert [day for day, *_ in kept(backends)] == [kept_from, DAY]
    assert work(backends, until_empty=True) == 0
    clock.forward(days=10)
    assert work(backends, until_empty=True) == 1
    assert [day for day, *_ in kept(backends)] == [DAY]
    with backends.sessions.reading() as session:
        assert session.scalar(select(func.count()).select_from(Job)) == 1


def seen(backends, key, day, number, *, subject=TOUR, language="vi", event="shown"):
    with backends.sessions.writing() as session:
        for _ in range(number):
            actions.count(session, key, day, subject, language, event)


def asked(backends, key, *, first=date(2026, 11, 1), last=date(2026, 11, 30), today=DAY, subject=None):
    with backends.sessions.reading() as session:
        return queries.counts(session, key, first, last, today, subject)


def kept(backends):
    columns = (DailyCount.day, DailyCount.subject, DailyCount.language, DailyCount.event)
    with backends.sessions.reading() as session:
        rows = session.execute(select(*columns, DailyCount.number).order_by(*columns)).all()
    return {tuple(row[:4]): row[4] for row in rows}


@pytest.fixture
def commune(village):
    return village.commune()


@pytest.fixture
def key(backends, commune):
    return granted(backends, commune)


@pytest.fixture
def other_key(backends, commune):
    return granted(backends, commune)


def granted(backends, commune):
    with backends.sessions.writing() as session:
        return granting.grant(session, commune, "Lữ hành", days=None, by="test", now=backends.clock()).id
