"""Slices are tested on both databases; the schema is made once and emptied, for the tests are many."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests import conftest as house
from tests.conftest import Clock, HummingVoice
from tourism.backends import Backends
from tourism.config import Config
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import Base, Sessions


@pytest.fixture(scope="session")
def postgres() -> Iterator[Sessions | None]:
    """A PostgreSQL schema of the newest version, or None where there is no PostgreSQL."""
    if not house.POSTGRES:
        yield None
        return
    for made in house._postgres():
        # What is tested here is not the disk.
        event.listen(made.engine, "connect", _do_not_wait_for_the_disk)
        made.engine.dispose()
        yield made


def _do_not_wait_for_the_disk(connection: Any, _record: object) -> None:
    connection.execute("SET synchronous_commit = off")
    connection.commit()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def sessions(request: pytest.FixtureRequest) -> Iterator[Sessions]:
    """An empty database; once on SQLite, once on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    made = request.getfixturevalue("postgres")
    if made is None:
        pytest.skip("TOURISM_TEST_POSTGRES_URL is not set: this test did NOT run on PostgreSQL")
    _empty(made)
    yield made


def _empty(made: Sessions) -> None:
    """Ten times quicker than TRUNCATE, where rows are few; all of it is asked for at once."""
    tables = tuple(reversed(Base.metadata.sorted_tables))
    deleted = [f"DELETE FROM {table.name}" for table in tables]
    counted = [
        f"SELECT setval('{table.name}_id_seq', 1, false)" for table in tables if table.autoincrement_column is not None
    ]
    with made.engine.begin() as connection:
        connection.exec_driver_sql("; ".join(deleted + counted))


@pytest.fixture
def backends(config: Config, sessions: Sessions, clock: Clock, voice: HummingVoice) -> Backends:
    """A house of its own, once on SQLite, once on PostgreSQL."""
    return Backends(config, sessions, FolderBlobs(Path(config.media)), (voice,), clock)
