"""Guessing: how many of ten thousand tries of a day are looked at, and whether the officer comes in meanwhile."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.databases import POSTGRES, schema
from bench.figures import Figure, cost, ratio
from bench.processes import core_seconds
from tests.builders import Village
from tests.conftest import HOST, Clock
from tests.guessing import attacked
from tests.joining import joined
from tourism.app import create_app
from tourism.backends import Backends
from tourism.config import Config
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import connect
from tourism.storage.schema import upgrade

GUESSES, ADDRESSES, SIGN_INS = 10_000, 200, 100


def measure() -> list[Figure]:
    """The table of guessing, on SQLite and where there is one on PostgreSQL."""
    return [figure for database in ("SQLite", "PostgreSQL")[: 1 + bool(POSTGRES)] for figure in _measured(database)]


def _measured(database: str) -> list[Figure]:
    with _house(database) as backends:
        Village(backends).commune()
        app, clock = create_app(backends), backends.clock
        assert isinstance(clock, Clock)
        officer = joined(app, backends, clock)
        before = core_seconds()
        seen = attacked(app, backends, officer, guesses=GUESSES, addresses=ADDRESSES, times=SIGN_INS)
        spent = core_seconds() - before
    return [
        cost(f"{database}: guesses looked at, of {GUESSES} in a day", seen.looked_at, most=60, unit="", digits=0),
        ratio(f"{database}: the officer came in, of {SIGN_INS} times", seen.came_in, least=SIGN_INS, digits=0),
        Figure(f"{database}: seconds of a core", f"{spent:.0f}"),
    ]


@contextmanager
def _house(database: str) -> Iterator[Backends]:
    with tempfile.TemporaryDirectory() as folder, _address(database, folder) as address:
        sessions = connect(address)
        upgrade(sessions.engine)
        media = str(Path(folder) / "media")
        config = Config(secret_key="g" * 40, public_base_url=f"http://{HOST}", media=media, online_voices="off")
        yield Backends(config, sessions, FolderBlobs(Path(media)), (), Clock())
        sessions.engine.dispose()


@contextmanager
def _address(database: str, folder: str) -> Iterator[str]:
    if database == "SQLite":
        yield f"sqlite:///{folder}/guide.sqlite"
        return
    with schema() as address:
        yield address
