"""How online voices fare, as rows: one circuit and one queue of turns for all processes and machines."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from tourism.storage.database import Base, Sessions

# At least a second apart, also where one leaves a little late and the next one does not.
INTERVAL_SECONDS = 1.1
# Longer than anybody opens a circuit or stands in a queue: the clock was set back meanwhile.
LONGEST_OPEN = timedelta(hours=24)
LONGEST_QUEUE = timedelta(minutes=5)


class CircuitRow(Base):
    """What is known of one voice; no row is the same as one that says nothing."""

    __tablename__ = "circuit"

    name: Mapped[str] = mapped_column(primary_key=True)
    open_until: Mapped[datetime | None] = mapped_column(default=None)
    failures: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    # When the next request may leave, whoever sends it.
    next_turn: Mapped[datetime | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class CircuitState:
    """A moment's view: `open_until` only while it lies ahead."""

    open_until: datetime | None = None
    failures: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DatabaseCircuit:
    """The circuit of the voice `name`; turns are `interval_seconds` apart."""

    sessions: Sessions
    clock: Callable[[], datetime]
    name: str
    interval_seconds: float = INTERVAL_SECONDS

    def state(self) -> CircuitState:
        """Read without a lock."""
        with self.sessions.reading() as session:
            row = session.get(CircuitRow, self.name)
        if row is None:
            return CircuitState()
        return CircuitState(_ahead(row.open_until, self.clock(), LONGEST_OPEN), row.failures, row.reason)

    def open(self, seconds: float, reason: str) -> datetime:
        """Several who fail at once count as one failure; the longest of their spans holds."""
        now = self.clock()
        until = now + min(timedelta(seconds=seconds), LONGEST_OPEN)
        with self.sessions.writing() as session:
            row = _held(session, self.name)
            others = _ahead(row.open_until, now, LONGEST_OPEN)
            if others is None:
                row.failures += 1
            if others is not None and others >= until:
                return others
            row.open_until, row.reason = until, reason
        return until

    def close(self) -> None:
        """Forgets failures; turns go on."""
        with self.sessions.writing() as session:
            row = _held(session, self.name)
            row.open_until, row.failures, row.reason = None, 0, ""

    def turn(self) -> float:
        """Takes the next slot; the seconds until it."""
        now = self.clock()
        with self.sessions.writing() as session:
            row = _held(session, self.name)
            slot = _ahead(row.next_turn, now, LONGEST_QUEUE) or now
            row.next_turn = slot + timedelta(seconds=self.interval_seconds)
        return (slot - now).total_seconds()


def _held(session: Session, name: str) -> CircuitRow:
    """The row, locked until the commit; the first who asks makes it."""
    query = select(CircuitRow).where(CircuitRow.name == name).with_for_update()
    row = session.scalar(query)
    if row is None:
        with suppress(IntegrityError), session.begin_nested():
            session.add(CircuitRow(name=name))
        row = session.scalars(query).one()
    return row


def _ahead(moment: datetime | None, now: datetime, longest: timedelta) -> datetime | None:
    return moment if moment is not None and now < moment <= now + longest else None
