"""Asks a server as fast as it answers, for a short while: wrk where it is installed, else a small client."""

import asyncio
import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.processes import CLIENT_CORE, cpu_seconds, on_core

CONNECTIONS = 16
WRK = shutil.which("wrk")
_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Run:
    """One short run: the server's processor time an answer, and the median wait of a connection."""

    cpu_us: float
    wait_ms: float
    a_second: float


def ask(
    pid: int,
    address: str,
    headers: Mapping[str, str],
    *,
    seconds: float,
    expected: int = 200,
    connections: int = CONNECTIONS,
) -> Run:
    """Keeps `connections` busy; every answer must have the `expected` status."""
    before, start = cpu_seconds(pid), time.monotonic()
    if WRK:
        answers, wait = _by_wrk(WRK, address, headers, seconds, expected, connections)
    else:
        answers, wait = asyncio.run(_by_client(address, headers, seconds, expected, connections))
    spent = cpu_seconds(pid) - before
    return Run(spent / answers * 1e6, wait, answers / (time.monotonic() - start))


def _by_wrk(
    wrk: str, address: str, headers: Mapping[str, str], seconds: float, expected: int, connections: int
) -> tuple[int, float]:
    said = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = [
        *on_core(CLIENT_CORE),
        wrk,
        "-t1",
        f"-c{connections}",
        f"-d{max(1, round(seconds))}s",
        "--latency",
        *said,
        address,
    ]
    told = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30, check=True).stdout
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    answers = re.search(r"(\d+) requests in", told)
    if answers is None or not int(answers[1]) or wrong or "Socket errors" in told:
        raise RuntimeError(f"{address} did not answer every request with {expected}:\n{told}")
    wait = re.search(r"50%\s+([\d.]+)(us|ms|s)", told)
    return int(answers[1]), float(wait[1]) * _MS[wait[2]] if wait else 0.0


async def _by_client(
    address: str, headers: Mapping[str, str], seconds: float, expected: int, connections: int
) -> tuple[int, float]:
    stop = time.monotonic() + seconds
    waits: list[float] = []
    tasks = [_connection(address, headers, stop, expected, waits) for _ in range(connections)]
    await asyncio.gather(*tasks)
    return len(waits), sorted(waits)[len(waits) // 2] * 1000


async def _connection(address: str, headers: Mapping[str, str], stop: float, expected: int, waits: list[float]) -> None:
    parts = urlsplit(address)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    said = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    question = f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n{said}\r\n".encode()
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    while time.monotonic() < stop:
        start = time.monotonic()
        writer.write(question)
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        if not head.startswith(f"HTTP/1.1 {expected}".encode()):
            raise RuntimeError(f"{address} answered {head[:40]!r}")
        if length and expected != 304:
            await reader.readexactly(int(length[1]))
        waits.append(time.monotonic() - start)
    writer.close()
