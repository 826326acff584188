"""Tables' common ground, and connections: WAL and FULL on SQLite, writers begin immediately."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, TypeDecorator, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, Session, sessionmaker
from sqlalchemy.pool import StaticPool

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; comes back aware from every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses naive moments: they mean something else on every machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone; it was UTC."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """All tables; typed dataclasses with keyword-only fields."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 (SQLAlchemy's own name)


# How long somebody in a hurry waits for another writer.
HURRY_MS = 200


@dataclass(frozen=True, slots=True)
class Sessions:
    """Kinds of session on one engine: readers never take the write lock, writers take it at once."""

    engine: Engine
    _read: sessionmaker[Session]
    _write: sessionmaker[Session]
    _hurry: sessionmaker[Session]

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that keeps nothing."""
        with self._read() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One unit of work: commits at the end, or keeps nothing."""
        with self._write.begin() as session:
            yield session

    @contextmanager
    def hurrying(self) -> Iterator[Session]:
        """As `writing`, for what had better not be kept than wait: raises OperationalError after HURRY_MS."""
        with self._hurry.begin() as session:
            yield session


def connect(url: str, *, synchronous: str = "FULL", busy_timeout_ms: int = 5000) -> Sessions:
    """Sessions for a database address; makes the folder of an SQLite file."""
    engine = _sqlite(url, synchronous, busy_timeout_ms) if url.startswith("sqlite") else _postgresql(url)
    read = sessionmaker(engine.execution_options(tourism_read=True), expire_on_commit=False)
    write = sessionmaker(engine.execution_options(tourism_write=True), expire_on_commit=False)
    hurry = sessionmaker(
        engine.execution_options(tourism_write=True, tourism_patience_ms=HURRY_MS), expire_on_commit=False
    )
    return Sessions(engine, read, write, hurry)


def _postgresql(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        patience = connection.get_execution_options().get("tourism_patience_ms")
        if patience is not None:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience:d}")

    return engine


def _sqlite(url: str, synchronous: str, busy_timeout_ms: int) -> Engine:
    path = url.partition("sqlite:///")[2]
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
    else:
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The driver's own implicit BEGIN is deferred; ours below says which kind it is.
        connection.isolation_level = None
        for pragma in (
            # First: the next one may have to wait for another connection already.
            f"busy_timeout={busy_timeout_ms}",
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        options = connection.get_execution_options()
        patience = options.get("tourism_patience_ms", busy_timeout_ms)
        if connection.info.get("patience", busy_timeout_ms) != patience:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={patience:d}")
            connection.info["patience"] = patience
        writes = options.get("tourism_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


# PostgreSQL's codes for what passes: locks not had in time, deadlocks, a server that is full, starting or stopping.
_PASSING = frozenset({"40001", "40P01", "53300", "55P03", "57014", "57P01", "57P03"})


def is_busy(error: OperationalError) -> bool:
    """Whether trying again soon helps: others hold the database, or it does not answer at this moment."""
    code = getattr(error.orig, "sqlstate", None)
    if code is not None:
        return code in _PASSING or code.startswith("08")
    told = str(error.orig).lower()
    return error.connection_invalidated or any(words in told for words in ("is locked", "connection", "timeout"))
