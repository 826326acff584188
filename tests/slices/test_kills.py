"""Workers killed in the middle of their work, over a small heap of it; `python -m bench kills` is the large one."""

import os
import time
from datetime import timedelta

import pytest
from sqlalchemy import text

from bench import databases, kills
from bench.heap import keep_ledger, ledger, settle
from bench.killed import House
from tests.conftest import POSTGRES
from tourism.worker import work

JOBS, KILLS, SEED = 24, 10, 7
LEASE = timedelta(seconds=10)


def test_ten_killed_workers_lose_nothing_and_nothing_is_done_twice(house):
    found = kills.run(house, count=JOBS, kills=KILLS, seed=SEED)
    assert found.kills == KILLS
    assert found.in_hand > 0, "some were killed in the middle of a job"
    assert found.tries > JOBS, "and somebody else did it"
    assert found.is_good, found


def test_the_ledger_sees_what_is_done_twice(house):
    backends = house.backends()
    sessions = backends.sessions
    settle(sessions, 2)
    keep_ledger(sessions)
    work(backends, until_empty=True)
    assert kills.doubled(sessions) == 0
    with sessions.writing() as session:
        session.execute(text("UPDATE narration SET duration_ms = duration_ms + 1 WHERE language = 'vi'"))
    assert ledger(sessions, "kept") == {"1:vi": 2, "1:en": 1}
    assert kills.doubled(sessions) > 0
    sessions.engine.dispose()


def test_a_half_that_a_killed_writer_left_is_swept_away_and_a_writer_at_work_is_left_alone(backends):
    blobs = backends.blobs
    whole = blobs.path(blobs.put(b"whole", "mp3").name)
    old, young = whole.with_name("part-old"), whole.with_name("part-young")
    for half in (old, young):
        half.write_bytes(b"ha")
    long_ago = time.time() - 2 * 3600
    os.utime(old, (long_ago, long_ago))
    os.utime(whole, (long_ago, long_ago))
    assert blobs.sweep() == 1
    assert (old.exists(), young.exists(), whole.exists()) == (False, True, True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def house(request, tmp_path):
    """An empty database, a folder, and a short lease; once on SQLite, once on PostgreSQL."""
    if request.param == "sqlite":
        yield House(f"sqlite:///{tmp_path}/guide.sqlite", str(tmp_path / "media"), LEASE)
        return
    if not POSTGRES:
        pytest.skip("TOURISM_TEST_POSTGRES_URL is not set: this test did NOT run on PostgreSQL")
    with databases.schema() as address:
        yield House(address, str(tmp_path / "media"), LEASE)
