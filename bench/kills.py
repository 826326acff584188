"""Workers killed (-9) at random moments over a heap of jobs: nothing is lost, and nothing is done twice."""

import hashlib
import multiprocessing
import random
import signal
import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import text

from bench.databases import POSTGRES, schema
from bench.figures import Figure, console, warn
from bench.heap import keep_ledger, ledger, settle
from bench.killed import House, outlived, work_until_killed
from tourism.narration import queries as narrations
from tourism.sites import queries as sites
from tourism.storage import jobs
from tourism.storage.blobs import FolderBlobs, is_name
from tourism.storage.database import Sessions

JOBS, KILLS, WORKERS, SEED = 500, 100, 3, 20_261_122
# Several times what a job takes on a busy machine: who is only slow must not be taken for dead, eight times running.
LEASE = timedelta(seconds=20)
# Kills are spread over this share of the jobs, so that every worker still has something to do.
SPREAD = 0.9
LONGEST_WAIT_SECONDS = 0.6
PATIENCE_SECONDS = 1_800.0
# A new worker is forked from one that has loaded everything and done nothing: it is at work in a moment.
STARTER = multiprocessing.get_context("forkserver")


@dataclass(slots=True)
class Outcome:
    """What was found when everything had come to rest; every figure but the first five should be 0."""

    jobs: int
    kills: int
    seconds: float
    in_hand: int = 0
    tries: int = 0
    lost: int = 0
    doubled: int = 0
    unfinished: int = 0
    broken: int = 0
    nameless: int = 0
    outlived: int = 0
    halves: int = 0
    halves_after: int = 0
    put_aside: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, done twice, broken or left behind."""
        faults = (self.lost, self.doubled, self.unfinished, self.broken, self.nameless, self.outlived)
        return not any((*faults, self.halves_after))


@dataclass(slots=True)
class Gang:
    """The workers; whoever is killed is replaced at once."""

    house: House
    chance: random.Random
    alive: list[ForkServerProcess] = field(default_factory=list)
    dead: list[ForkServerProcess] = field(default_factory=list)

    def hire(self) -> None:
        """One worker more."""
        worker = STARTER.Process(target=work_until_killed, args=(self.house,), daemon=True)
        worker.start()
        self.alive.append(worker)

    def kill(self) -> int:
        """Ends one as a power cut would, and hires another; returns its process id."""
        worker = self.alive.pop(self.chance.randrange(len(self.alive)))
        worker.kill()
        worker.join()
        if worker.exitcode != -signal.SIGKILL:
            raise RuntimeError(f"a worker ended by itself: {worker.exitcode}")
        self.dead.append(worker)
        return worker.pid or 0

    def end(self) -> None:
        """Ends all of them."""
        while self.alive:
            self.kill()


def measure() -> list[Figure]:
    """The table of kills, on both databases."""
    with tempfile.TemporaryDirectory(prefix="loi-que-bench-") as name:
        figures = _figures("SQLite", run(House(f"sqlite:///{name}/guide.sqlite", f"{name}/media", LEASE)))
    if not POSTGRES:
        warn("TOURISM_TEST_POSTGRES_URL is not set: no kills on PostgreSQL")
        return figures
    with tempfile.TemporaryDirectory(prefix="loi-que-bench-") as name, schema() as address:
        return [*figures, *_figures("PostgreSQL", run(House(address, name, LEASE)))]


def run(house: House, *, count: int = JOBS, kills: int = KILLS, seed: int = SEED) -> Outcome:
    """Lets workers be killed over `count` narrations in an empty database, and looks at what is left."""
    sessions = house.backends().sessions
    told = settle(sessions, count)
    keep_ledger(sessions)
    start = time.monotonic()
    STARTER.set_forkserver_preload(["bench.killed"])
    gang = Gang(house, random.Random(seed))
    outcome = Outcome(count, 0, 0.0)
    try:
        for _ in range(WORKERS):
            gang.hire()
        _kill(sessions, gang, outcome, kills)
        _wait(sessions, count)
    finally:
        gang.end()
    outcome.seconds = time.monotonic() - start
    _judge(sessions, told, FolderBlobs(Path(house.media)), outcome)
    outcome.outlived = sum(outlived(each) for each in gang.dead)
    sessions.engine.dispose()
    return outcome


def _kill(sessions: Sessions, gang: Gang, outcome: Outcome, kills: int) -> None:
    for number in range(kills):
        _wait(sessions, int(outcome.jobs * SPREAD * number / kills))
        time.sleep(gang.chance.uniform(0, LONGEST_WAIT_SECONDS))
        pid = gang.kill()
        outcome.kills += 1
        outcome.in_hand += _in_hand(sessions, pid)
        gang.hire()


def _wait(sessions: Sessions, done: int) -> None:
    """Until so many jobs are done, or no job is left that could be."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        counted = _counts(sessions)
        if counted.get("done", 0) >= done or not counted.keys() & {"queued", "running"}:
            return
        time.sleep(0.02)
    console.print(f"still not done: {_counts(sessions)}")


def _counts(sessions: Sessions) -> dict[str, int]:
    with sessions.reading() as session:
        return jobs.counts(session)


def _in_hand(sessions: Sessions, pid: int) -> int:
    query = "SELECT count(*) FROM job WHERE state = 'running' AND worker LIKE :worker"
    with sessions.reading() as session:
        return int(session.execute(text(query), {"worker": f"%:{pid}"}).scalar_one())


def _judge(sessions: Sessions, told: tuple[tuple[str, str], ...], blobs: FolderBlobs, outcome: Outcome) -> None:
    named = set()
    with sessions.reading() as session:
        for public_id, language in told:
            heard = narrations.narration(session, sites.site(session, public_id, language)).sound
            if heard is None:
                outcome.lost += 1
            else:
                named |= {heard.name, heard.transcript, *filter(None, [heard.opus])}
        named |= set(session.execute(text("SELECT master FROM take")).scalars())
        outcome.tries = int(session.execute(text("SELECT sum(tries) FROM job")).scalar_one())
        outcome.put_aside = tuple(sorted({reason for _, reason in jobs.put_aside(session)}))
    outcome.unfinished = outcome.jobs - _counts(sessions).get("done", 0)
    outcome.doubled = doubled(sessions)
    outcome.broken = sum(not _is_whole(blobs, each) for each in named)
    _look_for_rubbish(blobs, named, outcome)


def doubled(sessions: Sessions) -> int:
    """By the ledger: what was kept, read or done more than once, and pages made old without a new sound."""
    counted = {what: ledger(sessions, what) for what in ("kept", "read", "done", "silent", "edition")}
    more = sum(times - 1 for what in ("kept", "read", "done") for times in counted[what].values())
    return more + abs(counted["edition"].total() - counted["kept"].total() - counted["silent"].total())


def _is_whole(blobs: FolderBlobs, name: str) -> bool:
    path = blobs.path(name)
    return hashlib.sha256(path.read_bytes()).hexdigest() == path.stem


def _look_for_rubbish(blobs: FolderBlobs, named: set[str], outcome: Outcome) -> None:
    files = [path for path in blobs.root.rglob("*") if path.is_file()]
    outcome.nameless = sum(is_name(path.name) and path.name not in named for path in files)
    outcome.halves = sum(not is_name(path.name) for path in files)
    blobs.sweep(older_than=timedelta(0))
    outcome.halves_after = sum(not is_name(path.name) for path in blobs.root.rglob("*") if path.is_file())


def _figures(place: str, found: Outcome) -> list[Figure]:
    note = f"{found.in_hand} of them with a job in hand; {found.tries} tries; {found.seconds:.0f} s, {WORKERS} workers"
    files = f"{found.halves} half files lay about, {found.halves_after} after the sweep"
    faults = {
        "lost": (max(found.lost, found.unfinished), f"without a sound, or not done. {', '.join(found.put_aside)}"),
        "doubled": (found.doubled, "kept, read or done twice, or pages made old without a new sound, by the ledger"),
        "files broken, or named by nobody": (found.broken + found.nameless + found.halves_after, files),
        "voices that outlived their worker": (found.outlived, ""),
    }
    head = Figure(f"{place}: workers killed over {found.jobs} jobs", str(found.kills), note=note)
    return [head, *(Figure(f"{place}: {name}", str(seen), "0", not seen, why) for name, (seen, why) in faults.items())]
