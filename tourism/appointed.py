"""Publishes what was appointed, at its time: exactly those versions, or nothing and the reason why."""

import logging
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from tourism.audit import actions as journal
from tourism.backends import Backends
from tourism.editorial import actions as editorial
from tourism.editorial import queries
from tourism.errors import TourismError
from tourism.sites import drafts
from tourism.storage import jobs
from tourism.storage.jobs import Claimed

log = logging.getLogger(__name__)
# What an operator reads of a job that was put aside.
REASONS = {
    "newer-meanwhile": "newer words or another place were saved after the appointment: nothing was published",
    "not-approved": "the commune wants a review, and nobody has approved these versions: nothing was published",
    "not-complete": "something visitors need is missing: nothing was published",
    "too-long-to-hear": "the words take longer than three minutes to hear: nothing was published",
}


def publish(backends: Backends, claimed: Claimed) -> None:
    """Publishes, tells the journal in the name of who appointed it, and finishes the job, in one transaction."""
    try:
        with backends.sessions.writing() as session:
            _publish(session, claimed, backends.clock())
    except TourismError as error:
        log.warning("appointment %s was missed: %s", claimed.payload["submission"], error)
        with backends.sessions.writing() as session:
            _miss(session, claimed, error, backends.clock())


def _publish(session: Session, claimed: Claimed, now: datetime) -> None:
    number = int(claimed.payload["submission"])
    due = queries.due(session, number)
    if due is not None and due > now:
        # Put off after it was asked for: the job wakes at the earlier of the two times.
        if jobs.still_mine(session, claimed):
            jobs.later(session, claimed, "not yet its time", due)
        return
    is_published = editorial.keep_appointment(session, number, now)
    if not jobs.still_mine(session, claimed):
        raise _SomebodyElse
    if is_published:
        _note(session, "site.published", claimed, now, at="appointed")
    jobs.finish(session, claimed, now)


class _SomebodyElse(Exception):
    """The lease ran out while we worked: whoever has the job now does it; nothing of ours is kept."""


def _miss(session: Session, claimed: Claimed, error: TourismError, now: datetime) -> None:
    if not jobs.still_mine(session, claimed):
        return
    editorial.miss_appointment(session, int(claimed.payload["submission"]), error.reason, now)
    _note(session, "site.not-published", claimed, now, reason=error.reason)
    jobs.fail(session, claimed, REASONS.get(error.reason, error.reason), now, final=True)


def _note(session: Session, deed: str, claimed: Claimed, now: datetime, **told: Any) -> None:
    number = int(claimed.payload["submission"])
    site = drafts.site_by_row(session, queries.site_of(session, number))
    journal.note(
        session,
        deed,
        actor=str(claimed.payload["by"]),
        person=int(claimed.payload["person"]),
        commune=site.commune_row,
        site=site.id,
        now=now,
        submission=number,
        **told,
    )
