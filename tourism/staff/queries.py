"""Who works in a commune, and how they may prove who they are."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.staff.model import Invitation, Member, Passkey, Person, RecoveryCode, Throttle
from tourism.staff.pace import Counter
from tourism.staff.permissions import Role


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody with a role today, and how they may prove who they are; `commune` None is the province."""

    person: int
    login: str
    name: str
    handle: str
    role: Role
    commune: int | None
    password: str | None
    totp: str | None
    totp_step: int


@dataclass(frozen=True, slots=True)
class PasskeyView:
    """A passkey: its public half."""

    row: int
    person: int
    credential: str
    public_key: str
    counter: int
    label: str
    made: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a role, as those who may help people in see them."""

    person: int
    login: str
    name: str
    role: Role
    commune: int | None
    languages: tuple[str, ...]
    since: datetime
    seen: datetime | None


@dataclass(frozen=True, slots=True)
class Invited:
    """A link that is still good; `person` is set where it leads somebody back in."""

    row: int
    name: str
    role: Role
    commune: int | None
    languages: tuple[str, ...]
    person: int | None


def digest(secret: str) -> str:
    """SHA-256 of a random secret, as kept; 64 hex digits. For secrets of 128 bits and more: passwords are no such."""
    return hashlib.sha256(secret.encode()).hexdigest()


def belongs(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Whether a role is somebody's at this moment."""
    return Member.since <= now, or_(Member.until.is_(None), Member.until > now)


def by_login(session: Session, login: str, now: datetime) -> Known | None:
    """Who signs in by this folded name; None for nobody and for those who have left."""
    return _known(session.execute(_with_role(now).where(Person.login == login)).first())


def by_person(session: Session, person: int, now: datetime) -> Known | None:
    """Somebody by their id; None for those who have left."""
    return _known(session.execute(_with_role(now).where(Person.id == person)).first())


def passkey(session: Session, credential: str) -> PasskeyView | None:
    """The passkey with this id."""
    row = session.scalar(select(Passkey).where(Passkey.credential == credential))
    return _passkey(row) if row else None


def passkeys(session: Session, person: int) -> tuple[PasskeyView, ...]:
    """A person's passkeys, the oldest first."""
    rows = session.scalars(select(Passkey).where(Passkey.person_id == person).order_by(Passkey.id))
    return tuple(_passkey(row) for row in rows)


def codes_left(session: Session, person: int) -> int:
    """How many codes of the printed sheet still open."""
    query = select(func.count()).select_from(RecoveryCode)
    return session.scalar(query.where(RecoveryCode.person_id == person, RecoveryCode.used.is_(None))) or 0


def has_code(session: Session, person: int, code_digest: str) -> bool:
    """Whether an unused code of the printed sheet has this digest."""
    query = select(RecoveryCode.id).where(RecoveryCode.person_id == person, RecoveryCode.digest == code_digest)
    return session.scalar(query.where(RecoveryCode.used.is_(None))) is not None


def colleagues(session: Session, commune: int | None, now: datetime) -> tuple[Colleague, ...]:
    """Everybody with a role today in a commune (None: everywhere), by name."""
    query = _with_role(now).order_by(Person.name, Person.id)
    if commune is not None:
        query = query.where(Member.commune_id == commune)
    return tuple(
        Colleague(
            person=person.id,
            login=person.login,
            name=person.name,
            role=cast("Role", member.role),
            commune=member.commune_id,
            languages=tuple(member.languages),
            since=member.since,
            seen=person.seen,
        )
        for person, member in session.execute(query)
    )


def invited(session: Session, token: str, now: datetime) -> Invited:
    """What a link promises; raises NotFound where it is used, too old or nobody's."""
    row = session.scalar(
        select(Invitation).where(
            Invitation.digest == digest(token), Invitation.used.is_(None), Invitation.expires > now
        )
    )
    if row is None:
        raise NotFound("no-such-invitation")
    return Invited(row.id, row.name, cast("Role", row.role), row.commune_id, tuple(row.languages), row.person_id)


def free_login(session: Session, folded_name: str) -> str:
    """The name itself, or with the first number that nobody has: nguyen thi hoa 2."""
    like = select(Person.login).where(or_(Person.login == folded_name, Person.login.startswith(f"{folded_name} ")))
    taken = set(session.scalars(like))
    candidates = (folded_name, *(f"{folded_name} {number}" for number in range(2, len(taken) + 3)))
    return next(each for each in candidates if each not in taken)


def pause(session: Session, counters: Sequence[Counter], now: datetime) -> float:
    """Seconds until the next guess that these count is looked at; 0.0: now. Takes no lock."""
    rows = session.execute(
        select(Throttle.key, Throttle.begun, Throttle.count, Throttle.not_before).where(
            Throttle.key.in_([each.key for each in counters])
        )
    )
    paces = {each.key: each.pace for each in counters}
    return max(
        (
            paces[key].wait(begun=begun, count=count, not_before=not_before, now=now)
            for key, begun, count, not_before in rows
        ),
        default=0.0,
    )


def counted(session: Session, key: str) -> int:
    """What a counter holds."""
    return session.scalar(select(Throttle.count).where(Throttle.key == key)) or 0


def _with_role(now: datetime) -> Select[Person, Member]:
    return select(Person, Member).join(Member, Member.person_id == Person.id).where(*belongs(now))


def _known(found: Row[Person, Member] | None) -> Known | None:
    if found is None:
        return None
    person, member = found
    return Known(
        person=person.id,
        login=person.login,
        name=person.name,
        handle=person.handle,
        role=cast("Role", member.role),
        commune=member.commune_id,
        password=person.password,
        totp=person.totp,
        totp_step=person.totp_step,
    )


def _passkey(row: Passkey) -> PasskeyView:
    return PasskeyView(
        row.id, row.person_id, row.credential, row.public_key, row.counter, row.label, row.made, row.used
    )
