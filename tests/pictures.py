"""What becomes of a photo that somebody sent, watched: for tests and benches."""

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tourism.engines import behind_doors
from tourism.engines.pictures import intake
from tourism.engines.pictures.intake import Developed, Refused, develop
from tourism.engines.pictures.signatures import MOST_PIXELS

CHILD = Path(__file__).parent / "picture_mutants_child.py"
FORBIDDEN = ("GPS", "Serial", "Artist", "Author", "Creator", "Comment", "Owner", "XMP", "Make", "Model", "DateTime")
BATCH_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """A photo, or the reason why not; what finding that out took. Memory is 0 where nobody read the file."""

    developed: Developed | None
    reason: str
    seconds: float
    peak_kib: int


def outcome(data: bytes, deadline_seconds: float = 20.0) -> Outcome:
    """What `develop` does, watched."""
    start = time.monotonic()
    try:
        done = develop(data, deadline_seconds=deadline_seconds)
    except Refused as refused:
        return Outcome(None, refused.reason, time.monotonic() - start, refused.peak_kib)
    return Outcome(done, "", time.monotonic() - start, done.peak_kib)


@dataclass(frozen=True, slots=True)
class Survived:
    """One damaged file: how its reader ended, the core's seconds, the most memory so far."""

    name: str
    end: str
    detail: str
    files: int
    seconds: float
    peak_kib: int


def survived(files: Iterable[tuple[str, bytes]], batch: int) -> list[Survived]:
    """Damaged files through the reader, many in one process; raises AssertionError where one of them ended it."""
    found = []
    for some in _batches(files, batch):
        read = []
        for name, data in some:
            try:
                read.append((name, data, intake.recognised(data)))
            except Refused as refused:
                found.append(Survived(name, refused.reason, refused.detail, 0, 0.0, 0))
        found += _through(read)
    return found


def _batches(files: Iterable[tuple[str, bytes]], size: int) -> Iterable[list[tuple[str, bytes]]]:
    some: list[tuple[str, bytes]] = []
    for each in files:
        some.append(each)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def _through(read: list) -> list[Survived]:
    command = behind_doors.command(CHILD, room_mib=intake.ROOM_MIB, cpu_seconds=BATCH_SECONDS)
    jobs = [f"{kind.kind}:{MOST_PIXELS[kind.kind]}:{len(data)}" for _, data, kind in read]
    ended = behind_doors.run(
        (*command, str(intake.PROGRAM), *jobs),
        b"".join(data for _, data, _ in read),
        deadline_seconds=BATCH_SECONDS,
        most_bytes=10_000_000,
    )
    assert ended.returncode == 0, (ended.returncode, ended.told[-300:], [name for name, _, _ in read])
    lines = [json.loads(line) for line in ended.out.decode().splitlines() if line]
    assert len(lines) == len(read)
    return [Survived(name, *line) for (name, _, _), line in zip(read, lines, strict=True)]


def notes_left(developed: Developed) -> set[str]:
    """What exiftool finds in the files that are served, of all that a phone notes."""
    with tempfile.TemporaryDirectory() as folder:
        for number, each in enumerate((*developed.files, developed.card)):
            (Path(folder) / f"{number}.{each.kind}").write_bytes(each.data)
        told = subprocess.run(
            ["exiftool", "-json", "-a", "-G1", "-u", folder], capture_output=True, check=True, text=True
        ).stdout
    tags = {name for each in json.loads(told) for name in each if not name.startswith(("System:", "File:", "ExifTool"))}
    return {name for name in tags if any(word in name for word in FORBIDDEN)}


def has_exiftool() -> bool:
    """Whether the one who looks for notes is here."""
    return shutil.which("exiftool") is not None
