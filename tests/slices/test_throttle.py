"""Guessing is slow for strangers and never locks anybody out; on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import Phone
from tests.guessing import attacked, guess
from tests.joining import PASSWORD, Someone, joined
from tourism.app import create_app
from tourism.staff import pace, queries, throttling
from tourism.staff.model import Throttle
from tourism.staff.pace import Counter

GUESSES, ADDRESSES, SIGN_INS = 1_000, 200, 10


def test_of_a_day_s_guesses_hardly_any_are_looked_at_and_the_officer_comes_in(app, backends, hoa):
    """`python -m bench guesses` is the same with 10,000 guesses and 100 sign-ins."""
    seen = attacked(app, backends, hoa, guesses=GUESSES, addresses=ADDRESSES, times=SIGN_INS)

    assert 5 <= seen.looked_at <= 60
    assert seen.came_in == SIGN_INS


def test_no_twenty_four_hours_see_more_than_sixty_guesses(sessions, clock):
    counter, looked_at = Counter("password:account:hoa", pace.ACCOUNT), []
    for _ in range(2 * 24 * 12):
        with sessions.writing() as session:
            if throttling.reserve(session, [counter], clock()) == 0.0:
                looked_at.append(clock())
        clock.forward(minutes=5)

    most = max(sum(each <= other < each + pace.DAY for other in looked_at) for each in looked_at)
    assert 30 <= most <= 60


def test_guesses_at_one_moment_count_one_by_one(sessions, clock):
    counter = Counter("password:pair:hoa", pace.Pace(pace.DAY, most=5, free=5))

    def guess_once(_: int) -> bool:
        with sessions.writing() as session:
            return throttling.reserve(session, [counter], clock()) == 0.0

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess_once, range(24))) == 5


def test_many_who_come_in_at_one_moment_do_not_wait_in_a_circle(sessions, clock):
    """Guesses hold the counters in one order, and so does whoever is forgiven."""
    wide = pace.Pace(pace.DAY, most=10_000, free=10_000)
    mine, shared = Counter("z:pair", wide), tuple(Counter(name, wide) for name in ("a:account", "b:all", "c:network"))

    def come_in(_: int) -> bool:
        for _ in range(5):
            with sessions.writing() as session:
                throttling.reserve(session, (mine, *shared), clock())
            with sessions.writing() as session:
                throttling.forgive(session, (mine,), shared, clock())
        return True

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(come_in, range(6)))


def test_pauses_double_and_end(clock):
    waits = [pace.PAIR.pause_after(count).total_seconds() for count in range(1, 16)]

    assert waits[:8] == [0, 0, 0, 0, 10, 20, 40, 80]
    assert max(waits) == waits[-1] == 1800
    assert pace.PAIR.pause_after(1_000_000) == pace.PAIR.longest


def test_a_right_password_forgives_the_asker_and_gives_one_back_to_all(sessions, clock):
    mine, shared = Counter("a", pace.PAIR), Counter("b", pace.ACCOUNT)
    with sessions.writing() as session:
        for _ in range(3):
            throttling.reserve(session, [mine, shared], clock())
        throttling.forgive(session, [mine], [shared], clock())

    with sessions.reading() as session:
        assert (queries.counted(session, "a"), queries.counted(session, "b")) == (0, 2)


def test_a_refused_guess_is_counted_nowhere(sessions, clock):
    full, other = Counter("full", pace.Pace(pace.DAY, most=1, free=1)), Counter("other", pace.ACCOUNT)
    with sessions.writing() as session:
        throttling.reserve(session, [full], clock())
        assert throttling.reserve(session, [full, other], clock()) == pace.DAY.total_seconds()

    with sessions.reading() as session:
        assert queries.counted(session, "other") == 0


def test_what_is_counted_tells_no_name_and_no_address(app, backends, clock, hoa):
    guess(app, backends, hoa.login, "đoán mò", "203.0.113.7")

    with backends.sessions.reading() as session:
        kept = " ".join(session.scalars(select(Throttle.key)))
    assert "203.0" not in kept
    assert "hoa" not in kept


@pytest.mark.parametrize(
    ("pair", "same"),
    [
        (("203.0.113.7", "203.0.113.250"), True),
        (("203.0.113.7", "203.0.114.7"), False),
        (("2001:db8:1:2::7", "2001:db8:1:ffff::9"), True),
        (("2001:db8:1:2::7", "2001:db8:2:2::7"), False),
        (("203.0.113.7", "::ffff:203.0.113.99"), True),
        (("fe80::7%eth0", "fe80::9"), True),
        (("nonsense", ""), True),
    ],
)
def test_neighbours_of_one_network_are_one(app, backends, hoa, pair, same):
    one, other = pair
    for number in range(5):
        guess(app, backends, f"nobody {number}", "đoán mò", one)
    before = networks(backends)
    guess(app, backends, "nobody else", "đoán mò", other)

    assert (networks(backends) == before) is same


def test_nobody_s_guessing_slows_a_stolen_code_of_the_sheet_or_the_known_device(app, backends, clock, hoa):
    for number in range(60):
        guess(app, backends, hoa.login, f"đoán mò {number}", f"203.0.{number}.7")
        clock.forward(seconds=40)
    new_phone = Someone(Phone(app, app.response_class), clock, login=hoa.login, key=hoa.key)

    assert new_phone.sign_in().status_code == 429
    assert comes_in(hoa)
    sent = {"login": hoa.login, "password": PASSWORD, "code": hoa.codes[0]}
    assert new_phone.post("/studio/sign-in/sheet", sent).status_code == 303


def comes_in(someone: Someone) -> bool:
    """The officer signs out and in again, on the device that knows them."""
    someone.sign_out()
    return someone.sign_in().status_code == 303 and someone.is_in()


def networks(backends) -> int:
    """How many networks are counted."""
    with backends.sessions.reading() as session:
        return len([key for key in session.scalars(select(Throttle.key)) if ":network:" in key])


@pytest.fixture
def app(backends) -> Flask:
    """The guide on a database of either kind."""
    return create_app(backends)


@pytest.fixture
def hoa(app, backends, clock, village) -> Someone:
    """The officer of Hồng Vân on her own phone."""
    village.commune()
    return joined(app, backends, clock)
