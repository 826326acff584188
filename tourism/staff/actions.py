"""Lets people in and out; never commits."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.staff.model import Member, Person, SignIn
from tourism.staff.permissions import Role
from tourism.staff.queries import digest
from tourism.staff.sign_ins import IDLE

ABSOLUTE = timedelta(hours=12)
FRESH = timedelta(minutes=10)
# For the code of an authenticator, after the password.
HALF_WAY = timedelta(minutes=10)


def enrol(
    session: Session,
    *,
    login: str,
    name: str,
    role: Role,
    commune: int | None,
    now: datetime,
    languages: Iterable[str] = (),
    speaks: str = "vi",
    handle: str = "",
) -> int:
    """A person with a role from now on; returns the person's id. `login` is folded already and nobody's."""
    person = Person(login=login, name=name, handle=handle or secrets.token_urlsafe(32), made=now, speaks=speaks)
    session.add(person)
    session.flush()
    session.add(Member(person_id=person.id, commune_id=commune, role=role, languages=list(languages), since=now))
    session.flush()
    return person.id


def sign_in(session: Session, person: int, *, device: str, now: datetime, shows: dict[str, Any] | None = None) -> str:
    """Opens a sign-in that was proven in full; returns the cookie, which is kept nowhere.

    `shows` is what this sign-in may see for some minutes (sealed by the face), like new codes.
    """
    session.execute(delete(SignIn).where(or_(SignIn.expires <= now, SignIn.seen <= now - IDLE)))
    session.execute(update(Person).where(Person.id == person).values(seen=now))
    return _open(session, person, device, now, expires=now + ABSOLUTE, fresh_until=now + FRESH, waiting=shows or {})


def await_code(session: Session, person: int, *, then: str, device: str, now: datetime) -> str:
    """A sign-in whose password was right; returns its cookie, which opens nothing yet."""
    waiting = {"person": person, "then": then}
    return _open(session, None, device, now, expires=now + HALF_WAY, fresh_until=now, waiting=waiting)


def prove(session: Session, sign_in: int, now: datetime) -> str:
    """Somebody has shown again who they are: fresh for some minutes, under a new cookie, which is returned."""
    cookie = secrets.token_urlsafe(32)
    row = session.get_one(SignIn, sign_in)
    row.digest, row.fresh_until, row.seen = digest(cookie), now + FRESH, now
    session.flush()
    return cookie


def touch(session: Session, sign_in: int, person: int, now: datetime) -> None:
    """The device was used just now."""
    session.execute(update(SignIn).where(SignIn.id == sign_in, SignIn.seen < now).values(seen=now))
    session.execute(update(Person).where(Person.id == person).values(seen=now))


def show_once(session: Session, sign_in: int, key: str, sealed: str | None) -> None:
    """What this sign-in may see for some minutes; None: it has seen it."""
    row = session.get_one(SignIn, sign_in)
    others = {name: text for name, text in row.waiting.items() if name != key}
    row.waiting = others if sealed is None else {**others, key: sealed}
    session.flush()


def end(session: Session, person: int, sign_in: int) -> None:
    """Signs one device of a person out; raises NotFound where it is not theirs."""
    gone = session.execute(
        delete(SignIn).where(SignIn.id == sign_in, SignIn.person_id == person).returning(SignIn.id)
    ).first()
    if gone is None:
        raise NotFound("no-such-device")


def end_quietly(session: Session, sign_in: int) -> None:
    """Ends a sign-in, or one under way, that another takes the place of."""
    session.execute(delete(SignIn).where(SignIn.id == sign_in))


def end_all(session: Session, person: int, but: int | None = None) -> int:
    """Signs a person out everywhere (`but` is left signed in); returns how many devices that were."""
    query = delete(SignIn).where(SignIn.person_id == person)
    query = query if but is None else query.where(SignIn.id != but)
    return len(session.execute(query.returning(SignIn.id)).all())


def leave(session: Session, person: int, now: datetime) -> None:
    """Ends somebody's role and all their sign-ins: the next request has no right any more.

    Raises NotFound for whoever has left already.
    """
    ending = (
        update(Member)
        .where(Member.person_id == person, or_(Member.until.is_(None), Member.until > now))
        .values(until=now)
    )
    if session.execute(ending.returning(Member.id)).first() is None:
        raise NotFound("no-such-person")
    end_all(session, person)


def speak(session: Session, person: int, language: str) -> None:
    """The desk speaks this language to them."""
    session.execute(update(Person).where(Person.id == person).values(speaks=language))


def _open(
    session: Session,
    person: int | None,
    device: str,
    now: datetime,
    *,
    expires: datetime,
    fresh_until: datetime,
    waiting: dict[str, Any],
) -> str:
    cookie = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            digest=digest(cookie),
            person_id=person,
            made=now,
            seen=now,
            expires=expires,
            fresh_until=fresh_until,
            device=device,
            waiting=waiting,
        )
    )
    session.flush()
    return cookie
