"""Who is signed in, and where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.staff.model import Member, Person, SignIn
from tourism.staff.permissions import Actor, Role
from tourism.staff.queries import belongs, digest

IDLE = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class HalfWay:
    """A sign-in whose password was right and whose code is awaited."""

    row: int
    person: int
    then: str


@dataclass(frozen=True, slots=True)
class Device:
    """A device that is signed in."""

    row: int
    name: str
    made: datetime
    seen: datetime


def actor(session: Session, cookie: str, now: datetime) -> Actor | None:
    """Who holds this cookie, with the rights of this moment; None for strangers and for those who have left."""
    found = session.execute(
        select(SignIn, Person, Member)
        .join(Person, Person.id == SignIn.person_id)
        .join(Member, Member.person_id == Person.id)
        .where(SignIn.digest == digest(cookie), SignIn.expires > now, SignIn.seen > now - IDLE, *belongs(now))
        .order_by(Member.since.desc(), Member.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    sign_in, person, member = found
    return Actor(
        person=person.id,
        name=person.name,
        role=cast("Role", member.role),
        commune=member.commune_id,
        languages=tuple(member.languages),
        speaks=person.speaks,
        session=sign_in.id,
        fresh_until=sign_in.fresh_until.timestamp(),
        seen=sign_in.seen.timestamp(),
    )


def half_way(session: Session, cookie: str, now: datetime) -> HalfWay | None:
    """The sign-in under way of this cookie."""
    row = session.scalar(
        select(SignIn).where(SignIn.digest == digest(cookie), SignIn.person_id.is_(None), SignIn.expires > now)
    )
    return HalfWay(row.id, row.waiting["person"], row.waiting["then"]) if row else None


def devices(session: Session, person: int, now: datetime) -> tuple[Device, ...]:
    """Where a person is signed in, the newest first."""
    rows = session.scalars(
        select(SignIn)
        .where(SignIn.person_id == person, SignIn.expires > now, SignIn.seen > now - IDLE)
        .order_by(SignIn.made.desc(), SignIn.id.desc())
    )
    return tuple(Device(row.id, row.device, row.made, row.seen) for row in rows)


def shown_once(session: Session, sign_in: int, key: str) -> str | None:
    """What this sign-in was given to see for some minutes (sealed by the face), if anything."""
    row = session.get(SignIn, sign_in)
    return row.waiting.get(key) if row else None
