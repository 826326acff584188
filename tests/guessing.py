"""An attack on one account's password, and the officer who signs in meanwhile: what is looked at, who comes in."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask

from tests.conftest import HOST
from tests.joining import PASSWORD, Someone
from tourism.backends import Backends
from tourism.staff import queries
from tourism.staff.pace import Counter
from tourism.web.studio.signin import proving
from tourism.web.studio.signin.counters import counters_of

SEED = 7


@dataclass(frozen=True)
class Outcome:
    """How many of the guesses were held against the kept password, and how often the officer came in."""

    looked_at: int
    came_in: int


def attacked(app: Flask, backends: Backends, someone: Someone, *, guesses: int, addresses: int, times: int) -> Outcome:
    """Guesses from many networks, spread over a day; `times` the officer signs in on the phone that is known.

    Who still has to wait is refused by the throttle's own question; all others go through the whole check.
    """
    asked = [f"203.{number // 100}.{number % 100}.7" for number in range(addresses)]
    counters = {each: counters_at(app, someone.login, each) for each in asked}
    # The first code of the app was used for joining.
    dice, begun, came_in, mine = random.Random(SEED), someone.clock() + timedelta(minutes=1), 0, 0
    with watched() as seen:
        for number in range(guesses):
            someone.clock.now = begun + timedelta(days=1) * number / guesses
            address = dice.choice(asked)
            with backends.sessions.reading() as session:
                wait = queries.pause(session, counters[address], someone.clock())
            if not wait:
                assert not guess(app, backends, someone.login, f"đoán mò {number}", address)
            if number % (guesses // times) == 0:
                before = len(seen)
                came_in += is_let_in(app, backends, someone)
                mine += len(seen) - before
        return Outcome(len(seen) - mine, came_in)


def guess(app: Flask, backends: Backends, login: str, typed: str, address: str) -> bool:
    """One guess from somewhere, as the door handles it; whether it was right."""
    with app.test_request_context("/studio/sign-in", environ_base={"REMOTE_ADDR": address}):
        with backends.sessions.reading() as session:
            known = queries.by_login(session, login, backends.clock())
        return proving.password(known, login, typed).is_right


def is_let_in(app: Flask, backends: Backends, someone: Someone) -> bool:
    """Whether password and code are right on the phone that has signed in before."""
    kept = someone.phone.get_cookie("desk-knows", domain=HOST).value
    with app.test_request_context("/studio/sign-in", headers={"Cookie": f"desk-knows={kept}"}):
        with backends.sessions.reading() as session:
            known = queries.by_login(session, someone.login, backends.clock())
        return (
            proving.password(known, someone.login, PASSWORD).is_right and proving.code(known, someone.code()).is_right
        )


def counters_at(app: Flask, login: str, address: str) -> tuple[Counter, ...]:
    """What counts a stranger's guesses from there."""
    with app.test_request_context("/studio/sign-in", environ_base={"REMOTE_ADDR": address}):
        return counters_of("password", login, None).all


@contextmanager
def watched() -> Iterator[list[str]]:
    """Every kept hash that a password is really held against meanwhile."""
    found: list[str] = []
    verify = PasswordHasher.verify

    def noted(self: PasswordHasher, kept: str, typed: str) -> bool:
        found.append(kept)
        return bool(verify(self, kept, typed))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PasswordHasher, "verify", noted)
        yield found
