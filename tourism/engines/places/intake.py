"""Files of places that somebody sent, as rows of text: what is broken or hostile ends in a process of its own."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tourism.engines import behind_doors, spreadsheets
from tourism.engines.places.limits import FILE_BYTES
from tourism.errors import Invalid

Form = Literal["table", "gpx", "geojson", "osm"]
CHILD = behind_doors.command(Path(__file__).with_name("intake_child.py"), room_mib=384, cpu_seconds=10)
DEADLINE_SECONDS = 20.0
ANSWER_BYTES = 32_000_000
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class Read:
    """All that a file said: the rows of a table, or what of a map has a name.

    `odd` are (row, column), from 1, of formulas, dates and truths; `found` are {"where", "cells", "how"}; `unnamed`
    counts what has no name.
    """

    form: Form
    encoding: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    odd: frozenset[tuple[int, int]] = frozenset()
    found: tuple[dict[str, Any], ...] = ()
    unnamed: int = 0


def read(data: bytes) -> Read:
    """A file of any kind that we know; raises Invalid with a reason that begins with `import-`."""
    if not data.strip():
        raise Invalid("import-nothing")
    if len(data) > FILE_BYTES:
        raise Invalid("import-too-big")
    return _workbook(data) if data.startswith(_ZIP) else _apart(data)


def _workbook(data: bytes) -> Read:
    try:
        grid = spreadsheets.read(data)
    except Invalid as error:
        raise Invalid(error.reason.replace("exchange-", "import-")) from error
    except behind_doors.NotStarted as error:
        raise Invalid("import-busy") from error
    return Read("table", rows=grid.rows, odd=grid.odd)


def _apart(data: bytes) -> Read:
    try:
        ended = behind_doors.run(CHILD, data, deadline_seconds=DEADLINE_SECONDS, most_bytes=ANSWER_BYTES)
    except (behind_doors.TooSlow, behind_doors.TooMuch) as error:
        raise Invalid("import-too-big") from error
    except behind_doors.NotStarted as error:
        raise Invalid("import-busy") from error
    if ended.returncode != 0 or not ended.out.startswith(behind_doors.READY):
        # Whatever upset the reader, it ended alone.
        raise Invalid("import-not-readable")
    told = json.loads(bytes(ended.out[len(behind_doors.READY) :]))
    if "refused" in told:
        raise Invalid(told["refused"])
    if told["form"] == "table":
        return Read("table", told["encoding"], tuple(tuple(row) for row in told["rows"]))
    return Read(told["form"], found=tuple(told["found"]), unnamed=told["unnamed"])
