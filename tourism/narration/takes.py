"""What has been read aloud of a site: its takes, and what is still to be asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.narration.choice import RECORDED, Kept, Offer, best, worth_asking
from tourism.narration.made import Spans
from tourism.narration.model import Narration, Take
from tourism.narration.script import Script


@dataclass(frozen=True, slots=True)
class TakeView:
    """A take for those who work with it; `spans` in milliseconds, one for each of `texts`."""

    id: int
    site: int
    language: str
    part: int
    engine: str
    voice: str
    version: str
    state: str
    made: datetime
    made_by: str
    speaker: str
    shown: str
    master: str | None
    original: str | None
    sound: str | None
    size: int
    duration_ms: int
    spans: Spans
    texts: tuple[str, ...]
    is_headless: bool
    begin_ms: int
    approximate: bool
    doubts: tuple[str, ...]
    reason: str | None


def of_site(session: Session, site_row: int, language: str) -> tuple[Kept, ...]:
    """What choosing needs to know of the takes of a site in a language."""
    query = select(
        Take.id, Take.part, Take.engine, Take.version, Take.quality, Take.shown, Take.spoken, Take.state
    ).where(Take.site_id == site_row, Take.language == language)
    return tuple(Kept(*row) for row in session.execute(query))


def take(session: Session, take_id: int) -> TakeView:
    """One take; raises NotFound."""
    row = session.get(Take, take_id)
    if row is None:
        raise NotFound("no-such-take")
    return _view(row)


def whereabouts(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Row of the site and language of these takes."""
    if not ids:
        return {}
    query = select(Take.id, Take.site_id, Take.language).where(Take.id.in_(ids))
    return {number: (row, tag) for number, row, tag in session.execute(query)}


def recordings(session: Session, site_row: int | None = None, language: str | None = None) -> tuple[TakeView, ...]:
    """People's recordings, by site, language, part and age, the newest first; of all sites, or of one."""
    query = select(Take).where(Take.engine == RECORDED)
    if site_row is not None:
        query = query.where(Take.site_id == site_row)
    if language is not None:
        query = query.where(Take.language == language)
    ordered = query.order_by(Take.site_id, Take.language, Take.part, Take.made.desc(), Take.id.desc())
    return tuple(_view(row) for row in session.scalars(ordered))


def missing(
    session: Session, site_row: int, script: Script, revision: int, offers: Sequence[Offer]
) -> tuple[bool, tuple[Offer, ...]]:
    """Whether there is no sound of today's words, mastered as today; and the voices worth asking for a better one."""
    row = session.get(Narration, (site_row, script.language))
    is_whole = row is not None and (row.script, row.state, row.revision) == (script.digest, "ready", revision)
    kept = of_site(session, site_row, script.language)
    wanted = {offer for part in script.parts if part.sentences for offer in worth_asking(kept, part, offers)}
    return not is_whole, tuple(sorted(wanted, key=lambda offer: -offer.quality))


def best_of(session: Session, site_row: int, script: Script) -> tuple[TakeView, ...] | None:
    """The takes that a narration is put together from, in order of its parts; None while one is missing."""
    kept = of_site(session, site_row, script.language)
    chosen = [best(kept, part) for part in script.parts if part.sentences]
    ids = [each.id for each in chosen if each]
    if len(ids) < len(chosen) or not ids:
        return None
    rows = {row.id: row for row in session.scalars(select(Take).where(Take.id.in_(ids)))}
    return tuple(_view(rows[each]) for each in ids)


def _view(row: Take) -> TakeView:
    return TakeView(
        id=row.id,
        site=row.site_id,
        language=row.language,
        part=row.part,
        engine=row.engine,
        voice=row.voice,
        version=row.version,
        state=row.state,
        made=row.made,
        made_by=row.made_by,
        speaker=row.speaker,
        shown=row.shown,
        master=row.master,
        original=row.original,
        sound=row.sound,
        size=row.size,
        duration_ms=row.duration_ms,
        spans=tuple((start, end) for start, end in row.spans),
        texts=tuple(row.texts),
        is_headless=row.is_headless,
        begin_ms=row.begin_ms,
        approximate=row.approximate,
        doubts=tuple(row.doubts),
        reason=row.reason,
    )
