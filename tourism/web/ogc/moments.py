"""Moments and spans of time as map programs ask for them (RFC 3339). Pure."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from tourism.errors import Invalid

FORM = "moment, moment/moment, moment/.. or ../moment, each like 2026-11-21T03:00:00Z"
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9:]{8})(\.[0-9]{1,9})?([Zz]|[-+][0-9]{2}:[0-9]{2})")
_OPEN = ("", "..")


class Span(NamedTuple):
    """From `since` to `until`, both included; None where it has no end."""

    since: datetime | None
    until: datetime | None

    def meets(self, other: "Span") -> bool:
        """Whether they have a moment in common."""
        return not (_is_before(self.until, other.since) or _is_before(other.until, self.since))


ALWAYS = Span(None, None)


def span(text: str) -> Span:
    """A moment or a span as it is written; raises Invalid."""
    one, slash, other = text.partition("/")
    if not slash:
        moment = _moment(one)
        return Span(moment, moment)
    if one in _OPEN and other in _OPEN:
        raise _bad()
    since = None if one in _OPEN else _moment(one)
    until = None if other in _OPEN else _moment(other)
    if _is_before(until, since):
        raise _bad()
    return Span(since, until)


def _is_before(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other


def _moment(text: str) -> datetime:
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise _bad()
    day, clock, fraction, zone = found.groups()
    try:
        # Finer than a microsecond is nothing here.
        told = datetime.fromisoformat(f"{day}T{clock}{(fraction or '')[:7]}{zone.upper()}")
        return told.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _bad() from error


def _bad() -> Invalid:
    return Invalid("bad-parameter", parameter="datetime", form=FORM)
