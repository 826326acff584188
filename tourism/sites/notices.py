"""Closures as news for feed readers: plain values, in one language. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """One closure; `id` never changes, `page` is a full address, `text` plain, its paragraphs apart by line ends.

    `site` is the place's public id; `ends` None: nobody knows yet. `withdrawn`: it is open again since then.
    """

    id: str
    title: str
    text: str
    page: str
    site: str
    begins: date
    ends: date | None
    made: datetime
    changed: datetime
    withdrawn: datetime | None


@dataclass(frozen=True, slots=True)
class Notices:
    """The feed itself: full addresses of itself in both forms and of its page; `author` is who closes places.

    `changed` is the moment of its last news; `about` says where its own members are explained.
    """

    id: str
    title: str
    language: str
    atom: str
    json: str
    page: str
    author: str
    changed: datetime
    about: str
    entries: Sequence[Notice]


def written(moment: datetime) -> str:
    """As both forms have it (RFC 3339), in UTC, to the second."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
