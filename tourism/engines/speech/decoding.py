"""A decoder in a process of its own: given a file, listened to, ended in time; none is ever loaded here."""

import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from signal import SIGXCPU
from typing import IO

from tourism.engines.speech.port import SAMPLE_RATE, Unavailable
from tourism.engines.speech.refusals import LONGEST_MINUTES, Refused
from tourism.engines.speech.signatures import Signature

HERE = Path(__file__).parent
CHILD = (sys.executable, "-I", str(HERE / "confined.py"), str(HERE / "intake_child.py"))
RATE = SAMPLE_RATE
LONGEST_SECONDS = LONGEST_MINUTES * 60
READY = b"\n"
MOST_BYTES = len(READY) + LONGEST_SECONDS * RATE * 2
CHUNK_BYTES = 1 << 20
REPORT_BYTES = 1 << 16
ERROR_TAIL = 300


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """16-bit samples, mono at 24 kHz, and what the decoder met on its way; lengths in seconds."""

    samples: bytearray
    end: str
    detail: str
    declared: float | None
    reached: float
    lost: float
    packets: int
    failed: int
    rate: int
    peak_kib: int
    sealed: bool

    @property
    def seconds(self) -> float:
        """Counted, never taken from a header."""
        return len(self.samples) / 2 / RATE


def decoded(data: bytes, kind: Signature, deadline_seconds: float) -> Decoded:
    """All samples of the file's first track of sound.

    Refused when the file is at fault; Unavailable when no decoder could be started at all.
    """
    until = time.monotonic() + deadline_seconds
    with _started(data, kind) as child:
        try:
            samples = _heard(child, until)
            told = _told(child, until)
        finally:
            child.kill()
    return _understood(child.returncode, samples, told)


def _started(data: bytes, kind: Signature) -> subprocess.Popen[bytes]:
    try:
        with tempfile.TemporaryFile() as upload:
            upload.write(memoryview(data)[kind.start :])
            upload.seek(0)
            return subprocess.Popen(
                (*CHILD, kind.demuxer, str(LONGEST_SECONDS)),
                stdin=upload,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                # What configures us (keys, database) is not a stranger's business.
                env={},
                cwd="/",
                bufsize=0,
            )
    except OSError as error:
        raise Unavailable(str(error)) from error


def _heard(child: subprocess.Popen[bytes], until: float) -> bytearray:
    """What it says before it ends, never more than the longest recording has."""
    heard = bytearray()
    for chunk in _chunks(child.stdout, until):
        heard += chunk
        if len(heard) > MOST_BYTES:
            raise Refused("too-long")
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
        raise Refused("took-too-long") from error
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
                raise Refused("took-too-long")
            chunk = os.read(pipe.fileno(), CHUNK_BYTES)
            if not chunk:
                return
            yield chunk


def _understood(returncode: int, samples: bytearray, told: bytes) -> Decoded:
    """The report is a stranger's too, if the file has taken the decoder over: it is read with care."""
    words = told[-ERROR_TAIL:].decode(errors="replace")
    if not samples.startswith(READY):
        raise Unavailable(f"the decoder did not start: {words}")
    if returncode == -SIGXCPU:
        raise Refused("took-too-long")
    if returncode != 0:
        raise Refused("undecodable", f"the decoder ended with {returncode}: {words}")
    del samples[: len(READY)]
    if len(samples) % 2:
        samples.pop()
    try:
        report = json.loads(told)
        declared = report["declared"]
        return Decoded(
            samples=samples,
            end=str(report["end"]),
            detail=str(report["detail"]),
            declared=None if declared is None else float(declared),
            reached=float(report["reached"]),
            lost=float(report["lost"]),
            packets=int(report["packets"]),
            failed=int(report["failed"]),
            rate=int(report["rate"]),
            peak_kib=int(report["peak_kib"]),
            sealed=bool(report["sealed"]),
        )
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Refused("undecodable", f"the decoder's report cannot be read: {words}") from error
