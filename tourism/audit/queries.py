"""The journal as people read it, and whether its chain is whole."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.audit.chain import GENESIS, Line, follows
from tourism.audit.model import AuditEvent

PAGE = 50
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk along the chain found: how many lines are as they were sealed, and where it ends.

    `broken` is the number of the first line that is missing, changed or out of its place; None where all are whole.
    `head` is the last whole line's number and digest. `noted_is_there` tells of the head that was noted elsewhere;
    None where none was given.
    """

    count: int
    broken: int | None
    head: tuple[int, str]
    noted_is_there: bool | None


def lines(
    session: Session, commune: int | None, *, before: int | None = None, site: str | None = None, limit: int = PAGE
) -> tuple[Line, ...]:
    """Lines of a commune (None: of the whole house), the newest first: those older than the number `before`.

    `site` is a public id; only lines about it then.
    """
    query = select(AuditEvent).order_by(AuditEvent.number.desc()).limit(limit)
    if commune is not None:
        query = query.where(AuditEvent.commune_id == commune)
    if site is not None:
        query = query.where(AuditEvent.site == site)
    if before is not None:
        query = query.where(AuditEvent.number < before)
    return tuple(_line(row) for row in session.scalars(query))


def last_deeds(session: Session, commune: int, deeds: Collection[str]) -> dict[str, str]:
    """The last of these deeds on each site of a commune, by the site's public id."""
    query = select(AuditEvent.site, AuditEvent.deed).where(AuditEvent.commune_id == commune, AuditEvent.deed.in_(deeds))
    return {site: deed for site, deed in session.execute(query.order_by(AuditEvent.number)) if site}


def walk(session: Session, noted: tuple[int, str] | None = None) -> Walked:
    """Walks the whole chain in batches and stops at the first break.

    Lines cut off at the end leave no gap: only a head that was `noted` elsewhere (number, digest) shows them missing.
    """
    head, count, found = (0, GENESIS), 0, None if noted is None else noted == (0, GENESIS)
    for line in _every_line(session):
        if not follows(*head, line):
            return Walked(count, head[0] + 1, head, found)
        head, count = (line.number, line.digest), count + 1
        found = found or head == noted if noted else None
    return Walked(count, None, head, found)


def _every_line(session: Session) -> Iterator[Line]:
    """In their order; few at a time are in memory."""
    last: int | None = None
    while True:
        query = select(AuditEvent).order_by(AuditEvent.number).limit(BATCH)
        found = session.scalars(query if last is None else query.where(AuditEvent.number > last)).all()
        yield from map(_line, found)
        if len(found) < BATCH:
            return
        last = found[-1].number
        session.expunge_all()


def _line(row: AuditEvent) -> Line:
    return Line(
        row.number, row.made, row.deed, row.actor, row.person_id, row.commune_id, row.site, dict(row.told), row.digest
    )
