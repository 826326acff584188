"""Doing one job here and now, or waiting for the worker that has it."""

import time

from tourism.backends import Backends
from tourism.storage.job_lines import JobLine, line
from tourism.worker import work_once

PAUSE_SECONDS = 0.3
UNSETTLED = ("due", "running", "left behind")


def settled(backends: Backends, key: str) -> JobLine | None:
    """The job with this key once it is done, put off or put aside; None where there is no such job."""
    while (found := _line(backends, key)) is not None and found.state in UNSETTLED:
        if not work_once(backends, key=key):
            time.sleep(PAUSE_SECONDS)
    return found


def _line(backends: Backends, key: str) -> JobLine | None:
    with backends.sessions.reading() as session:
        return line(session, key, backends.clock())
