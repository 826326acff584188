"""Tables of people, their sign-ins and what keeps strangers out."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class Person(Base):
    """Somebody who works at the desk; never deleted, for the journal names them."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    # What they type to sign in, folded: without marks and case.
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    # Opaque; a passkey knows them by it. Another one ends every sign-in.
    handle: Mapped[str] = mapped_column(unique=True)
    made: Mapped[datetime]
    speaks: Mapped[str] = mapped_column(default="vi")
    password: Mapped[str | None] = mapped_column(default=None)
    # The secret of their authenticator app, encrypted, and the last step that was used: none is used twice.
    totp: Mapped[str | None] = mapped_column(default=None)
    totp_step: Mapped[int] = mapped_column(default=0)
    # When they were last at the desk; signed-out devices are forgotten, this is not.
    seen: Mapped[datetime | None] = mapped_column(default=None)


class Member(Base):
    """A person's role in a commune (None: in the province), from one moment to another."""

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    commune_id: Mapped[int | None] = mapped_column(ForeignKey("commune.id", ondelete="CASCADE"), index=True)
    role: Mapped[str]
    languages: Mapped[list[Any]]
    since: Mapped[datetime]
    until: Mapped[datetime | None] = mapped_column(default=None)


class Invitation(Base):
    """A one-time link: for somebody new, or for somebody who lost their way in (`person_id`)."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    # SHA-256 of what the link carries.
    digest: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    commune_id: Mapped[int | None] = mapped_column(ForeignKey("commune.id", ondelete="CASCADE"))
    languages: Mapped[list[Any]]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made: Mapped[datetime]
    made_by: Mapped[str]
    expires: Mapped[datetime]
    used: Mapped[datetime | None] = mapped_column(default=None)


class Passkey(Base):
    """A person's passkey: its public half."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    credential: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    counter: Mapped[int]
    label: Mapped[str]
    made: Mapped[datetime]
    used: Mapped[datetime | None] = mapped_column(default=None)


class RecoveryCode(Base):
    """One of ten on a printed sheet; each opens once."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "digest"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[str]
    used: Mapped[datetime | None] = mapped_column(default=None)


class SignIn(Base):
    """One device that is signed in, or on its way there (`person_id` None); ended ones are deleted."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    # SHA-256 of the cookie.
    digest: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    made: Mapped[datetime]
    seen: Mapped[datetime]
    expires: Mapped[datetime]
    # Until then what weighs most needs no second proof.
    fresh_until: Mapped[datetime]
    device: Mapped[str]
    # What a sign-in under way must remember: challenges, whose password was right.
    waiting: Mapped[dict[str, Any]]


class Throttle(Base):
    """How often something was tried in a span of time; `key` names what, for whom and from where (folded)."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    begun: Mapped[datetime]
    count: Mapped[int]
    # No other try is looked at before then.
    not_before: Mapped[datetime]


class PartnerKey(Base):
    """A partner's key: its first letters and SHA-256; revoked ones stay, for the journal.

    `code` is its public half: it stands in addresses of embeds, where anybody may read it. `sites` are the origins
    that may frame by it.
    """

    __tablename__ = "partner_key"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id", ondelete="CASCADE"), index=True)
    partner: Mapped[str]
    prefix: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    sites: Mapped[list[Any]]
    made: Mapped[datetime]
    made_by: Mapped[str]
    expires: Mapped[datetime | None] = mapped_column(default=None)
    revoked: Mapped[datetime | None] = mapped_column(default=None)
