"""A worker that is meant to be killed: a process of its own that does the guide's real work, under a short lease."""

import logging
import multiprocessing
import os
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy.exc import OperationalError

from tourism.backends import Backends
from tourism.config import Config
from tourism.engines.speech.espeak import Espeak
from tourism.worker import work_once

PAUSE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class House:
    """What every worker of a run shares: a database, a folder for blobs, and how long a lease holds."""

    database: str
    media: str
    lease: timedelta

    def backends(self) -> Backends:
        """The real things; the voice is espeak-ng, which speaks in a process of its own."""
        config = Config(database_url=self.database, media=self.media)
        return replace(Backends.of(config), voices=(Espeak(),))


def work_until_killed(house: House) -> None:
    """Does job after job; ends by itself only where the run that it belongs to has ended before it."""
    run = multiprocessing.parent_process()
    # In a group of its own: what outlives the worker can be found by it.
    os.setsid()
    logging.disable()
    backends = house.backends()
    while run is None or run.is_alive():
        try:
            is_busy = work_once(backends, lease=house.lease)
        except OperationalError:
            is_busy = False
        if not is_busy:
            time.sleep(PAUSE_SECONDS)


def outlived(worker: ForkServerProcess) -> bool:
    """Whether something that a dead worker started is still there."""
    return any(_group(path) == worker.pid for path in Path("/proc").glob("[0-9]*"))


def _group(process: Path) -> int | None:
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    # A process that has ended and waits to be noted is gone.
    return None if fields[0] == "Z" else int(fields[2])
