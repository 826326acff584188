"""Times as people at the desk type and read them: in Việt Nam."""

from datetime import UTC, datetime

from tourism.errors import Invalid
from tourism.web.request import VIETNAM


def typed_time(text: str) -> datetime:
    """The moment that a field of the kind datetime-local names; raises Invalid."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Invalid("bad-time", field="due") from error


def for_field(moment: datetime) -> str:
    """A moment as such a field wants it."""
    return moment.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")


def told_time(moment: datetime) -> str:
    """14:05, 22/11/2026."""
    return moment.astimezone(VIETNAM).strftime("%H:%M, %d/%m/%Y")
