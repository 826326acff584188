"""Slices are tested on both databases; the schema is made once and emptied, for the tests are many."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests import conftest as house
from tests.conftest import Clock, HummingVoice
from tourism.backends import Backends
from tourism.config import Config
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import Base, Sessions, connect
from tourism.storage.schema import upgrade


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file of the newest schema."""
    path = tmp_path_factory.mktemp("schema") / "empty.sqlite"
    made = connect(f"sqlite:///{path}")
    upgrade(made.engine)
    with made.reading() as session:
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    made.engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Sessions | None]:
    """A PostgreSQL schema of the newest version, or None where there is no PostgreSQL."""
    if house.POSTGRES:
        yield from house._postgres()
    else:
        yield None


@pytest.fixture
def sqlite(empty_file: Path, tmp_path: Path) -> Iterator[Sessions]:
    """An empty SQLite database."""
    shutil.copy(empty_file, tmp_path / "guide.sqlite")
    made = connect(f"sqlite:///{tmp_path}/guide.sqlite")
    yield made
    made.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def sessions(request: pytest.FixtureRequest) -> Iterator[Sessions]:
    """An empty database; once on SQLite, once on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    made = request.getfixturevalue("postgres")
    if made is None:
        pytest.skip("TOURISM_TEST_POSTGRES_URL is not set: this test did NOT run on PostgreSQL")
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with made.writing() as session:
        session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    yield made


@pytest.fixture
def backends(config: Config, sessions: Sessions, clock: Clock, voice: HummingVoice) -> Backends:
    """A house of its own, once on SQLite, once on PostgreSQL."""
    return Backends(config, sessions, FolderBlobs(Path(config.media)), (voice,), clock)
