"""Adds a line to the journal; never commits."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tourism.audit.chain import GENESIS, Line, seal
from tourism.audit.model import AuditEvent

# Any number, as long as nobody else uses it: PostgreSQL's name of the lock that lets lines follow one another.
LOCK = 0x4C51_0001
# The same for deeds of the desk, which follow one another from their beginning on.
QUEUE = 0x4C51_0002
QUEUE_SECONDS = 10


def queue(session: Session) -> None:
    """Begins a deed: what it reads, no other deed changes before it ends, on PostgreSQL as on SQLite.

    Comes before every other lock of the transaction. Raises OperationalError where it waits too long for one.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SET LOCAL lock_timeout = '{QUEUE_SECONDS}s'"))
        session.execute(text("SELECT pg_advisory_xact_lock(:name)"), {"name": QUEUE})


def note(
    session: Session,
    deed: str,
    *,
    actor: str,
    now: datetime,
    person: int | None = None,
    commune: int | None = None,
    site: str | None = None,
    **told: Any,
) -> int:
    """Writes down one deed (`words.saved`, `person.invited`) in the caller's transaction; returns its number.

    `told` is what a reader of the journal wants to know besides, as JSON; no secret and no address of a device.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:name)"), {"name": LOCK})
    last = session.execute(
        select(AuditEvent.number, AuditEvent.digest).order_by(AuditEvent.number.desc()).limit(1)
    ).first()
    number, before = (last.number + 1, last.digest) if last else (1, GENESIS)
    line = Line(number, now, deed, actor, person, commune, site, told, "")
    line = replace(line, digest=seal(before, line))
    session.add(
        AuditEvent(
            number=number,
            made=now,
            deed=deed,
            actor=actor,
            person_id=person,
            commune_id=commune,
            site=site,
            told=told,
            digest=line.digest,
        )
    )
    session.flush()
    return number
