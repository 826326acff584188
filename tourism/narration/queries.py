"""What is to be heard of a site, as a frozen view in the language of the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.narration import pronunciations, takes
from tourism.narration.credits import Credit, credited
from tourism.narration.model import Narration
from tourism.narration.script import Script, Step, compose, steps_of
from tourism.sites import briefs
from tourism.sites import queries as sites
from tourism.sites.briefs import SiteBrief
from tourism.sites.draft import WORDS, Words
from tourism.sites.model import Revision, Site, Told


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence of the transcript; milliseconds into the sound, None where there is no sound."""

    id: str
    text: str
    start_ms: int | None
    end_ms: int | None


@dataclass(frozen=True, slots=True)
class PartView:
    """The story or one step of it: the heading's sentences, then paragraphs of sentences."""

    index: int
    heading: tuple[SentenceView, ...]
    paragraphs: tuple[tuple[SentenceView, ...], ...]


@dataclass(frozen=True, slots=True)
class SoundView:
    """A finished sound; `name` and `opus` are blobs' names, sizes in bytes, `outline` 600 peaks as characters."""

    name: str
    transcript: str
    size: int
    duration_ms: int
    engine: str
    voice: str
    # human, machine or mixed
    made_by: str
    opus: str | None
    opus_size: int
    outline: str
    credits: tuple[Credit, ...]
    approximate: bool
    made: datetime


@dataclass(frozen=True, slots=True)
class OlderRecording:
    """A person's recording of words that have changed since."""

    part: int
    speaker: str
    sound: str
    size: int
    duration_ms: int
    recorded: datetime


@dataclass(frozen=True, slots=True)
class NarrationView:
    """What is heard and read of a site; `silence` is a reason's key where there is no sound."""

    language: str
    seconds_estimate: float
    parts: tuple[PartView, ...]
    sound: SoundView | None
    silence: str | None
    older: tuple[OlderRecording, ...]


def script(session: Session, site_row: int, language: str) -> Script:
    """What a voice is to read of a site's published words; raises NotFound."""
    story = sites.told(session, site_row, language)
    steps = steps_of(sites.story_kind(session, site_row), story.sections)
    lexicon = pronunciations.lexicon(session, briefs.commune_of(session, site_row), language)
    return compose(language, story.name, story.story, steps, lexicon)


def script_of(view: sites.SiteView) -> Script:
    """The same from a page's view, for what is shown; how names are said is not known here."""
    return _composed(view.language, view.brief.name, view.story, steps_of(view.brief.story, view.sections))


@lru_cache(maxsize=512)
def _composed(language: str, name: str, story: str, steps: tuple[Step, ...]) -> Script:
    """Composing takes about 2 ms; a publish of one site makes all pages anew, of the same stories."""
    return compose(language, name, story, steps)


def narration(session: Session, view: sites.SiteView) -> NarrationView:
    """The sound and the transcript of a site's page; a stale sound is not offered."""
    heard = script_of(view)
    row = session.get(Narration, (view.brief.row, view.language))
    fresh = row is not None and row.state == "ready" and row.script == heard.digest
    spans = row.spans if row is not None and fresh else None
    return NarrationView(
        language=view.language,
        seconds_estimate=heard.seconds,
        parts=_parts(heard, spans),
        sound=_sound(row) if row is not None and fresh else None,
        silence=None if fresh else _silence(row, heard.digest),
        older=_older(session, view.brief.row, heard),
    )


def with_sound(view: sites.SiteView, sound: SoundView, spans: Sequence[Sequence[int]]) -> NarrationView:
    """The page with a sound that visitors do not have; one span in milliseconds a sentence of its words."""
    heard = script_of(view)
    return NarrationView(view.language, heard.seconds, _parts(heard, spans), sound, None, ())


def fresh_sounds(session: Session, listed: Sequence[SiteBrief]) -> dict[int, SoundView]:
    """Sounds of listed sites in the language of their briefs, by row; only those that say today's words."""
    languages = {each.row: each.language for each in listed}
    query = select(Narration).where(Narration.site_id.in_(languages), Narration.state == "ready")
    kept = {row.site_id: row for row in session.scalars(query) if row.language == languages[row.site_id]}
    stories = sites.told_among(session, list(kept))
    return {
        each.row: _sound(kept[each.row])
        for each in listed
        if each.row in kept and kept[each.row].script == _digest(each, stories[each.row, each.language])
    }


def _digest(brief: SiteBrief, words: Words) -> str:
    return _composed_digest(brief.language, words.name, words.story, steps_of(brief.story, words.sections))


def heard_among(session: Session, rows: Sequence[int]) -> dict[tuple[int, str], str | None]:
    """What is heard of all published words of these sites, by row and language.

    None: today's words are heard; else the reason's key why they are not, `voice-in-the-making` while one is at work.
    """
    same = (Narration.site_id == Told.site_id) & (Narration.language == Told.language)
    query = (
        select(Told.site_id, Told.language, Revision.content, Site.story, Narration)
        .join(Revision, Revision.id == Told.revision_id)
        .join(Site, Site.id == Told.site_id)
        .outerjoin(Narration, same)
        .where(Told.site_id.in_(rows))
    )
    found: dict[tuple[int, str], str | None] = {}
    for row, tag, content, kind, kept in session.execute(query):
        words = WORDS.validate_python(content)
        digest = _composed_digest(tag, words.name, words.story, steps_of(kind, words.sections))
        is_heard = kept is not None and (kept.state, kept.script) == ("ready", digest)
        found[row, tag] = None if is_heard else _silence(kept, digest)
    return found


@lru_cache(maxsize=2048)
def _composed_digest(language: str, name: str, story: str, steps: tuple[Step, ...]) -> str:
    """Lists ask for the same ones again and again; a digest is smaller to keep than its script."""
    return compose(language, name, story, steps).digest


def recipe(session: Session, site_row: int, language: str) -> str | None:
    """What the sound that is offered was put together from."""
    row = session.get(Narration, (site_row, language))
    return row.recipe if row and row.state == "ready" else None


def is_current(session: Session, site_row: int, language: str, digest: str, chosen: tuple[int, ...]) -> bool:
    """Whether the words are still those of the digest, and these takes still the best of them."""
    try:
        today = script(session, site_row, language)
    except NotFound:
        return False
    best = takes.best_of(session, site_row, today)
    return today.digest == digest and best is not None and tuple(each.id for each in best) == chosen


def current(session: Session, site_row: int, language: str) -> tuple[str, str] | None:
    """The script's digest and the state of what is kept, or None."""
    row = session.get(Narration, (site_row, language))
    return (row.script, row.state) if row else None


def _sound(row: Narration) -> SoundView:
    return SoundView(
        name=row.sound or "",
        transcript=row.transcript or "",
        size=row.size,
        duration_ms=row.duration_ms,
        engine=row.engine,
        voice=row.voice,
        made_by=row.made_by,
        opus=row.opus,
        opus_size=row.opus_size,
        outline=row.outline,
        credits=credited([(part, *who) for part, *who in row.credits]),
        approximate=row.approximate,
        made=row.made,
    )


def _older(session: Session, site_row: int, heard: Script) -> tuple[OlderRecording, ...]:
    """The newest recording of each part whose words have changed since; none where a person reads today's."""
    parts = {part.index: part for part in heard.parts}
    newest: dict[int, takes.TakeView] = {}
    for each in takes.recordings(session, site_row, heard.language):
        if each.state == "ready" and each.sound and each.part in parts:
            newest.setdefault(each.part, each)
    return tuple(
        OlderRecording(each.part, each.speaker, each.sound or "", each.size, each.duration_ms, each.made)
        for part, each in newest.items()
        if not parts[part].is_said_by(each.shown)
    )


def _silence(row: Narration | None, digest: str) -> str:
    if row is not None and row.state == "failed" and row.script == digest:
        return row.reason or "voice-unavailable"
    return "voice-in-the-making"


def _parts(heard: Script, spans: Sequence[Sequence[int]] | None) -> tuple[PartView, ...]:
    def sentence(index: int, text: str) -> SentenceView:
        start, end = spans[index] if spans else (None, None)
        return SentenceView(f"s{index}", text, start, end)

    return tuple(
        PartView(
            part.index,
            tuple(sentence(each.index, each.shown) for each in part.heading),
            tuple(tuple(sentence(each.index, each.shown) for each in paragraph) for paragraph in part.paragraphs),
        )
        for part in heard.parts
    )
