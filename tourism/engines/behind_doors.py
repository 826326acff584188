"""A program that reads what strangers sent, in a process of its own: given it, listened to, ended in time."""

import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tourism.engines import confined

READY = confined.READY
CHUNK_BYTES = 1 << 20
REPORT_BYTES = 1 << 16


class TooSlow(Exception):
    """The program was ended at its deadline."""


class TooMuch(Exception):
    """More came out than was to be expected."""


class NotStarted(Exception):
    """No program could be started here at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    """What came out: `out` begins with READY where the doors were closed, `told` is its report."""

    returncode: int
    out: bytearray
    told: bytes


def command(program: Path, *, room_mib: int, cpu_seconds: int) -> tuple[str, ...]:
    """How the program is started, but for its arguments."""
    return (sys.executable, "-I", str(Path(confined.__file__)), str(room_mib), str(cpu_seconds), str(program))


def run(asked: Sequence[str], data: bytes | memoryview, *, deadline_seconds: float, most_bytes: int) -> Ended:
    """Lets a program read `data`; raises TooSlow, TooMuch and NotStarted."""
    until = time.monotonic() + deadline_seconds
    with _started(asked, data) as child:
        try:
            out = _heard(child, until, most_bytes)
            told = _told(child, until)
        finally:
            child.kill()
    return Ended(child.returncode, out, told)


def _started(asked: Sequence[str], data: bytes | memoryview) -> subprocess.Popen[bytes]:
    try:
        with tempfile.TemporaryFile() as upload:
            upload.write(data)
            upload.seek(0)
            return subprocess.Popen(
                asked,
                stdin=upload,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                # What configures us (keys, database) is not a stranger's business.
                env={},
                cwd="/",
                bufsize=0,
            )
    except OSError as error:
        raise NotStarted(str(error)) from error


def _heard(child: subprocess.Popen[bytes], until: float, most_bytes: int) -> bytearray:
    heard = bytearray()
    for chunk in _chunks(child.stdout, until):
        heard += chunk
        if len(heard) > most_bytes:
            raise TooMuch
    return heard


def _told(child: subprocess.Popen[bytes], until: float) -> bytes:
    told = b""
    for chunk in _chunks(child.stderr, until):
        told += chunk
        if len(told) > REPORT_BYTES:
            break
    try:
        child.wait(max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired as error:
        raise TooSlow from error
    return told


def _chunks(pipe: IO[bytes] | None, until: float) -> Iterator[bytes]:
    """All that comes out of it; nobody waits past the deadline."""
    if pipe is None:
        return
    with selectors.DefaultSelector() as waiting:
        waiting.register(pipe, selectors.EVENT_READ)
        while True:
            left = until - time.monotonic()
            if left <= 0 or not waiting.select(left):
                raise TooSlow
            chunk = os.read(pipe.fileno(), CHUNK_BYTES)
            if not chunk:
                return
            yield chunk
