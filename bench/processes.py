"""Servers that are started for a measurement: their processor time, and their end."""

import os
import resource
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).parent.parent
START_SECONDS = 40.0
TASKSET = shutil.which("taskset")
SERVER_CORE, CLIENT_CORE = 0, 1


def on_core(core: int) -> list[str]:
    """Servers on one core, who asks them on another: figures of a server that wanders are not repeatable."""
    return [TASKSET, "-c", str(core)] if TASKSET and (os.cpu_count() or 1) > 1 else []


def tree(pid: int) -> list[int]:
    """A process and all its descendants."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [each for child in children.read_text().split() for each in tree(int(child))]
        except OSError:
            continue
    return found


def core_seconds() -> float:
    """Processor time of this process and of those it started that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def cpu_seconds(pid: int) -> float:
    """Processor time of a process tree so far, finished threads included."""
    total = 0
    for each in tree(pid):
        try:
            told = Path(f"/proc/{each}/stat").read_text()
        except OSError:
            continue
        fields = told.rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def memory_mb(pid: int) -> float:
    """Memory of a process tree, what is shared counted by share (PSS)."""
    total = 0
    for each in tree(pid):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


@contextmanager
def running(command: Sequence[str], address: str, environment: Mapping[str, str] | None = None) -> Iterator[int]:
    """A server in a process group of its own, up and answering at `address`; gives its process id."""
    server = subprocess.Popen(
        [*on_core(SERVER_CORE), *command],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(address, server)
        yield server.pid
    finally:
        _end(server)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{server.args!r} does not answer at {address}")


def _end(server: subprocess.Popen[bytes]) -> None:
    """Ends the group that we started, and nothing else."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if server.poll() is not None:
            return
        os.killpg(server.pid, sign)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            continue
