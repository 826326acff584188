"""How a line of the journal seals the one before. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal as it was sealed."""

    number: int
    made: datetime
    deed: str
    actor: str
    person: int | None
    commune: int | None
    site: str | None
    told: dict[str, Any]
    digest: str


def seal(before: str, line: Line) -> str:
    """The digest of a line (its own `digest` plays no part) after the digest of the one before; 64 hex digits."""
    made = line.made.astimezone(UTC).isoformat(timespec="microseconds")
    told = [before, line.number, made, line.deed, line.actor, line.person, line.commune, line.site, line.told]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def first_break(lines: Iterable[Line]) -> int | None:
    """The number of the first line, in ascending order from 1, that is missing or not as it was sealed."""
    before, expected = GENESIS, 1
    for line in lines:
        if line.number != expected or seal(before, line) != line.digest:
            return expected
        before, expected = line.digest, expected + 1
    return None
