"""Put-off work as rows: written with their cause, claimed with a lease, finished once."""

import os
import secrets
import socket
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Index, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from tourism.storage.database import Base

LEASE = timedelta(seconds=180)
TRIES_MAX = 8
FIRST_PAUSE = timedelta(seconds=20)
LAST_RANK = 1_000_000


class Job(Base):
    """One piece of put-off work; `key` is unique, so asking twice is asking once."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_rank_due", "state", "rank", "due"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    due: Mapped[datetime]
    asked: Mapped[datetime]
    # 0 where a visitor waits for it; what has a larger rank is done when nothing with a smaller one is due.
    rank: Mapped[int] = mapped_column(default=0)
    # queued, running, done, failed (put aside with its reason)
    state: Mapped[str] = mapped_column(default="queued")
    tries: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(default=None)
    lease: Mapped[str | None] = mapped_column(default=None)
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    # Asked for again while it was running: it must run once more.
    again: Mapped[bool] = mapped_column(default=False)
    # For people: who has it or had it last, since when, and when it was done.
    worker: Mapped[str | None] = mapped_column(default=None)
    started: Mapped[datetime | None] = mapped_column(default=None)
    finished: Mapped[datetime | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in somebody's hands until the lease runs out, `span` after it was claimed or last renewed."""

    id: int
    key: str
    kind: str
    payload: dict[str, Any]
    lease: str
    tries: int
    span: timedelta


@dataclass(frozen=True, slots=True)
class Vanished:
    """A job that took every one of its workers with it, and was put aside for that."""

    key: str
    kind: str
    payload: dict[str, Any]


def ask(
    session: Session,
    *,
    kind: str,
    key: str,
    payload: dict[str, Any],
    now: datetime,
    rank: int = 0,
    due: datetime | None = None,
) -> None:
    """Asks for work in the caller's transaction, now or when it is `due`; what is done or put aside is queued anew.

    What waits already keeps the smaller rank and the earlier time of the two.
    """
    when = due or now
    job = session.scalar(select(Job).where(Job.key == key).with_for_update())
    if job is None:
        session.add(Job(key=key, kind=kind, payload=payload, due=when, asked=now, rank=rank))
        session.flush()
        return
    is_awaited = job.state in ("running", "queued")
    job.kind, job.payload, job.asked = kind, payload, now
    job.rank = min(job.rank, rank) if is_awaited else rank
    if job.state == "running":
        job.due = min(job.due, when) if job.again else when
        job.again = True
    else:
        _queue(job, min(job.due, when) if is_awaited else when)


def _queue(job: Job, due: datetime) -> None:
    job.state, job.tries, job.reason, job.due, job.again = "queued", 0, None, due, False
    job.lease = job.leased_until = None


def claim(
    session: Session,
    now: datetime,
    *,
    kinds: Collection[str] | None = None,
    key: str | None = None,
    span: timedelta = LEASE,
    vanished: list[Vanished] | None = None,
) -> Claimed | None:
    """The next job that is due, or whose worker has vanished, by rank and time; leased to the caller for `span`.

    Only of these `kinds`, only the one with this `key`, where they are given. Jobs that are put aside on the way,
    because 8 workers have vanished over them, are added to `vanished`.
    """
    while (job := _left_behind(session, now, kinds, key) or _due(session, now, kinds, key)) is not None:
        if job.tries < TRIES_MAX:
            job.state, job.lease, job.leased_until = "running", secrets.token_hex(8), now + span
            job.worker, job.started = f"{socket.gethostname()}:{os.getpid()}", now
            job.tries += 1
            return Claimed(job.id, job.key, job.kind, dict(job.payload), job.lease, job.tries, span)
        # It took every worker with it; nobody is left to say so but the next one.
        job.state, job.lease, job.leased_until, job.reason = "failed", None, None, "worker-vanished"
        session.flush()
        if vanished is not None:
            vanished.append(Vanished(job.key, job.kind, dict(job.payload)))
    return None


def _left_behind(session: Session, now: datetime, kinds: Collection[str] | None, key: str | None) -> Job | None:
    """The first job whose lease ran out, unless something of a smaller rank is due."""
    smallest = select(func.min(Job.rank)).where(_is_due(now), *_only(kinds, key)).scalar_subquery()
    is_left = (Job.state == "running") & (Job.leased_until <= now)
    return _first(session, is_left, Job.rank <= func.coalesce(smallest, LAST_RANK), *_only(kinds, key))


def _due(session: Session, now: datetime, kinds: Collection[str] | None, key: str | None) -> Job | None:
    # Apart from those left behind: this way the index is walked to its first fit, however many wait.
    return _first(session, _is_due(now), *_only(kinds, key))


def _is_due(now: datetime) -> ColumnElement[bool]:
    return (Job.state == "queued") & (Job.due <= now)


def _only(kinds: Collection[str] | None, key: str | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if kinds is not None:
        conditions.append(Job.kind.in_(kinds))
    if key is not None:
        conditions.append(Job.key == key)
    return conditions


def _first(session: Session, *conditions: ColumnElement[bool]) -> Job | None:
    query = select(Job).where(*conditions).order_by(Job.rank, Job.due, Job.id).limit(1)
    return session.scalar(query.with_for_update(skip_locked=True))


def renew(session: Session, claimed: Claimed, now: datetime) -> bool:
    """Extends the lease while the job is still the claimer's; False: somebody else has it, or it is over."""
    mine = (Job.id == claimed.id) & (Job.lease == claimed.lease)
    done = session.execute(update(Job).where(mine).values(leased_until=now + claimed.span).returning(Job.id))
    return done.first() is not None


def still_mine(session: Session, claimed: Claimed) -> bool:
    """Whether the lease still holds; locks the row, so that the answer stays true to the commit."""
    query = select(Job.id).where(Job.id == claimed.id, Job.lease == claimed.lease).with_for_update()
    return session.scalar(query) is not None


def finish(session: Session, claimed: Claimed, now: datetime) -> None:
    """Marks the work done, or queues it once more where it was asked for meanwhile."""
    job = session.get_one(Job, claimed.id)
    job.finished = now
    if job.again:
        _queue(job, job.due)
    else:
        job.state, job.lease, job.leased_until, job.reason = "done", None, None, None


def fail(session: Session, claimed: Claimed, reason: str, now: datetime, *, final: bool = False) -> None:
    """Puts the work off (20 s, doubling), or aside after 8 tries, with the reason for people to read."""
    job = session.get_one(Job, claimed.id)
    job.lease = job.leased_until = None
    job.reason = reason[:500]
    if job.again:
        _queue(job, job.due)
    elif final or job.tries >= TRIES_MAX:
        job.state = "failed"
    else:
        job.state, job.due = "queued", now + FIRST_PAUSE * 2 ** (job.tries - 1)


def later(session: Session, claimed: Claimed, reason: str, due: datetime, *, rank: int | None = None) -> None:
    """Puts the work off until it is `due`, which is no failure: tries count anew and the reason stays readable.

    What was asked for again meanwhile runs when that was asked for. `rank` may make it less urgent.
    """
    job = session.get_one(Job, claimed.id)
    if job.again:
        _queue(job, job.due)
        return
    _queue(job, due)
    job.reason = reason[:500]
    job.rank = job.rank if rank is None else rank


def retry(session: Session, now: datetime, key: str | None = None) -> int:
    """Queues what was put aside anew: the job with this key, or all; returns how many there were."""
    query = select(Job).where(Job.state == "failed", *_only(None, key)).order_by(Job.id).with_for_update()
    found = session.scalars(query).all()
    for job in found:
        _queue(job, now)
    return len(found)


def counts(session: Session) -> dict[str, int]:
    """Jobs by state."""
    query = select(Job.state, func.count()).group_by(Job.state).order_by(Job.state)
    return {state: count for state, count in session.execute(query)}


def put_aside(session: Session) -> tuple[tuple[str, str], ...]:
    """Keys and reasons of jobs that no further try would mend."""
    query = select(Job.key, Job.reason).where(Job.state == "failed").order_by(Job.key)
    return tuple((key, reason or "") for key, reason in session.execute(query))


def waiting(session: Session, now: datetime, kinds: Collection[str] | None = None) -> int:
    """How many jobs (of these kinds) are due or in somebody's hands."""
    query = select(func.count()).select_from(Job).where(or_(_is_due(now), Job.state == "running"), *_only(kinds, None))
    return session.scalar(query) or 0
