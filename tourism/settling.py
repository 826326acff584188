"""How a job ends, for whoever still has it: done, or put off or aside with a reason."""

from tourism.backends import Backends
from tourism.storage import jobs
from tourism.storage.jobs import Claimed


def finish(backends: Backends, claimed: Claimed) -> None:
    """It is done, or nobody waits for it any more."""
    with backends.sessions.writing() as session:
        if jobs.still_mine(session, claimed):
            jobs.finish(session, claimed, backends.clock())


def fail(backends: Backends, claimed: Claimed, reason: str, *, final: bool) -> None:
    """It is tried again later; aside where it is final, or was tried often enough."""
    with backends.sessions.writing() as session:
        if jobs.still_mine(session, claimed):
            jobs.fail(session, claimed, reason, backends.clock(), final=final)
