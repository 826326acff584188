"""Holds what somebody typed against what is kept, as slowly as guessing deserves."""

import math
from dataclasses import dataclass
from datetime import datetime

from tourism.staff import keyring, pace, queries, throttling
from tourism.staff.pace import Counter
from tourism.staff.queries import Known
from tourism.web.request import VIETNAM, backends, reading
from tourism.web.studio.signin import devices, passwords, sealed, sheet
from tourism.web.studio.signin.authenticator import Authenticator


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a guess: right or wrong, or not even looked at for so many seconds more."""

    is_right: bool
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class _Counters:
    mine: tuple[Counter, ...]
    shared: tuple[Counter, ...]
    wrong: Counter

    @property
    def all(self) -> tuple[Counter, ...]:
        return self.mine + self.shared


def password(known: Known | None, login: str, typed: str, *, kind: str = "password") -> Tried:
    """Whether this is the password of whoever signs in as `login` (folded); `known` None: nobody does.

    Each `kind` of door counts by itself.
    """
    counters = _counters(kind, login, known)
    wait = _reserve(counters)
    if wait:
        return Tried(is_right=False, wait_seconds=wait)
    kept = known.password if known else None
    if not passwords.is_right(kept, typed) or known is None or kept is None:
        return _wrong(counters)
    fresh_hash = passwords.hashed(typed) if passwords.is_outdated(kept) else None
    with backends().sessions.writing() as session:
        throttling.forgive(session, counters.mine, counters.shared, backends().clock())
        if fresh_hash:
            keyring.set_password(session, known.person, fresh_hash)
    return Tried(is_right=True)


def code(known: Known, typed: str) -> Tried:
    """Whether this is a code of their authenticator, or of their sheet, that was never used; from now on it was."""
    if sheet.looks_like_one(typed):
        return Tried(is_right=use_sheet(known, typed))
    counters = _counters("code", known.login, known)
    wait = _reserve(counters)
    if wait:
        return Tried(is_right=False, wait_seconds=wait)
    step = Authenticator().step(typed, known.totp, known.totp_step) if known.totp else None
    with backends().sessions.writing() as session:
        if step is not None and keyring.use_step(session, known.person, step):
            throttling.forgive(session, counters.mine, counters.shared, backends().clock())
            return Tried(is_right=True)
    return _wrong(counters)


def use_sheet(known: Known, typed: str) -> bool:
    """Whether this is an unused code of their printed sheet; from now on it was used."""
    with backends().sessions.writing() as session:
        return keyring.use_code(session, known.person, sheet.digest(known.person, typed), backends().clock())


def on_sheet(known: Known | None, typed: str) -> bool:
    """Whether this is an unused code of their printed sheet; it stays unused."""
    if known is None:
        return False
    with reading() as session:
        return queries.has_code(session, known.person, sheet.digest(known.person, typed))


def wrong_tries(login: str) -> int:
    """How many wrong guesses were made today for whoever signs in as `login`."""
    with reading() as session:
        return queries.counted(session, _wrong_key(login, backends().clock()))


def _reserve(counters: _Counters) -> int:
    """Whole seconds to wait; 0: the guess is counted and may be looked at. Refusals take no lock."""
    now = backends().clock()
    with reading() as session:
        wait = queries.pause(session, counters.all, now)
    if not wait:
        with backends().sessions.writing() as session:
            wait = throttling.reserve(session, counters.all, now)
    return math.ceil(wait)


def _wrong(counters: _Counters) -> Tried:
    with backends().sessions.writing() as session:
        throttling.count(session, counters.wrong, backends().clock())
    return Tried(is_right=False)


def _counters(kind: str, login: str, known: Known | None) -> _Counters:
    account = sealed.folded("account", login)
    wrong = Counter(_wrong_key(login, backends().clock()), pace.WRONG)
    device = devices.known_by(known)
    if device is not None:
        return _Counters((Counter(f"{kind}:device:{sealed.folded('device', device)}", pace.DEVICE),), (), wrong)
    network = devices.network()
    pair = Counter(f"{kind}:pair:{account}:{network}", pace.PAIR)
    shared = (
        Counter(f"{kind}:account:{account}", pace.ACCOUNT),
        Counter(f"{kind}:network:{network}", pace.NETWORK),
        Counter(f"{kind}:everybody", pace.EVERYBODY),
    )
    return _Counters((pair,), shared, wrong)


def _wrong_key(login: str, now: datetime) -> str:
    return f"wrong:{sealed.folded('account', login)}:{now.astimezone(VIETNAM).date().isoformat()}"
