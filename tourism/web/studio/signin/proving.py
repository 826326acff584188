"""Holds what somebody typed against what is kept, as slowly as guessing deserves."""

from dataclasses import dataclass

from tourism.staff import keyring, throttling
from tourism.staff.queries import Known
from tourism.web.request import backends
from tourism.web.studio.signin import passwords, sheet
from tourism.web.studio.signin.authenticator import Authenticator
from tourism.web.studio.signin.counters import Counters, counters_of, reserve


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a guess: right or wrong, or not even looked at for so many seconds more."""

    is_right: bool
    wait_seconds: int = 0


def password(known: Known | None, login: str, typed: str, *, kind: str = "password") -> Tried:
    """Whether this is the password of whoever signs in as `login` (folded); `known` None: nobody does.

    Each `kind` of door counts by itself.
    """
    counters = counters_of(kind, login, known)
    wait = reserve(counters)
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
        return Tried(is_right=sheet.use(known, typed))
    counters = counters_of("code", known.login, known)
    wait = reserve(counters)
    if wait:
        return Tried(is_right=False, wait_seconds=wait)
    step = Authenticator().step(typed, known.totp, known.totp_step) if known.totp else None
    with backends().sessions.writing() as session:
        if step is not None and keyring.use_step(session, known.person, step):
            throttling.forgive(session, counters.mine, counters.shared, backends().clock())
            return Tried(is_right=True)
    return _wrong(counters)


def _wrong(counters: Counters) -> Tried:
    with backends().sessions.writing() as session:
        throttling.count(session, counters.wrong, backends().clock())
    return Tried(is_right=False)
