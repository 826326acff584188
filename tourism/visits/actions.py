"""Counts that a partner's embed was seen or heard, and lets go of old counts; never commits."""

from datetime import date
from typing import Literal, get_args

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from tourism.errors import Invalid
from tourism.visits.model import DailyCount

Event = Literal["shown", "heard"]
EVENTS: tuple[Event, ...] = get_args(Event)
# Of one thing, language and event on one day: beyond it somebody plays, and everybody else's writes come first.
DAY_MAX = 10_000
# The kind of the job that lets go of old counts; there is one of it.
FORGET = "forget"


def count(session: Session, key: int, day: date, subject: str, language: str, event: str) -> None:
    """One more, in one statement, so that many at once lose none; raises Invalid for another event than EVENTS."""
    if event not in EVENTS:
        raise Invalid("no-such-event", allowed=list(EVENTS))
    insert = insert_postgresql if session.get_bind().dialect.name == "postgresql" else insert_sqlite
    made = insert(DailyCount).values(key_id=key, day=day, subject=subject, language=language, event=event, number=1)
    session.execute(
        made.on_conflict_do_update(
            index_elements=list(DailyCount.__table__.primary_key),
            set_={"number": DailyCount.number + 1},
            where=DailyCount.number < DAY_MAX,
        )
    )


def forget(session: Session, before: date) -> int:
    """Lets go of all counts of the days before one; how many rows."""
    gone = session.execute(delete(DailyCount).where(DailyCount.day < before).returning(DailyCount.day))
    return len(gone.all())
