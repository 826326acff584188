"""Spreadsheets that somebody sent, read behind closed doors."""

import json
from dataclasses import dataclass
from pathlib import Path

from tourism.engines import behind_doors
from tourism.errors import Invalid

CHILD = behind_doors.command(Path(__file__).with_name("spreadsheets_child.py"), room_mib=256, cpu_seconds=10)
DEADLINE_SECONDS = 20.0
ANSWER_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """The first sheet of a file, as text; `odd` are (row, column), from 1, of formulas, dates and truths."""

    rows: tuple[tuple[str, ...], ...]
    odd: frozenset[tuple[int, int]]


def read(data: bytes) -> Grid:
    """The first sheet of a file that somebody sent; raises Invalid where it cannot be read."""
    try:
        ended = behind_doors.run(CHILD, data, deadline_seconds=DEADLINE_SECONDS, most_bytes=ANSWER_BYTES)
    except (behind_doors.TooSlow, behind_doors.TooMuch) as error:
        raise Invalid("exchange-too-big") from error
    if ended.returncode != 0 or not ended.out.startswith(behind_doors.READY):
        # Whatever upset the reader, it ended alone.
        raise Invalid("exchange-not-readable")
    told = json.loads(bytes(ended.out[len(behind_doors.READY) :]))
    if "refused" in told:
        raise Invalid(told["refused"])
    return Grid(tuple(tuple(row) for row in told["rows"]), frozenset((row, column) for row, column in told["odd"]))
