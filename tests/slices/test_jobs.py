"""Put-off work: asked once, claimed by one, done once; a worker that vanishes loses nothing."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.builders import Village, words
from tourism.backends import Backends
from tourism.narration.model import Narration
from tourism.storage import jobs
from tourism.storage.blobs import FolderBlobs
from tourism.storage.jobs import LEASE, TRIES_MAX, Job

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
ROOT = Path(__file__).parent.parent.parent
CLAIMER = """
import sys
from datetime import datetime
from tourism.storage import jobs
from tourism.storage.database import connect
sessions = connect(sys.argv[1])
while True:
    with sessions.writing() as session:
        claimed = jobs.claim(session, datetime.fromisoformat(sys.argv[2]))
    if claimed is None:
        break
    print(claimed.id, flush=True)
"""


def test_asking_twice_is_asking_once(sessions):
    _ask(sessions, "a", {"n": 1})
    _ask(sessions, "a", {"n": 2})
    claimed = _claim(sessions)
    assert claimed.payload == {"n": 2}
    assert _claim(sessions) is None


def test_jobs_come_by_the_time_they_are_due(sessions):
    for key, minutes in (("late", 5), ("early", 1), ("later", 9)):
        _ask(sessions, key, now=NOW + timedelta(minutes=minutes))
    assert _claim(sessions, NOW) is None
    keys = [_key(sessions, _claim(sessions, NOW + timedelta(minutes=6))) for _ in range(2)]
    assert keys == ["early", "late"]
    assert _claim(sessions, NOW + timedelta(minutes=6)) is None


def test_a_job_is_its_claimers_until_the_lease_runs_out(sessions):
    _ask(sessions, "a")
    first = _claim(sessions)
    assert _claim(sessions, NOW + LEASE - timedelta(seconds=1)) is None
    second = _claim(sessions, NOW + LEASE)
    assert (second.id, second.tries) == (first.id, 2)
    with sessions.writing() as session:
        assert not jobs.still_mine(session, first)
        assert jobs.still_mine(session, second)


def test_a_job_that_is_finished_stays_finished(sessions):
    _ask(sessions, "a")
    claimed = _claim(sessions)
    with sessions.writing() as session:
        jobs.finish(session, claimed, NOW)
    assert _claim(sessions, NOW + timedelta(days=9)) is None
    assert _counts(sessions) == {"done": 1}
    _ask(sessions, "a")
    assert _claim(sessions).tries == 1


@pytest.mark.parametrize("how", ["finish", "fail", "fail for good"])
def test_what_is_asked_again_while_it_runs_runs_once_more(sessions, how):
    _ask(sessions, "a", {"n": 1})
    claimed = _claim(sessions)
    _ask(sessions, "a", {"n": 2})
    assert _claim(sessions) is None, "not by two at a time"
    with sessions.writing() as session:
        if how == "finish":
            jobs.finish(session, claimed, NOW)
        else:
            jobs.fail(session, claimed, "x", NOW, final=how == "fail for good")
    again = _claim(sessions)
    assert (again.payload, again.tries) == ({"n": 2}, 1)
    with sessions.writing() as session:
        jobs.finish(session, again, NOW)
    assert _claim(sessions) is None


def test_a_failed_try_is_put_off_longer_each_time_and_then_put_aside(sessions):
    _ask(sessions, "a")
    now, pauses = NOW, []
    for _ in range(TRIES_MAX):
        claimed = _claim(sessions, now)
        with sessions.writing() as session:
            jobs.fail(session, claimed, "voice-unavailable", now)
        with sessions.reading() as session:
            job = session.scalars(select(Job)).one()
            pauses.append((job.due - now).total_seconds())
            assert job.reason == "voice-unavailable"
            assert (job.lease, job.leased_until) == (None, None)
        assert _claim(sessions, job.due - timedelta(seconds=1)) is None
        now = job.due
    assert pauses[:-1] == [20, 40, 80, 160, 320, 640, 1280]
    assert _claim(sessions, now + timedelta(days=9)) is None
    with sessions.reading() as session:
        assert jobs.put_aside(session) == (("a", "voice-unavailable"),)
    _ask(sessions, "a", now=now)
    assert _claim(sessions, now).tries == 1


def test_a_job_that_takes_every_worker_with_it_is_put_aside_in_the_end(sessions):
    _ask(sessions, "poison")
    now = NOW
    for _ in range(TRIES_MAX):
        assert _claim(sessions, now) is not None
        now += LEASE
    _ask(sessions, "good", now=now)
    assert _key(sessions, _claim(sessions, now)) == "good"
    with sessions.reading() as session:
        assert jobs.put_aside(session) == (("poison", "worker-vanished"),)


def test_what_is_waiting_is_counted(sessions):
    for key in "abc":
        _ask(sessions, key)
    _ask(sessions, "later", now=NOW + timedelta(hours=1))
    _claim(sessions)
    with sessions.reading() as session:
        assert jobs.waiting(session, NOW) == 3, "those in somebody's hands too"
        assert jobs.counts(session) == {"queued": 3, "running": 1}


def test_a_long_reason_is_cut(sessions):
    _ask(sessions, "a")
    claimed = _claim(sessions)
    with sessions.writing() as session:
        jobs.fail(session, claimed, "x" * 100_000, NOW, final=True)
    with sessions.reading() as session:
        assert len(jobs.put_aside(session)[0][1]) <= 500


def test_two_claimers_never_get_the_same_job(sessions):
    for number in range(60):
        _ask(sessions, f"k{number}")
    barrier = Barrier(6)

    def claim_all(_):
        barrier.wait()
        mine = []
        while claimed := _claim(sessions):
            mine.append(claimed.id)
        return mine

    with ThreadPoolExecutor(6) as pool:
        claimed = [each for mine in pool.map(claim_all, range(6)) for each in mine]
    assert sorted(claimed) == list(range(1, 61))


def test_a_claimer_does_not_wait_for_another(sessions):
    """On PostgreSQL a locked row is skipped; on SQLite the other claimer is through in a moment."""
    if sessions.engine.dialect.name != "postgresql":
        return
    _ask(sessions, "a")
    _ask(sessions, "b")
    with sessions.writing() as one, sessions.writing() as other:
        assert jobs.claim(one, NOW).id == 1
        assert jobs.claim(other, NOW).id == 2


def test_two_processes_never_get_the_same_job(sqlite, tmp_path):
    for number in range(60):
        _ask(sqlite, f"k{number}")
    command = [sys.executable, "-c", CLAIMER, f"sqlite:///{tmp_path}/guide.sqlite", NOW.isoformat()]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    claimed = [int(line) for each in running for line in each.communicate(timeout=60)[0].split()]
    assert [each.returncode for each in running] == [0, 0, 0]
    assert sorted(claimed) == list(range(1, 61))


def test_a_killed_worker_loses_nothing_and_nothing_is_done_twice(sqlite, tmp_path, config, clock, voice):
    clock.now = datetime.now(UTC)
    village = Village(Backends(config, sqlite, FolderBlobs(Path(config.media)), (voice,), clock))
    story = "Hãy nhìn mái đình cong lên ở bốn góc. " * 60
    row, _ = village.site(village.commune(), told={"vi": words(story=story.strip())})
    worker = _started_worker(tmp_path, config)
    try:
        _until(lambda: _counts(sqlite) == {"running": 1}, worker)
    finally:
        worker.kill()
        worker.wait(10)
    assert _counts(sqlite) == {"running": 1}
    assert village.voices() == 0, "the lease holds"
    clock.now = datetime.now(UTC) + LEASE
    assert village.voices() == 1
    assert village.voices() == 0
    with sqlite.reading() as session:
        kept = session.scalars(select(Narration)).one()
        job = session.scalars(select(Job)).one()
    assert (kept.site_id, kept.state, kept.engine) == (row, "ready", "hum")
    assert (job.state, job.tries) == ("done", 2)


def test_a_worker_of_its_own_speaks_with_the_real_voice(sqlite, tmp_path, config, clock, voice):
    clock.now = datetime.now(UTC)
    village = Village(Backends(config, sqlite, FolderBlobs(Path(config.media)), (voice,), clock))
    village.site(village.commune(), told={"vi": words(story="Xin chào.")})
    worker = _started_worker(tmp_path, config)
    assert worker.wait(60) == 0
    with sqlite.reading() as session:
        kept = session.scalars(select(Narration)).one()
    assert (kept.state, kept.engine) == ("ready", "espeak-ng")
    assert village.backends.blobs.path(kept.sound).stat().st_size == kept.size


def _started_worker(tmp_path, config):
    environment = {
        **os.environ,
        "TOURISM_DATABASE_URL": f"sqlite:///{tmp_path}/guide.sqlite",
        "TOURISM_MEDIA": config.media,
        "TOURISM_VOICE": "espeak",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tourism", "work", "--until-empty"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def _until(condition, worker):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        assert worker.poll() is None, "the worker was too quick to be killed"
        time.sleep(0.005)


def _ask(sessions, key, payload=None, now=NOW):
    with sessions.writing() as session:
        jobs.ask(session, kind="test", key=key, payload=payload or {}, now=now)


def _claim(sessions, now=NOW):
    with sessions.writing() as session:
        return jobs.claim(session, now)


def _key(sessions, claimed):
    with sessions.reading() as session:
        return session.get_one(Job, claimed.id).key


def _counts(sessions):
    with sessions.reading() as session:
        return jobs.counts(session)
