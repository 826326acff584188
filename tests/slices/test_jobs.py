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
from sqlalchemy import event, select

from tests.builders import Village, words
from tourism.backends import Backends
from tourism.narration.model import Narration
from tourism.storage import job_lines, jobs
from tourism.storage.blobs import FolderBlobs
from tourism.storage.jobs import LEASE, TRIES_MAX, Job, Vanished

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
    keys = [_claim(sessions, NOW + timedelta(minutes=6)).key for _ in range(2)]
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
    assert _claim(sessions, now).key == "good"
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


def test_what_a_visitor_waits_for_comes_before_what_is_only_better(sessions):
    _ask(sessions, "better", rank=1)
    _ask(sessions, "best", rank=2)
    _ask(sessions, "missing", now=NOW + timedelta(minutes=1))
    later = NOW + timedelta(minutes=1)
    assert [_claim(sessions, later).key for _ in range(3)] == ["missing", "better", "best"]


def test_what_was_left_behind_comes_first_unless_something_more_urgent_waits(sessions):
    _ask(sessions, "better", rank=1)
    _claim(sessions)
    _ask(sessions, "also better", rank=1)
    _ask(sessions, "missing")
    keys = [_claim(sessions, NOW + LEASE).key for _ in range(3)]
    assert keys == ["missing", "better", "also better"]


def test_work_can_be_asked_for_at_a_later_time(sessions):
    tonight = NOW + timedelta(hours=9)
    _ask(sessions, "a", due=tonight)
    assert _claim(sessions, tonight - timedelta(seconds=1)) is None
    assert _claim(sessions, tonight).key == "a"


def test_what_waits_already_keeps_the_earlier_time_and_the_smaller_rank(sessions):
    _ask(sessions, "a", rank=0)
    _ask(sessions, "a", {"n": 2}, rank=5, due=NOW + timedelta(hours=1))
    assert _line(sessions, "a").rank == 0
    assert _claim(sessions).payload == {"n": 2}


def test_what_is_done_is_asked_anew_with_its_new_rank_and_time(sessions):
    _ask(sessions, "a", rank=0)
    _finish(sessions, _claim(sessions))
    _ask(sessions, "a", rank=5, due=NOW + timedelta(hours=1))
    assert _claim(sessions) is None
    assert (_line(sessions, "a").rank, _line(sessions, "a").state) == (5, "waiting")


def test_what_is_asked_for_a_later_time_while_it_runs_runs_then(sessions):
    _ask(sessions, "a")
    claimed = _claim(sessions)
    _ask(sessions, "a", due=NOW + timedelta(hours=1))
    _finish(sessions, claimed)
    assert _claim(sessions, NOW + timedelta(minutes=59)) is None
    assert _claim(sessions, NOW + timedelta(hours=1)).key == "a"


def test_a_claimer_may_choose_kinds_or_one_job(sessions):
    _ask(sessions, "a", kind="narrate")
    _ask(sessions, "b", kind="improve")
    _ask(sessions, "c", kind="improve")
    assert _claim(sessions, kinds=["follow"]) is None
    assert _claim(sessions, kinds=[]) is None
    assert _claim(sessions, key="c").key == "c"
    assert _claim(sessions, kinds=["improve", "follow"]).key == "b"
    with sessions.reading() as session:
        assert jobs.waiting(session, NOW, kinds=["narrate"]) == 1
        assert jobs.waiting(session, NOW, kinds=["improve"]) == 2
        assert jobs.waiting(session, NOW) == 3


def test_only_the_chosen_kinds_are_taken_over_from_workers_who_vanished(sessions):
    _ask(sessions, "a", kind="improve")
    _claim(sessions)
    assert _claim(sessions, NOW + LEASE, kinds=["narrate"]) is None
    assert _claim(sessions, NOW + LEASE, kinds=["improve"]).key == "a"


def test_a_worker_that_says_that_it_lives_keeps_its_job(sessions):
    _ask(sessions, "a")
    claimed = _claim(sessions)
    for step in range(1, 5):
        now = NOW + step * LEASE - timedelta(seconds=1)
        with sessions.writing() as session:
            assert jobs.renew(session, claimed, now)
        assert _claim(sessions, now + timedelta(seconds=2)) is None


def test_a_worker_that_comes_back_too_late_cannot_take_its_job_back(sessions):
    _ask(sessions, "a")
    first = _claim(sessions)
    second = _claim(sessions, NOW + LEASE)
    with sessions.writing() as session:
        assert not jobs.renew(session, first, NOW + LEASE)
        assert jobs.renew(session, second, NOW + LEASE)
    _finish(sessions, second)
    with sessions.writing() as session:
        assert not jobs.renew(session, second, NOW + LEASE)


def test_a_lease_is_as_long_as_its_claimer_asks_for_and_is_renewed_by_as_much(sessions):
    _ask(sessions, "a")
    claimed = _claim(sessions, span=timedelta(seconds=3))
    with sessions.writing() as session:
        jobs.renew(session, claimed, NOW + timedelta(seconds=2))
    assert _line(sessions, "a").leased_until == NOW + timedelta(seconds=5)


def test_what_waits_for_a_better_moment_has_not_failed(sessions):
    now = NOW
    _ask(sessions, "a")
    for _ in range(TRIES_MAX + 5):
        with sessions.writing() as session:
            jobs.later(session, jobs.claim(session, now), "voice-rate-limited", now + timedelta(hours=1))
        assert _claim(sessions, now + timedelta(minutes=59)) is None
        line = _line(sessions, "a", now)
        assert (line.state, line.reason, line.tries) == ("postponed", "voice-rate-limited", 0)
        now += timedelta(hours=1)
    _finish(sessions, _claim(sessions, now))
    assert (_line(sessions, "a").state, _line(sessions, "a").reason) == ("done", None)


def test_what_is_put_off_may_lose_its_urgency(sessions):
    _ask(sessions, "a")
    with sessions.writing() as session:
        jobs.later(session, jobs.claim(session, NOW), "voice-awaited", NOW + timedelta(hours=1), rank=7)
    assert _line(sessions, "a").rank == 7


def test_what_is_asked_again_while_it_runs_is_not_put_off(sessions):
    _ask(sessions, "a")
    claimed = _claim(sessions)
    _ask(sessions, "a", {"n": 2})
    with sessions.writing() as session:
        jobs.later(session, claimed, "voice-rate-limited", NOW + timedelta(hours=1))
    assert _claim(sessions).payload == {"n": 2}


def test_who_claims_is_told_which_jobs_took_every_worker_with_them(sessions):
    _ask(sessions, "poison", {"site": 1})
    now = NOW
    for _ in range(TRIES_MAX):
        assert _claim(sessions, now).key == "poison"
        now += LEASE
    _ask(sessions, "good", now=now)
    vanished: list[Vanished] = []
    assert _claim(sessions, now, vanished=vanished).key == "good"
    assert vanished == [Vanished("poison", "test", {"site": 1})]
    assert _claim(sessions, now, vanished=vanished) is None
    assert len(vanished) == 1, "once"


def test_what_was_put_aside_can_be_tried_again(sessions):
    for key in ("a", "b", "c"):
        _ask(sessions, key)
        with sessions.writing() as session:
            jobs.fail(session, jobs.claim(session, NOW), "language-unsupported", NOW, final=True)
    with sessions.writing() as session:
        assert jobs.retry(session, NOW, "nobody") == 0
        assert jobs.retry(session, NOW, "b") == 1
        assert jobs.retry(session, NOW, "b") == 0, "it waits already"
    assert (_claim(sessions).key, _claim(sessions)) == ("b", None)
    with sessions.writing() as session:
        assert jobs.retry(session, NOW) == 2
    assert [_claim(sessions).key for _ in range(2)] == ["a", "c"]


def test_every_state_has_a_word_for_people(sessions):
    soon = NOW + timedelta(minutes=10)
    for key in ("done", "aside", "failed", "left", "running"):
        _ask(sessions, key)
    _finish(sessions, _claim(sessions, key="done"))
    with sessions.writing() as session:
        jobs.fail(session, jobs.claim(session, NOW, key="aside"), "text-unspeakable", NOW, final=True)
    with sessions.writing() as session:
        jobs.fail(session, jobs.claim(session, NOW, key="failed"), "no-network", soon)
    _claim(sessions, key="left")
    _claim(sessions, soon, key="running")
    _ask(sessions, "due")
    _ask(sessions, "waiting", due=soon + timedelta(hours=1))
    now = NOW + LEASE
    with sessions.reading() as session:
        lines = job_lines.listed(session, now, with_done=True)
        counted = job_lines.count(session, now)
    states = {line.key: line.state for line in lines}
    assert states == {
        "running": "running",
        "left": "left behind",
        "due": "due",
        "failed": "postponed",
        "waiting": "waiting",
        "aside": "put aside",
        "done": "done",
    }
    assert set(states.values()) == set(job_lines.STATES)
    assert dict(counted) == dict.fromkeys(job_lines.STATES, 1)
    assert "done" not in {line.key for line in _listed(sessions, now)}
    assert len(_listed(sessions, now, limit=2)) == 2


def test_a_line_says_who_has_a_job_and_since_when(sessions):
    _ask(sessions, "a", now=NOW)
    claimed = _claim(sessions, NOW + timedelta(minutes=1))
    line = _line(sessions, "a")
    assert (line.asked, line.started) == (NOW, NOW + timedelta(minutes=1))
    assert line.worker.endswith(f":{os.getpid()}")
    _finish(sessions, claimed, NOW + timedelta(minutes=2))
    assert _line(sessions, "a").finished == NOW + timedelta(minutes=2)


def test_many_jobs_that_wait_do_not_make_claiming_a_search(sessions):
    """The index is walked to its first fit: no step of the plan sorts or reads them all."""
    if sessions.engine.dialect.name != "sqlite":
        return
    statements = []
    event.listen(sessions.engine, "before_cursor_execute", lambda *told: statements.append(told[2:4]))
    _claim(sessions)
    asked = [(text, values) for text, values in statements if text.startswith("SELECT")]
    with sessions.reading() as session:
        steps = [
            row[3]
            for text, values in asked
            for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        ]
    assert steps
    assert not [step for step in steps if step.startswith("SCAN")], steps
    assert all("ix_job_state_rank_due" in step for step in steps if step.startswith("SEARCH")), steps


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
        "TOURISM_ONLINE_VOICES": "off",
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


def _ask(sessions, key, payload=None, now=NOW, kind="test", **wishes):
    with sessions.writing() as session:
        jobs.ask(session, kind=kind, key=key, payload=payload or {}, now=now, **wishes)


def _claim(sessions, now=NOW, **wishes):
    with sessions.writing() as session:
        return jobs.claim(session, now, **wishes)


def _finish(sessions, claimed, now=NOW):
    with sessions.writing() as session:
        jobs.finish(session, claimed, now)


def _listed(sessions, now=NOW, **wishes):
    with sessions.reading() as session:
        return job_lines.listed(session, now, **wishes)


def _line(sessions, key, now=NOW):
    return next(line for line in _listed(sessions, now, with_done=True) if line.key == key)


def _counts(sessions):
    with sessions.reading() as session:
        return jobs.counts(session)
