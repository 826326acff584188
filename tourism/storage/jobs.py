"""Put-off work as rows: written with their cause, claimed with a lease, finished once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tourism.storage.database import Base

LEASE = timedelta(seconds=180)
TRIES_MAX = 8
FIRST_PAUSE = timedelta(seconds=20)


class Job(Base):
    """One piece of put-off work; `key` is unique, so asking twice is asking once."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_due", "state", "due"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    due: Mapped[datetime]
    # queued, running, done, failed (put aside with its reason)
    state: Mapped[str] = mapped_column(default="queued")
    tries: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(default=None)
    lease: Mapped[str | None] = mapped_column(default=None)
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    # Asked for again while it was running: it must run once more.
    again: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in somebody's hands until the lease runs out."""

    id: int
    kind: str
    payload: dict[str, Any]
    lease: str
    tries: int


def ask(session: Session, *, kind: str, key: str, payload: dict[str, Any], now: datetime) -> None:
    """Asks for work in the caller's transaction; a job that is done or failed is queued anew."""
    job = session.scalar(select(Job).where(Job.key == key).with_for_update())
    if job is None:
        session.add(Job(key=key, kind=kind, payload=payload, due=now))
        session.flush()
        return
    job.payload = payload
    if job.state == "running":
        job.again = True
    else:
        _queue(job, now)


def _queue(job: Job, due: datetime) -> None:
    job.state, job.tries, job.reason, job.due, job.again = "queued", 0, None, due, False
    job.lease = job.leased_until = None


def claim(session: Session, now: datetime) -> Claimed | None:
    """The next job that is due, or whose worker has vanished; leased to the caller."""
    ready = or_(
        (Job.state == "queued") & (Job.due <= now),
        (Job.state == "running") & (Job.leased_until <= now),
    )
    query = select(Job).where(ready).order_by(Job.due, Job.id).limit(1).with_for_update(skip_locked=True)
    while (job := session.scalar(query)) is not None:
        if job.tries < TRIES_MAX:
            job.state, job.lease, job.leased_until = "running", secrets.token_hex(8), now + LEASE
            job.tries += 1
            return Claimed(job.id, job.kind, dict(job.payload), job.lease, job.tries)
        # It took every worker with it; nobody is left to say so but the next one.
        job.state, job.lease, job.leased_until, job.reason = "failed", None, None, "worker-vanished"
        session.flush()
    return None


def still_mine(session: Session, claimed: Claimed) -> bool:
    """Whether the lease still holds; locks the row, so that the answer stays true to the commit."""
    query = select(Job.id).where(Job.id == claimed.id, Job.lease == claimed.lease).with_for_update()
    return session.scalar(query) is not None


def finish(session: Session, claimed: Claimed, now: datetime) -> None:
    """Marks the work done, or queues it once more where it was asked for meanwhile."""
    job = session.get_one(Job, claimed.id)
    if job.again:
        _queue(job, now)
    else:
        job.state, job.lease, job.leased_until, job.reason = "done", None, None, None


def fail(session: Session, claimed: Claimed, reason: str, now: datetime, *, final: bool = False) -> None:
    """Puts the work off (20 s, doubling), or aside after 8 tries, with the reason for people to read."""
    job = session.get_one(Job, claimed.id)
    job.lease = job.leased_until = None
    job.reason = reason[:500]
    if job.again:
        _queue(job, now)
    elif final or job.tries >= TRIES_MAX:
        job.state = "failed"
    else:
        job.state, job.due = "queued", now + FIRST_PAUSE * 2 ** (job.tries - 1)


def counts(session: Session) -> dict[str, int]:
    """Jobs by state."""
    states = session.scalars(select(Job.state)).all()
    return {state: states.count(state) for state in sorted(set(states))}


def put_aside(session: Session) -> tuple[tuple[str, str], ...]:
    """Keys and reasons of jobs that no further try would mend."""
    query = select(Job.key, Job.reason).where(Job.state == "failed").order_by(Job.key)
    return tuple((key, reason or "") for key, reason in session.execute(query))


def waiting(session: Session, now: datetime) -> int:
    """How many jobs are due or in somebody's hands."""
    is_due = (Job.state == "queued") & (Job.due <= now)
    query = select(func.count()).select_from(Job).where(is_due | (Job.state == "running"))
    return session.scalar(query) or 0
