"""What is heard of drafts: their script, and the sound that says it, published or rehearsed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tourism.editorial.model import Rehearsal
from tourism.narration import pronunciations
from tourism.narration import queries as narrations
from tourism.narration.made import Spans
from tourism.narration.model import Narration, Take
from tourism.narration.queries import NarrationView, SoundView
from tourism.narration.script import Script, compose, steps_of
from tourism.sites.draft import WordsInProgress
from tourism.sites.drafts import DeskSite
from tourism.sites.queries import SiteView

HearingState = Literal["published", "ready", "waiting", "silent", "none"]


@dataclass(frozen=True, slots=True)
class Hearing:
    """The sound of exactly these words, or why there is none.

    States: published (visitors hear the same), ready (rehearsed), waiting, silent (`reason` is a key), none.
    """

    state: HearingState
    script: str
    sound: str | None = None
    transcript: str | None = None
    size: int = 0
    duration_ms: int = 0
    spans: Spans = ()
    reason: str | None = None


def script_of(session: Session, site: DeskSite, language: str, words: WordsInProgress) -> Script:
    """What a voice is to read of words of a site, with the commune's pronunciations."""
    steps = steps_of(site.place.place.story, words.sections)
    lexicon = pronunciations.lexicon(session, site.commune_row, language)
    return compose(language, words.name, words.story, steps, lexicon)


def hearing(session: Session, site: DeskSite, script: Script) -> Hearing:
    """What can be listened to of a script: the published sound where it says the same, else a rehearsal."""
    told = session.get(Narration, (site.row, script.language))
    if told is not None and told.state == "ready" and told.script == script.digest:
        return _hearing("published", script, told)
    row = session.get(Rehearsal, (site.row, script.language))
    if row is None or row.script != script.digest:
        return Hearing("none", script.digest)
    state: HearingState = "waiting" if row.state == "waiting" else "ready" if row.state == "ready" else "silent"
    return _hearing(state, script, row)


def _hearing(state: HearingState, script: Script, row: Narration | Rehearsal) -> Hearing:
    return Hearing(
        state=state,
        script=script.digest,
        sound=row.sound,
        transcript=row.transcript,
        size=row.size,
        duration_ms=row.duration_ms,
        spans=tuple((start, end) for start, end in row.spans),
        reason=row.reason,
    )


def unused(session: Session, names: Iterable[str | None]) -> tuple[str, ...]:
    """Those of these blobs that nothing heard is kept under any more."""
    return tuple(name for name in names if name and not _is_used(session, name))


def _is_used(session: Session, name: str) -> bool:
    columns: tuple[Any, ...] = (
        Narration.sound, Narration.opus, Narration.transcript, Take.sound, Take.original,
        Rehearsal.sound, Rehearsal.transcript,
    )  # fmt: skip
    tables = {column.class_ for column in columns}
    return any(
        session.scalar(
            select(table).where(or_(*(column == name for column in columns if column.class_ is table))).limit(1)
        )
        is not None
        for table in tables
    )


def in_preview(session: Session, site: DeskSite, view: SiteView, now: datetime) -> NarrationView:
    """What is heard of a preview: the published sound where it says the same, else the rehearsal, else nothing."""
    published = narrations.narration(session, view)
    script = script_of(session, site, view.language, site.words[view.language].words)
    heard = hearing(session, site, script)
    if published.sound is not None or heard.state != "ready":
        return published if published.sound else replace(published, silence="no-sound")
    sound = SoundView(
        name=heard.sound or "",
        transcript=heard.transcript or "",
        size=heard.size,
        duration_ms=heard.duration_ms,
        engine="",
        voice="",
        made_by="machine",
        opus=None,
        opus_size=0,
        outline="",
        credits=(),
        approximate=False,
        made=now,
    )
    return narrations.with_sound(view, sound, heard.spans)
