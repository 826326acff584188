"""Lets people in and out; never commits."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tourism.staff.model import Member, Person, SignIn
from tourism.staff.permissions import Role
from tourism.staff.queries import digest

ABSOLUTE = timedelta(hours=12)
FRESH = timedelta(minutes=10)


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
) -> int:
    """A person with a role from now on; returns the person's id. `login` is folded already."""
    person = Person(login=login, name=name, handle=secrets.token_urlsafe(32), made=now, speaks=speaks)
    session.add(person)
    session.flush()
    session.add(Member(person_id=person.id, commune_id=commune, role=role, languages=list(languages), since=now))
    session.flush()
    return person.id


def sign_in(session: Session, person: int, *, device: str, now: datetime) -> str:
    """Opens a sign-in that was proven in full; returns the cookie, which is kept nowhere."""
    cookie = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            digest=digest(cookie),
            person_id=person,
            made=now,
            seen=now,
            expires=now + ABSOLUTE,
            fresh_until=now + FRESH,
            device=device,
            waiting={},
        )
    )
    session.flush()
    return cookie
