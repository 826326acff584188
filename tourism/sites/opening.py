"""Hours of a day as people write them. Pure."""

import re
from collections.abc import Iterable

# 7:30–11:30 · 7h30 - 11h · 7-11
_TIME = r"(\d{1,2})(?:\s*[:.hg]\s*(\d{2})?)?"
_SPAN = re.compile(rf"\s*{_TIME}\s*(?:[-–—]|đến|to)\s*{_TIME}\s*", re.IGNORECASE)
SPANS_MAX = 6


def read_hours(typed: str) -> list[tuple[str, str]]:
    """Spans of a day, as 07:30 and 11:30; none for an empty text. Raises ValueError."""
    parts = [part for part in re.split(r"[,;]", typed) if part.strip()]
    spans = []
    for part in parts[: SPANS_MAX + 1]:
        found = _SPAN.fullmatch(part)
        if not found or len(parts) > SPANS_MAX:
            raise ValueError(part)
        spans.append((_clock(found[1], found[2]), _clock(found[3], found[4])))
    return spans


def _clock(hour: str, minute: str | None) -> str:
    # Kept hours end at 23:59 at the latest.
    if (int(hour), int(minute or 0)) == (24, 0):
        return "23:59"
    if int(hour) > 23 or int(minute or 0) > 59:
        raise ValueError(hour)
    return f"{int(hour):02d}:{int(minute or 0):02d}"


def written_hours(spans: Iterable[tuple[str, str]]) -> str:
    """The same as it is shown: 07:30–11:30, 13:30–17:00."""
    return ", ".join(f"{first}–{last}" for first, last in spans)
