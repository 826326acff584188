"""What is to be heard of a site, as a frozen view in the language of the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.narration.model import Narration
from tourism.narration.script import Script, Step, compose
from tourism.sites import queries as sites
from tourism.sites.briefs import SiteBrief
from tourism.sites.draft import Words


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
    """A finished sound; `name` is a blob's, `size` in bytes."""

    name: str
    transcript: str
    size: int
    duration_ms: int
    engine: str
    voice: str
    made_by: str


@dataclass(frozen=True, slots=True)
class NarrationView:
    """What is heard and read of a site; `silence` is a reason's key where there is no sound."""

    language: str
    seconds_estimate: float
    parts: tuple[PartView, ...]
    sound: SoundView | None
    silence: str | None


def script(session: Session, site_row: int, language: str) -> Script:
    """What a voice is to read of a site's published words; raises NotFound."""
    story = sites.told(session, site_row, language)
    is_process = sites.story_kind(session, site_row) == "process"
    steps = [Step(each.title, each.text) for each in story.sections] if is_process else []
    return compose(language, story.name, story.story, steps)


def script_of(view: sites.SiteView) -> Script:
    """The same from a page's view."""
    sections = view.sections if view.brief.story == "process" else ()
    steps = tuple(Step(each.title, each.text) for each in sections)
    return _composed(view.language, view.brief.name, view.story, steps)


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
    )


def fresh_sounds(session: Session, briefs: Sequence[SiteBrief]) -> dict[int, SoundView]:
    """Sounds of listed sites in the language of their briefs, by row; only those that say today's words."""
    languages = {each.row: each.language for each in briefs}
    query = select(Narration).where(Narration.site_id.in_(languages), Narration.state == "ready")
    kept = {row.site_id: row for row in session.scalars(query) if row.language == languages[row.site_id]}
    stories = sites.told_among(session, list(kept))
    return {
        each.row: _sound(kept[each.row])
        for each in briefs
        if each.row in kept and kept[each.row].script == _digest(each, stories[each.row, each.language])
    }


def _digest(brief: SiteBrief, words: Words) -> str:
    sections = words.sections if brief.story == "process" else ()
    steps = tuple(Step(each.title, each.text) for each in sections)
    return _composed_digest(brief.language, words.name, words.story, steps)


@lru_cache(maxsize=2048)
def _composed_digest(language: str, name: str, story: str, steps: tuple[Step, ...]) -> str:
    """Lists ask for the same ones again and again; a digest is smaller to keep than its script."""
    return compose(language, name, story, steps).digest


def current(session: Session, site_row: int, language: str) -> tuple[str, str] | None:
    """The script's digest and the state of what is kept, or None."""
    row = session.get(Narration, (site_row, language))
    return (row.script, row.state) if row else None


def _sound(row: Narration) -> SoundView:
    return SoundView(
        row.sound or "", row.transcript or "", row.size, row.duration_ms, row.engine, row.voice, row.made_by
    )


def _silence(row: Narration | None, digest: str) -> str:
    if row is not None and row.state == "failed" and row.script == digest:
        return row.reason or "voice-unavailable"
    return "voice-in-the-making"


def _parts(heard: Script, spans: list[list[int]] | None) -> tuple[PartView, ...]:
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
