"""A photo that somebody sent: read behind closed doors and made anew, or refused with a reason."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from signal import SIGXCPU

from tourism.engines import behind_doors
from tourism.engines.behind_doors import READY, NotStarted, TooMuch, TooSlow
from tourism.engines.pictures.heads import Signature
from tourism.engines.pictures.refusals import LARGEST_MEGABYTES, SENTENCES, Refused
from tourism.engines.pictures.signatures import MOST_PIXELS, signature
from tourism.engines.turns import Turns
from tourism.errors import Busy

__all__ = ["SENTENCES", "Developed", "Picture", "Refused", "card", "develop", "look"]

PROGRAM = Path(__file__).parent / "intake_child.py"
# On top of its libraries. Only a JPEG from a large sensor gets the larger room.
ROOM_MIB, LARGE_ROOM_MIB = 225, 800
LARGE_PIXELS = 25_000_000
CPU_SECONDS = 14
DEADLINE_SECONDS = 20.0
# How many photos are read at once in this process, and how long the next one waits for its turn.
AT_ONCE = 2
WAIT_SECONDS = 15.0
MOST_BYTES = 16_000_000
ERROR_TAIL = 300
HEADS = {"avif": (4, b"ftypavif"), "webp": (8, b"WEBP"), "jpeg": (0, b"\xff\xd8\xff")}
_turns = Turns(AT_ONCE, WAIT_SECONDS)


@dataclass(frozen=True, slots=True)
class Picture:
    """One finished file; `kind` is avif, webp or jpeg, pixels as its maker counted them."""

    kind: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Developed:
    """A photo in every size, the smallest first, and its card for sharing; nothing else that was in the file.

    `taken` is the day that the phone noted; `peak_kib` and `sealed` tell of the process that read it.
    """

    files: tuple[Picture, ...]
    card: Picture
    taken: date | None
    peak_kib: int
    sealed: bool


@dataclass(frozen=True, slots=True)
class _Done:
    end: str
    detail: str
    taken: str | None
    files: tuple[tuple[str, int, int, int], ...]
    peak_kib: int
    sealed: bool
    out: bytes


def develop(data: bytes, *, deadline_seconds: float = DEADLINE_SECONDS) -> Developed:
    """All sizes of a file nobody has vouched for; raises Refused, whose reason is a key of SENTENCES."""
    kind = recognised(data)
    done = read_apart(data, kind, ("develop", kind.kind, str(MOST_PIXELS[kind.kind])), deadline_seconds)
    *files, shared = pictures(done)
    return Developed(tuple(files), shared, _day(done.taken), done.peak_kib, done.sealed)


def card(data: bytes, x: float, y: float) -> Picture:
    """The card for sharing of a photo that was developed already, around another point; raises Refused."""
    kind = recognised(data)
    done = read_apart(data, kind, ("card", kind.kind, str(MOST_PIXELS[kind.kind]), str(x), str(y)), DEADLINE_SECONDS)
    return pictures(done)[0]


def look(files: Sequence[tuple[str, bytes]]) -> tuple[tuple[int, int], ...]:
    """Width and height of finished files (kind, data), every pixel of which can be read; raises Refused."""
    sizes = tuple(f"{kind}:{len(data)}" for kind, data in files)
    most = str(MOST_PIXELS["webp"])
    done = read_apart(b"".join(data for _, data in files), None, ("look", most, *sizes), DEADLINE_SECONDS)
    return tuple((width, height) for _, width, height, _ in done.files)


def recognised(data: bytes) -> Signature:
    """What kind of file it is, told without a decoder; Refused where none should see it."""
    if len(data) > LARGEST_MEGABYTES * 1_000_000:
        raise Refused("too-large", f"{len(data)} bytes")
    return signature(data)


def read_apart(data: bytes, kind: Signature | None, job: Sequence[str], deadline_seconds: float) -> _Done:
    """One job of the child; raises Refused, also where it has taken too long, or never began."""
    is_large = kind is not None and kind.kind == "jpeg" and kind.width * kind.height > LARGE_PIXELS
    room_mib = LARGE_ROOM_MIB if is_large else ROOM_MIB
    asked = (*behind_doors.command(PROGRAM, room_mib=room_mib, cpu_seconds=CPU_SECONDS), *job)
    try:
        with _turns.one():
            ended = behind_doors.run(asked, data, deadline_seconds=deadline_seconds, most_bytes=MOST_BYTES)
    except (TooSlow, TooMuch) as error:
        raise Refused("took-too-long") from error
    except (NotStarted, Busy) as error:
        raise Refused("busy", str(error)) from error
    return _understood(ended)


def _understood(ended: behind_doors.Ended) -> _Done:
    """The report is a stranger's too, if the file has taken the reader over: it is read with care."""
    words = ended.told[-ERROR_TAIL:].decode(errors="replace")
    if not ended.out.startswith(READY):
        raise Refused("busy", f"the reader did not start: {words}")
    if ended.returncode == -SIGXCPU:
        raise Refused("took-too-long")
    if ended.returncode != 0:
        raise Refused("damaged", f"the reader ended with {ended.returncode}: {words}")
    try:
        report = json.loads(ended.told)
        done = _Done(
            end=str(report["end"]),
            detail=str(report["detail"]),
            taken=report["taken"],
            files=tuple((str(kind), int(wide), int(high), int(size)) for kind, wide, high, size in report["files"]),
            peak_kib=int(report["peak_kib"]),
            sealed=bool(report["sealed"]),
            out=bytes(ended.out[len(READY) :]),
        )
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Refused("damaged", f"the reader's report cannot be read: {words}") from error
    if done.end != "done":
        raise Refused(done.end if done.end in SENTENCES else "damaged", done.detail, done.peak_kib)
    return done


def pictures(done: _Done) -> tuple[Picture, ...]:
    """The files that came out; each is what it is called, whatever its maker says."""
    found, at = [], 0
    for kind, width, height, size in done.files:
        data = done.out[at : at + size]
        start, head = HEADS.get(kind, (0, b""))
        if not head or len(data) != size or data[start : start + len(head)] != head:
            raise Refused("damaged", f"no {kind}")
        found.append(Picture(kind, width, height, data))
        at += size
    return tuple(found)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
