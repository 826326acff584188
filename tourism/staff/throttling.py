"""Counts guesses before they are looked at, so that many at once count as many; never commits, never locks anybody."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from tourism.staff.model import Throttle
from tourism.staff.pace import Counter
from tourism.staff.queries import pause

# No pace looks further back.
KEPT = timedelta(days=2)


def reserve(session: Session, counters: Sequence[Counter], now: datetime) -> float:
    """Takes one guess out of every counter and returns 0.0; or takes none and returns the seconds to wait."""
    for counter in sorted(counters, key=lambda each: each.key):
        _begin(session, counter, now)
    seconds = pause(session, counters, now)
    if seconds:
        return seconds
    for counter in counters:
        row = session.get_one(Throttle, counter.key)
        row.count += 1
        row.not_before = now + counter.pace.pause_after(row.count)
    session.flush()
    return 0.0


def forgive(session: Session, mine: Sequence[Counter], shared: Sequence[Counter], now: datetime) -> None:
    """After a right guess: forgets what the asker's own counters hold, and gives one back to those of all."""
    # In the order of `reserve`: many who come in at once would wait for one another in a circle.
    for key in sorted(each.key for each in (*mine, *shared)):
        session.execute(select(Throttle.key).where(Throttle.key == key).with_for_update())
    session.execute(delete(Throttle).where(Throttle.key.in_([each.key for each in mine])))
    session.execute(
        update(Throttle)
        .where(Throttle.key.in_([each.key for each in shared]), Throttle.count > 0)
        .values(count=Throttle.count - 1, not_before=now)
    )


def count(session: Session, counter: Counter, now: datetime) -> None:
    """One more of what is only counted."""
    _begin(session, counter, now)
    session.get_one(Throttle, counter.key).count += 1
    session.flush()


def first_use(session: Session, key: str, now: datetime) -> bool:
    """Whether what carries this key (a challenge) was never used before; from now on it was."""
    return _insert(session, key, now)


def _begin(session: Session, counter: Counter, now: datetime) -> None:
    """A row for the counter, held by us, at zero where its span is over."""
    _insert(session, counter.key, now)
    row = session.scalars(select(Throttle).where(Throttle.key == counter.key).with_for_update()).one()
    if counter.pace.is_over(row.begun, now):
        old = select(Throttle.key).where(Throttle.begun < now - KEPT, Throttle.key != counter.key)
        # What somebody holds just now is not waited for: they may wait for us.
        session.execute(delete(Throttle).where(Throttle.key.in_(old.with_for_update(skip_locked=True))))
        row.begun, row.count, row.not_before = now, 0, now
        session.flush()


def _insert(session: Session, key: str, now: datetime) -> bool:
    insert = insert_postgresql if session.get_bind().dialect.name == "postgresql" else insert_sqlite
    made = insert(Throttle).values(key=key, begun=now, count=0, not_before=now).on_conflict_do_nothing()
    return session.execute(made.returning(Throttle.key)).first() is not None
