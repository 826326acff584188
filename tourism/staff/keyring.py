"""How people prove who they are: passkeys, a password with an authenticator, a printed sheet; never commits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tourism.errors import Conflict, Invalid, NotFound
from tourism.staff.model import Passkey, Person, RecoveryCode


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a device gave us: the id of its passkey and the public half, both base64url."""

    credential: str
    public_key: str
    counter: int
    label: str


def add_passkey(session: Session, person: int, made: NewPasskey, now: datetime) -> None:
    """One more passkey; raises Conflict where it is known already."""
    if session.scalar(select(Passkey.id).where(Passkey.credential == made.credential)) is not None:
        raise Conflict("passkey-known")
    session.add(
        Passkey(
            person_id=person,
            credential=made.credential,
            public_key=made.public_key,
            counter=made.counter,
            label=made.label,
            made=now,
        )
    )
    session.flush()


def use_passkey(session: Session, passkey: int, counter: int, now: datetime) -> None:
    """Notes that it was used; `counter` is the device's own."""
    session.execute(update(Passkey).where(Passkey.id == passkey).values(counter=counter, used=now))


def name_passkey(session: Session, person: int, passkey: int, label: str) -> None:
    """Another name for a person's own passkey; raises NotFound."""
    own = update(Passkey).where(Passkey.id == passkey, Passkey.person_id == person).values(label=label)
    if session.execute(own.returning(Passkey.id)).first() is None:
        raise NotFound("no-such-passkey")


def remove_passkey(session: Session, person: int, passkey: int) -> None:
    """Takes one of a person's passkeys away; raises NotFound, and Invalid where it is their last way in."""
    own = list(session.scalars(select(Passkey.id).where(Passkey.person_id == person).with_for_update()))
    if passkey not in own:
        raise NotFound("no-such-passkey")
    if len(own) == 1 and session.get_one(Person, person).password is None:
        raise Invalid("last-way-in")
    session.execute(delete(Passkey).where(Passkey.id == passkey))


def set_password(session: Session, person: int, hashed: str, totp: str | None = None, totp_step: int = 0) -> None:
    """A new password, already hashed; `totp` is the sealed secret of a new authenticator, `totp_step` its used step."""
    values: dict[str, object] = {"password": hashed}
    if totp is not None:
        values |= {"totp": totp, "totp_step": totp_step}
    session.execute(update(Person).where(Person.id == person).values(**values))


def use_step(session: Session, person: int, step: int) -> bool:
    """Whether a step of the authenticator is later than every one used before; from now on it was used."""
    newer = update(Person).where(Person.id == person, Person.totp_step < step).values(totp_step=step)
    return session.execute(newer.returning(Person.id)).first() is not None


def new_codes(session: Session, person: int, digests: Iterable[str]) -> None:
    """A new sheet of codes; the old one opens nothing any more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person))
    session.add_all(RecoveryCode(person_id=person, digest=each) for each in digests)
    session.flush()


def use_code(session: Session, person: int, digest: str, now: datetime) -> bool:
    """Whether this code of the sheet was never used; from now on it was."""
    unused = update(RecoveryCode).where(
        RecoveryCode.person_id == person, RecoveryCode.digest == digest, RecoveryCode.used.is_(None)
    )
    return session.execute(unused.values(used=now).returning(RecoveryCode.id)).first() is not None


def forget_all(session: Session, person: int, handle: str) -> None:
    """Takes every way in away, and lets every device be unknown again (`handle` is new)."""
    session.execute(delete(Passkey).where(Passkey.person_id == person))
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person))
    session.execute(
        update(Person).where(Person.id == person).values(handle=handle, password=None, totp=None, totp_step=0)
    )
