"""Connections: the promised pragmas, writers that wait for each other, readers that never lock."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import JSON, create_engine, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from tests.builders import a_place
from tourism.communes import queries as communes
from tourism.communes.actions import raise_edition
from tourism.communes.model import Commune
from tourism.sites.model import Sign, Site
from tourism.storage.database import connect
from tourism.storage.jobs import Job
from tourism.storage.schema import upgrade

WRITERS, EDITS = 8, 60


@pytest.mark.parametrize(
    "pragma, value",
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("trusted_schema", 0),
    ],
)
def test_sqlite_runs_as_promised(sqlite, pragma, value):
    for door in (sqlite.reading, sqlite.writing):
        with door() as session:
            assert session.scalar(text(f"PRAGMA {pragma}")) == value


def test_every_connection_runs_as_promised_even_in_another_thread(sqlite):
    def asked(_):
        with sqlite.reading() as session:
            return session.scalar(text("PRAGMA synchronous")), session.scalar(text("PRAGMA foreign_keys"))

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(asked, range(24))) == {(2, 1)}


def test_settings_reach_the_pragmas(tmp_path):
    made = connect(f"sqlite:///{tmp_path}/new/folder/x.sqlite", synchronous="NORMAL", busy_timeout_ms=123)
    with made.reading() as session:
        assert session.scalar(text("PRAGMA synchronous")) == 1
        assert session.scalar(text("PRAGMA busy_timeout")) == 123
    made.engine.dispose()


def test_eight_writers_who_read_first_lose_nothing(sqlite, tmp_path):
    _commune(sqlite)

    def edit(writer):
        for number in range(EDITS):
            with sqlite.writing() as session:
                before = session.scalars(select(Commune.edition)).one()
                session.add(_job(f"{writer}-{number}", before))
                session.flush()
                session.execute(text("UPDATE commune SET edition = :next"), {"next": before + 1})

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(edit, range(WRITERS)))
    with sqlite.reading() as session:
        assert communes.edition(session) == 1 + WRITERS * EDITS
        seen = [job.payload["before"] for job in session.scalars(select(Job))]
    assert sorted(seen) == list(range(1, WRITERS * EDITS + 1))


def test_a_plain_begin_would_have_failed(sqlite):
    """Shows that the test above can fail: readers' transactions that turn into writers are refused."""
    _commune(sqlite)
    with sqlite.reading() as one, sqlite.reading() as other:
        one.scalars(select(Commune.edition)).one()
        other.scalars(select(Commune.edition)).one()
        raise_edition(one, 1)
        one.commit()
        with pytest.raises(OperationalError, match="locked"):
            raise_edition(other, 1)


def test_readers_do_not_wait_for_a_writer_and_see_what_was(tmp_path, sqlite):
    _commune(sqlite)
    hasty = connect(f"sqlite:///{tmp_path}/guide.sqlite", busy_timeout_ms=0)
    with sqlite.writing() as writer:
        raise_edition(writer, 1)
        with hasty.reading() as reader:
            assert communes.edition(reader) == 1
    with hasty.reading() as reader:
        assert communes.edition(reader) == 2
    hasty.engine.dispose()


def test_a_writer_does_not_wait_for_readers(tmp_path, sqlite):
    _commune(sqlite)
    hasty = connect(f"sqlite:///{tmp_path}/guide.sqlite", busy_timeout_ms=0)
    with sqlite.reading() as reader:
        assert communes.edition(reader) == 1
        with hasty.writing() as writer:
            raise_edition(writer, 1)
        assert communes.edition(reader) == 1, "a reader keeps the picture it began with"
    hasty.engine.dispose()


def test_a_writer_takes_the_lock_at_once(tmp_path, sqlite):
    hasty = connect(f"sqlite:///{tmp_path}/guide.sqlite", busy_timeout_ms=0)
    with sqlite.writing() as one:
        one.scalars(select(Commune.id)).all()
        with pytest.raises(OperationalError, match="locked"), hasty.writing() as other:
            other.scalars(select(Commune.id)).all()
    hasty.engine.dispose()


def test_a_unit_of_work_that_fails_keeps_nothing(sessions):
    _commune(sessions)
    with pytest.raises(IntegrityError), sessions.writing() as session:
        _raise_and_break(session)
    with sessions.reading() as session:
        assert communes.edition(session) == 1


def test_what_a_reader_changes_is_not_kept(sessions):
    _commune(sessions)
    with sessions.reading() as session:
        raise_edition(session, _row(session))
    with sessions.reading() as session:
        assert communes.edition(session) == 1


def test_a_row_cannot_point_at_nothing(sessions):
    with pytest.raises(IntegrityError), sessions.writing() as session:
        session.add(Sign(code="00000000", site_id=999))


def test_a_moment_comes_back_in_utc_from_every_database(sessions):
    moment = datetime(2026, 11, 21, 10, 0, tzinfo=timezone(timedelta(hours=7)))
    with sessions.writing() as session:
        session.add(Job(key="k", kind="x", payload={}, due=moment, asked=moment))
    with sessions.reading() as session:
        due = session.scalars(select(Job.due)).one()
        assert due == moment
        assert due.tzinfo is not None
        assert session.scalars(select(Job.key).where(Job.due <= moment.astimezone(UTC))).all() == ["k"]
        assert session.scalars(select(Job.key).where(Job.due < moment)).all() == []


def test_a_moment_without_its_zone_is_refused(sessions):
    naive = datetime(2026, 11, 21)  # noqa: DTZ001 (what is tested)
    with pytest.raises(StatementError, match="time zone"), sessions.writing() as session:
        session.add(Job(key="k", kind="x", payload={}, due=naive, asked=naive))


def test_json_comes_back_as_it_was(sessions):
    payload = {
        "text": "Đình 红河 🏮 \"'\\ \u2028",
        "float": 20.8797,
        "int": 2**53,
        "none": None,
        "list": [1, [True, {}]],
    }
    with sessions.writing() as session:
        session.add(Job(key="k", kind="x", payload=payload, due=datetime.now(UTC), asked=datetime.now(UTC)))
    with sessions.reading() as session:
        assert session.scalars(select(Job.payload)).one() == payload


def test_a_pin_keeps_every_digit(village, sessions):
    village.site(
        village.commune(),
        pin=a_place().pin.__class__(lat=20.123456789012345, lon=105.98765432109876, accuracy_m=0.1),
    )
    with sessions.reading() as session:
        row = session.execute(select(Site.lat, Site.lon, Site.accuracy_m)).one()
    assert tuple(row) == (20.123456789012345, 105.98765432109876, 0.1)


def test_bringing_the_schema_up_to_date_twice_changes_nothing(sessions):
    upgrade(sessions.engine)
    upgrade(sessions.engine)
    _commune(sessions)
    upgrade(sessions.engine)
    with sessions.reading() as session:
        assert communes.edition(session) == 1


def test_a_database_in_memory_is_one_database():
    made = connect("sqlite://")
    upgrade(made.engine)
    _commune(made)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: _editions(made)).result() == 1
    made.engine.dispose()


def test_the_file_can_be_read_by_anybody_elses_sqlite(sqlite, tmp_path):
    _commune(sqlite)
    engine = create_engine(f"sqlite:///{tmp_path}/guide.sqlite")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT slug FROM commune")).scalar() == "a"
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    engine.dispose()
    assert isinstance(Commune.__table__.c.content.type, JSON)


def _commune(sessions):
    with sessions.writing() as session:
        session.add(Commune(public_id="00000000", slug="a", content={}))


def _raise_and_break(session):
    raise_edition(session, _row(session))
    session.flush()
    session.execute(text("INSERT INTO sign (code, site_id, retired) VALUES ('0', 999, false)"))


def _row(session):
    return session.scalars(select(Commune.id)).one()


def _editions(sessions):
    with sessions.reading() as session:
        return communes.edition(session)


def _job(key, before):
    return Job(key=key, kind="x", payload={"before": before}, due=datetime.now(UTC), asked=datetime.now(UTC))


@pytest.fixture
def sqlite(empty_file, tmp_path):
    """As operators have it: the disk is waited for."""
    shutil.copy(empty_file, tmp_path / "guide.sqlite")
    made = connect(f"sqlite:///{tmp_path}/guide.sqlite")
    yield made
    made.engine.dispose()
