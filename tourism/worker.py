"""Put-off work: claim, do, finish, in short transactions; a lease covers the doing."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from tourism import settling
from tourism.appointed import publish
from tourism.backends import Backends
from tourism.editorial.actions import PUBLISH
from tourism.editorial.rehearsing import REHEARSE
from tourism.following import follow
from tourism.forgetting import forget
from tourism.modelling import make
from tourism.narrating import improve, narrate, note_vanished
from tourism.narration import actions as narration
from tourism.rehearsing import rehearse
from tourism.scenes.actions import MODEL
from tourism.storage import jobs
from tourism.storage.jobs import LEASE, Claimed, Vanished
from tourism.visits.actions import FORGET

log = logging.getLogger(__name__)
PAUSE_SECONDS = 2.0
KINDS: dict[str, Callable[[Backends, Claimed], None]] = {
    narration.NARRATE: narrate,
    narration.IMPROVE: improve,
    narration.FOLLOW: follow,
    PUBLISH: publish,
    REHEARSE: rehearse,
    MODEL: make,
    FORGET: forget,
}
# What a page or a person waits for; better voices come when nobody does.
AWAITED = (narration.NARRATE, narration.FOLLOW, MODEL)


def work(backends: Backends, *, until_empty: bool = False, kinds: Collection[str] | None = None) -> int:
    """Does job after job; returns how many, once nothing is due (or never, without `until_empty`)."""
    done = 0
    while True:
        if _one_more(backends, kinds):
            done += 1
        elif until_empty:
            return done
        else:
            time.sleep(PAUSE_SECONDS)


def _one_more(backends: Backends, kinds: Collection[str] | None) -> bool:
    """A database that is away for a moment looks like nothing to do, and is no reason to stop working."""
    try:
        return work_once(backends, kinds=kinds)
    except OperationalError:
        log.exception("the database does not answer")
        return False


def work_once(
    backends: Backends,
    *,
    kinds: Collection[str] | None = None,
    key: str | None = None,
    lease: timedelta = LEASE,
) -> bool:
    """Claims and does one job that is due, of these kinds or with this key; returns whether there was one."""
    vanished: list[Vanished] = []
    with backends.sessions.writing() as session:
        claimed = jobs.claim(session, backends.clock(), kinds=kinds, key=key, span=lease, vanished=vanished)
    for each in vanished:
        note_vanished(backends, each)
    if claimed is None:
        return False
    do = KINDS.get(claimed.kind)
    if do is None:
        settling.fail(backends, claimed, "unknown-work", final=True)
        return True
    try:
        with _held(backends, claimed):
            do(backends, claimed)
    except Exception as error:
        # One bad job must not stop the others; it is tried again, and put aside with its reason in the end.
        log.exception("job %s failed", claimed.id)
        settling.fail(backends, claimed, f"unforeseen: {error!r}", final=False)
    return True


@contextmanager
def _held(backends: Backends, claimed: Claimed) -> Iterator[None]:
    """Renews the lease from beside while work goes on: a slow machine must not look like a dead one."""
    is_done = threading.Event()

    def renew() -> None:
        while not is_done.wait(claimed.span.total_seconds() / 3):
            with suppress(OperationalError), backends.sessions.writing() as session:
                jobs.renew(session, claimed, backends.clock())

    beside = threading.Thread(target=renew, daemon=True)
    beside.start()
    try:
        yield
    finally:
        is_done.set()
        beside.join()
