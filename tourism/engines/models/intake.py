"""A 3D model that somebody sent: judged and made anew behind closed doors, or refused with a reason."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from signal import SIGABRT, SIGXCPU
from typing import Any, cast

from tourism.engines import behind_doors
from tourism.engines.behind_doors import READY, NotStarted, TooMuch, TooSlow
from tourism.engines.models.made import Examined, Form, Made, MadeFile
from tourism.engines.models.mesh import Vector
from tourism.engines.models.refusals import LARGEST_MEGABYTES, SENTENCES, Refused
from tourism.engines.models.wish import Wish
from tourism.engines.turns import Turns
from tourism.errors import Busy

__all__ = ["SENTENCES", "Refused", "derive", "examine"]

PROGRAM = Path(__file__).parent / "intake_child.py"
# On top of its libraries and of the file: a small file that needs much is made to hurt.
ROOM_MIB, ROOM_MIB_EACH_MEGABYTE, MOST_ROOM_MIB = 235, 60, 600
# Of a core, for a small file and for each MB more: the largest scan gets a minute.
CPU_SECONDS, CPU_SECONDS_EACH_MEGABYTE = 18, 0.4
DEADLINE_SECONDS = 150.0
# One model takes all that a small machine has; how long the next one waits for its turn.
AT_ONCE = 1
WAIT_SECONDS = 45.0
MOST_BYTES = 40_000_000
ERROR_TAIL = 300
# How each form begins; its maker's word does not count.
HEADS: dict[str, tuple[int, bytes]] = {
    "web": (0, b"glTF"),
    "ar": (0, b"glTF"),
    "usdz": (0, b"PK\x03\x04"),
    "poster-webp": (8, b"WEBP"),
    "poster-avif": (4, b"ftypavif"),
    "card": (0, b"\xff\xd8\xff"),
}
_turns = Turns(AT_ONCE, WAIT_SECONDS)


@dataclass(frozen=True, slots=True)
class Done:
    """What one process did: what is known of the model, and the files that it made.

    `peak_kib` is the most memory that it had, the file included as far as it was looked at.
    """

    known: Examined
    vertices: int
    files: tuple[MadeFile, ...]
    peak_kib: int
    sealed: bool


def examine(data: bytes) -> Examined:
    """What is known of a model that nobody has vouched for; raises Refused, whose reason is a key of SENTENCES."""
    return apart(data, ("examine",)).known


def derive(data: bytes, wish: Wish) -> Made:
    """All forms of a model that nobody has vouched for; raises Refused, whose reason is a key of SENTENCES."""
    done = apart(data, ("derive", wish.as_argument()))
    if {each.form for each in done.files} != set(HEADS):
        raise Refused("damaged", "not all of the files came out", done.peak_kib)
    return Made(done.files, done.known.size, done.known.moves, done.vertices)


def apart(data: bytes, job: Sequence[str], deadline_seconds: float = DEADLINE_SECONDS) -> Done:
    """One job of the process; raises Refused, also where it took too long, or never began."""
    if len(data) > LARGEST_MEGABYTES * 1_000_000:
        raise Refused("too-large", f"{len(data)} bytes")
    megabytes = len(data) / 1_000_000
    room_mib = min(MOST_ROOM_MIB, int(ROOM_MIB + ROOM_MIB_EACH_MEGABYTE * megabytes))
    cpu_seconds = int(CPU_SECONDS + CPU_SECONDS_EACH_MEGABYTE * megabytes)
    asked = (*behind_doors.command(PROGRAM, room_mib=room_mib, cpu_seconds=cpu_seconds), *job)
    try:
        with _turns.one():
            ended = behind_doors.run(asked, data, deadline_seconds=deadline_seconds, most_bytes=MOST_BYTES)
    except TooSlow as error:
        raise Refused("took-too-long") from error
    except TooMuch as error:
        raise Refused("too-heavy", "more came out than anybody should download") from error
    except (NotStarted, Busy) as error:
        raise Refused("busy", str(error)) from error
    return _understood(ended)


def _understood(ended: behind_doors.Ended) -> Done:
    """The report is a stranger's too, if the file has taken the process over: it is read with care."""
    words = ended.told[-ERROR_TAIL:].decode(errors="replace")
    if not ended.out.startswith(READY):
        raise Refused("busy", f"nothing was begun: {words}")
    if ended.returncode != 0:
        # Libraries without exceptions of their own end like this when there is no memory.
        reason = {-SIGXCPU: "took-too-long", -SIGABRT: "too-heavy"}.get(ended.returncode, "damaged")
        raise Refused(reason, f"ended with {ended.returncode}: {words}")
    try:
        report = json.loads(ended.told)
        end, detail, peak_kib = str(report["end"]), str(report["detail"]), int(report["peak_kib"])
        if end != "done":
            raise Refused(end if end in SENTENCES else "damaged", detail, peak_kib)
        return _done(report, memoryview(ended.out)[len(READY) :])
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Refused("damaged", f"the report cannot be read: {words}") from error


def _done(report: Any, out: memoryview) -> Done:
    width, height, depth = (float(each) for each in report["size"])
    size: Vector = (width, height, depth)
    return Done(
        Examined(size, int(report["triangles"]), bool(report["moves"]), int(report["pictures"])),
        int(report["vertices"]),
        tuple(_files(report["files"], out)),
        int(report["peak_kib"]),
        bool(report["sealed"]),
    )


def _files(told: Any, out: memoryview) -> Iterator[MadeFile]:
    """What came out, each as it is called."""
    at = 0
    for form, size, triangles in told:
        data = bytes(out[at : at + int(size)])
        start, head = HEADS[form]
        if len(data) != size or data[start : start + len(head)] != head:
            raise Refused("damaged", f"no {form}")
        yield MadeFile(cast("Form", form), data, int(triangles))
        at += int(size)
