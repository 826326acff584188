"""What was saved of a site, version by version, and what somebody wrote that waits beside them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.sites import draft
from tourism.sites.model import Aside, PlaceRevision, Revision, Told


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """One version of a place; `number` 0 is a place that nobody has saved yet."""

    number: int
    place: draft.PlaceInProgress
    picture: str | None
    author: str
    made: datetime
    minor: bool
    published: bool


@dataclass(frozen=True, slots=True)
class KeptWords:
    """One version of the words in one language; `told` says whether visitors read this one.

    `source_number` is the version of the source that a translation was last held against.
    """

    number: int
    language: str
    words: draft.WordsInProgress
    author: str
    made: datetime
    minor: bool
    told: bool
    source_number: int | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """What somebody wrote while another was quicker; `language` "" is the place, `content` as it was sent."""

    id: int
    language: str
    base: int
    content: dict[str, Any]
    made: datetime
    author: str


def words_at(session: Session, site_row: int, language: str, number: int) -> KeptWords:
    """One version of the words; raises NotFound."""
    query = select(Revision).where(
        Revision.site_id == site_row, Revision.language == language, Revision.number == number
    )
    row = session.scalar(query)
    if row is None:
        raise NotFound("no-such-version")
    return kept_words(row, told_ids(session, [site_row]))


def place_at(session: Session, site_row: int, number: int) -> KeptPlace:
    """One version of the place; raises NotFound."""
    query = select(PlaceRevision).where(PlaceRevision.site_id == site_row, PlaceRevision.number == number)
    row = session.scalar(query)
    if row is None:
        raise NotFound("no-such-version")
    return kept_place(row)


def words_then(session: Session, site_row: int, language: str, number: int) -> draft.WordsInProgress:
    """What a version said; 0 is before anybody had written. Raises NotFound."""
    return words_at(session, site_row, language, number).words if number else draft.WordsInProgress()


def place_then(session: Session, site_row: int, number: int) -> draft.PlaceInProgress:
    """What a version of the place said; 0 is before anybody had saved it. Raises NotFound."""
    return place_at(session, site_row, number).place if number else draft.PlaceInProgress()


def versions(session: Session, site_row: int, language: str) -> tuple[KeptWords, ...]:
    """Versions of the words, the newest first; what was saved by itself is left out once a later one follows."""
    query = select(Revision).where(Revision.site_id == site_row, Revision.language == language)
    rows = session.scalars(query.order_by(Revision.number.desc())).all()
    told = told_ids(session, [site_row])
    return tuple(kept_words(row, told) for at, row in enumerate(rows) if at == 0 or not row.minor or row.id in told)


def place_versions(session: Session, site_row: int) -> tuple[KeptPlace, ...]:
    """Versions of the place, the newest first; see `versions`."""
    query = select(PlaceRevision).where(PlaceRevision.site_id == site_row).order_by(PlaceRevision.number.desc())
    rows = session.scalars(query).all()
    return tuple(kept_place(row) for at, row in enumerate(rows) if at == 0 or not row.minor or row.published)


def visible(session: Session, site_row: int) -> tuple[KeptPlace | None, dict[str, KeptWords]]:
    """What visitors have of a site, or would have if it were not withdrawn: the place, and the words by language."""
    place = select(PlaceRevision).where(PlaceRevision.site_id == site_row, PlaceRevision.published)
    row = session.scalar(place)
    told = select(Revision).join(Told, Told.revision_id == Revision.id).where(Told.site_id == site_row)
    words = {each.language: kept_words(each, {each.id}) for each in session.scalars(told)}
    return kept_place(row) if row else None, words


def aside(session: Session, site_row: int) -> tuple[SetAside, ...]:
    """What waits beside the versions of a site, the newest first."""
    query = select(Aside).where(Aside.site_id == site_row, ~Aside.settled).order_by(Aside.id.desc())
    return tuple(
        SetAside(row.id, row.language, row.base, row.content, row.made, row.author) for row in session.scalars(query)
    )


def told_ids(session: Session, ids: Collection[int]) -> set[int]:
    """The versions of words that visitors read, by row."""
    return set(session.scalars(select(Told.revision_id).where(Told.site_id.in_(ids))))


def kept_place(row: PlaceRevision) -> KeptPlace:
    """One version of a place as it was kept."""
    place = draft.PLACE_IN_PROGRESS.validate_python(row.content)
    return KeptPlace(row.number, place, row.picture, row.author, row.made, row.minor, row.published)


def kept_words(row: Revision, told: set[int]) -> KeptWords:
    """One version of the words as it was kept; `told` are the rows that visitors read."""
    words = draft.WORDS_IN_PROGRESS.validate_python(row.content)
    return KeptWords(
        row.number, row.language, words, row.author, row.made, row.minor, row.id in told, row.source_number
    )
