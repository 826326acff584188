"""Lets go of counts that are older than they are kept: once a day, in a job that asks for itself again."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from tourism.backends import Backends
from tourism.storage import jobs
from tourism.storage.jobs import Claimed
from tourism.visits import actions as visits
from tourism.visits.telling import month_before

KEY = "forget:counts"
# When nothing else is due.
RANK = 1_000
AGAIN = timedelta(days=1)


def ask(session: Session, now: datetime) -> None:
    """Sees to it that the job is there."""
    jobs.ask(session, kind=visits.FORGET, key=KEY, payload={}, now=now, rank=RANK)


def forget(backends: Backends, claimed: Claimed) -> None:
    """Whole months only: what is told of a month must not change while its days go."""
    now = backends.clock()
    with backends.sessions.writing() as session:
        if not jobs.still_mine(session, claimed):
            return
        visits.forget(session, month_before(now.astimezone(UTC).date(), backends.config.counts_months))
        jobs.ask(session, kind=visits.FORGET, key=KEY, payload={}, now=now, rank=RANK, due=now + AGAIN)
        jobs.finish(session, claimed, now)
