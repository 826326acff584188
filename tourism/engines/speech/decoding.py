"""A decoder in a process of its own: given a file, listened to, ended in time; none is ever loaded here."""

import json
from dataclasses import dataclass
from pathlib import Path
from signal import SIGXCPU

from tourism.engines import behind_doors
from tourism.engines.behind_doors import READY, NotStarted, TooMuch, TooSlow
from tourism.engines.speech.port import SAMPLE_RATE, Unavailable
from tourism.engines.speech.refusals import LONGEST_MINUTES, Refused
from tourism.engines.speech.signatures import Signature

# On top of the 200 MiB of addresses that the libraries have taken (45 of them in memory): under 300 MB in all.
ROOM_MIB = 80
CPU_SECONDS = 30
CHILD = behind_doors.command(Path(__file__).parent / "intake_child.py", room_mib=ROOM_MIB, cpu_seconds=CPU_SECONDS)
RATE = SAMPLE_RATE
LONGEST_SECONDS = LONGEST_MINUTES * 60
MOST_BYTES = len(READY) + LONGEST_SECONDS * RATE * 2
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
    try:
        child = behind_doors.run(
            (*CHILD, kind.demuxer, str(LONGEST_SECONDS)),
            memoryview(data)[kind.start :],
            deadline_seconds=deadline_seconds,
            most_bytes=MOST_BYTES,
        )
    except TooMuch as error:
        # Never more than the longest recording has.
        raise Refused("too-long") from error
    except TooSlow as error:
        raise Refused("took-too-long") from error
    except NotStarted as error:
        raise Unavailable(str(error)) from error
    return _understood(child.returncode, child.out, child.told)


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
