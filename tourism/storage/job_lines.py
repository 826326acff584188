"""Put-off work as people see it: one frozen line a job, with its state in a word."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from tourism.storage.jobs import Job

# In the order they are listed.
STATES = ("running", "left behind", "due", "postponed", "waiting", "put aside", "done")
_ORDER = {"running": 0, "queued": 1, "failed": 2, "done": 3}


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job: `state` is one of STATES, `reason` a stable key, `worker` host:pid of who has it or had it last.

    running: somebody has it since `started`, and nobody else takes it before `leased_until`; left behind: that
    moment has passed, and whoever works next takes it; due: it can be done now; postponed: a try failed or a
    better moment is awaited, until `due`, for the `reason`; waiting: asked for, not due before `due`; put aside:
    given up after so many `tries`, for the `reason`; done: at `finished`.
    """

    key: str
    kind: str
    payload: dict[str, Any]
    state: str
    rank: int
    tries: int
    reason: str | None
    asked: datetime
    due: datetime
    started: datetime | None
    worker: str | None
    leased_until: datetime | None
    finished: datetime | None


def listed(
    session: Session, now: datetime, *, with_done: bool = False, limit: int | None = None
) -> tuple[JobLine, ...]:
    """Jobs as lines: what is in hand, what comes next in its order, what was put aside, and perhaps what is done."""
    order = (case(_ORDER, value=Job.state, else_=len(_ORDER)), Job.rank, Job.due, Job.id)
    query = select(Job).order_by(*order).limit(limit)
    return tuple(_line(job, now) for job in session.scalars(query if with_done else query.where(Job.state != "done")))


def given_up(session: Session, *, limit: int) -> tuple[JobLine, ...]:
    """Jobs that no further try would mend, the newest first."""
    query = select(Job).where(Job.state == "failed").order_by(Job.asked.desc(), Job.id.desc()).limit(limit)
    return tuple(_line(job, job.asked) for job in session.scalars(query))


def line(session: Session, key: str, now: datetime) -> JobLine | None:
    """The job with this key."""
    job = session.scalar(select(Job).where(Job.key == key))
    return _line(job, now) if job else None


def count(session: Session, now: datetime) -> Counter[str]:
    """How many jobs are in each of STATES."""
    passed = case((Job.state == "running", Job.leased_until <= now), else_=Job.due <= now)
    columns = (Job.state, passed, Job.reason.is_not(None))
    counted: Counter[str] = Counter()
    for state, is_past, has_reason, number in session.execute(select(*columns, func.count()).group_by(*columns)):
        counted[_word(state, is_past=bool(is_past), has_reason=bool(has_reason))] += number
    return counted


def _line(job: Job, now: datetime) -> JobLine:
    return JobLine(
        key=job.key, kind=job.kind, payload=dict(job.payload), state=_state(job, now), rank=job.rank,
        tries=job.tries, reason=job.reason, asked=job.asked, due=job.due, started=job.started, worker=job.worker,
        leased_until=job.leased_until, finished=job.finished,
    )  # fmt: skip


def _state(job: Job, now: datetime) -> str:
    moment = job.leased_until if job.state == "running" else job.due
    return _word(job.state, is_past=moment is not None and moment <= now, has_reason=job.reason is not None)


def _word(state: str, *, is_past: bool, has_reason: bool) -> str:
    if state == "running":
        return "left behind" if is_past else "running"
    if state == "queued":
        return "due" if is_past else "postponed" if has_reason else "waiting"
    return "done" if state == "done" else "put aside"
