"""A partner's counts as they may be told, in frozen views."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.visits.model import DailyCount
from tourism.visits.telling import Span, month_after, spans


@dataclass(frozen=True, slots=True)
class Counted:
    """What is told of one thing, in one language, of one event: its spans, the oldest first."""

    subject: str
    language: str
    event: str
    spans: tuple[Span, ...]


def counts(
    session: Session, key: int, first: date, last: date, today: date, subject: str | None = None
) -> tuple[Counted, ...]:
    """What may be told of a key's counts: spans that end from `first` to `last`, of days that are over `today`.

    Sorted by thing, language and event; `subject` is the public id of the only thing wanted.
    """
    # Whole months: what a span is must not depend on the days that are asked for.
    query = (
        select(DailyCount.subject, DailyCount.language, DailyCount.event, DailyCount.day, DailyCount.number)
        .where(DailyCount.key_id == key)
        .where(DailyCount.day >= first.replace(day=1), DailyCount.day < min(today, month_after(last)))
    )
    if subject is not None:
        query = query.where(DailyCount.subject == subject)
    rows: dict[tuple[str, str, str], dict[date, int]] = {}
    for thing, language, event, day, number in session.execute(query):
        rows.setdefault((thing, language, event), {})[day] = number
    found = []
    for (thing, language, event), days in sorted(rows.items()):
        told = tuple(each for each in spans(days, today) if first <= each.last <= last)
        if told:
            found.append(Counted(thing, language, event, told))
    return tuple(found)
