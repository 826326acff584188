"""How a line of the journal seals the one before. Pure."""

import hashlib
import json
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


def follows(number: int, digest: str, line: Line) -> bool:
    """Whether a line is the next after the one with this number and digest, and as it was sealed."""
    return line.number == number + 1 and seal(digest, line) == line.digest
