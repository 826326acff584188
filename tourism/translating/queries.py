"""What the desk knows of translations: the commune's glossary, how far each language has come, what goes out."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.language import SOURCE
from tourism.sites import drafts
from tourism.sites.draft import WORDS_IN_PROGRESS, WordsInProgress
from tourism.sites.drafts import DeskSite
from tourism.sites.model import Revision
from tourism.staff.permissions import Actor
from tourism.translating import glossary
from tourism.translating.model import Incoming, Term
from tourism.translating.parcel import Bundle, Parcel, Reading, Unit
from tourism.translating.states import (
    LENGTHS,
    Part,
    State,
    Version,
    held_against,
    is_same,
    overall,
    parts,
    texts,
    tidied,
)

READING = TypeAdapter(Reading)
NOTHING = WordsInProgress()


@dataclass(frozen=True, slots=True)
class TermView:
    """A word of the commune and how it is said in another language; `reviewed` once somebody who knows agreed."""

    id: int
    language: str
    source: str
    target: str
    note: str
    reviewed: bool
    changed: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A site's words in one language beside the source of today.

    The numbers are versions: of the newest source, of the source that the translation was held against, of the
    translation itself; 0 where there is none.
    """

    site: DeskSite
    language: str
    parts: tuple[Part, ...]
    source_number: int
    held_number: int
    target_number: int

    @property
    def words(self) -> WordsInProgress:
        """The translation; empty words where there is none yet."""
        return self.site.words[self.language].words if self.language in self.site.words else NOTHING

    @property
    def source(self) -> WordsInProgress:
        """The source of today."""
        return self.site.words[SOURCE].words if SOURCE in self.site.words else NOTHING

    @property
    def state(self) -> State:
        """What the language needs most."""
        return overall([each.state for each in self.parts])

    @property
    def counts(self) -> dict[State, int]:
        """How many parts are in each state."""
        return dict(Counter(each.state for each in self.parts))


@dataclass(frozen=True, slots=True)
class IncomingView:
    """A file that waits for somebody's yes."""

    id: int
    language: str
    name: str
    reading: Reading
    made: datetime
    author: str


def terms(session: Session, commune_row: int) -> tuple[TermView, ...]:
    """A commune's glossary in all languages, by source word and language."""
    query = select(Term).where(Term.commune_id == commune_row).order_by(Term.source, Term.language)
    return tuple(
        TermView(row.id, row.language, row.source, row.target, row.note, row.reviewed, row.changed, row.changed_by)
        for row in session.scalars(query)
    )


def translations(
    session: Session, listed: Sequence[DeskSite], languages: Collection[str]
) -> dict[tuple[int, str], Translation]:
    """How far each of these sites has come in each of these languages, by the site's row and the language."""
    rows = [each.row for each in listed]
    versions = _source_versions(session, rows)
    held = {
        (site.row, tag): held_against(kept.source_number, kept.made.timestamp(), versions.get(site.row, ()))
        for site in listed
        for tag, kept in site.words.items()
        if tag in languages
    }
    then = _source_words(session, {(row, number) for (row, _), number in held.items()})
    return {
        (site.row, tag): _translation(site, tag, held.get((site.row, tag), 0), then)
        for site in listed
        for tag in languages
    }


def translation(session: Session, actor: Actor, public_id: str, language: str) -> Translation:
    """One site in one language; raises NotFound."""
    site = drafts.site(session, actor, public_id)
    return translations(session, [site], [language])[site.row, language]


def stale_since(session: Session, at: Translation) -> datetime | None:
    """When the source first said something else in a part that is old now; None where nothing is."""
    old = [each for each in at.parts if each.state == "stale"]
    if not old:
        return None
    query = select(Revision.made, Revision.content).where(
        Revision.site_id == at.site.row, Revision.language == SOURCE, Revision.number > at.held_number
    )
    rows: Iterable[tuple[datetime, dict[str, Any]]] = session.execute(query.order_by(Revision.number))
    for made, content in rows:
        told = texts(WORDS_IN_PROGRESS.validate_python(content))
        if any(not is_same(told.get(each.key, ""), each.before) for each in old):
            return made
    return None


def parcel(session: Session, actor: Actor, language: str, *, is_open_only: bool = False) -> Parcel:
    """All that a translator gets in one language, or only what is missing or old."""
    listed = [site for site in drafts.sites(session, actor) if SOURCE in site.words]
    found = translations(session, listed, [language])
    words = [each for each in terms(session, actor.commune or 0) if each.language == language]
    bundles = [_bundle(found[site.row, language], words, is_open_only=is_open_only) for site in listed]
    return Parcel(SOURCE, language, tuple(each for each in bundles if each.units))


def incoming(session: Session, commune_row: int, row: int) -> IncomingView:
    """A file that waits; raises NotFound for those of others, and for what is decided."""
    found = session.get(Incoming, row)
    if found is None or found.commune_id != commune_row:
        raise NotFound("no-such-incoming")
    reading = READING.validate_python(found.content)
    return IncomingView(found.id, found.language, found.name, reading, found.made, found.author)


def _source_versions(session: Session, rows: list[int]) -> dict[int, list[Version]]:
    query = select(Revision.site_id, Revision.number, Revision.made).where(
        Revision.site_id.in_(rows), Revision.language == SOURCE
    )
    found: dict[int, list[Version]] = {}
    for site_row, number, made in session.execute(query):
        found.setdefault(site_row, []).append(Version(number, made.timestamp()))
    return found


def _source_words(session: Session, wanted: set[tuple[int, int]]) -> dict[tuple[int, int], WordsInProgress]:
    query = select(Revision.site_id, Revision.number, Revision.content).where(
        Revision.language == SOURCE, tuple_(Revision.site_id, Revision.number).in_(sorted(wanted))
    )
    return {
        (row, number): WORDS_IN_PROGRESS.validate_python(content) for row, number, content in session.execute(query)
    }


def _translation(site: DeskSite, tag: str, held: int, then: dict[tuple[int, int], WordsInProgress]) -> Translation:
    source, target = site.words.get(SOURCE), site.words.get(tag)
    now = source.words if source else NOTHING
    before = then.get((site.row, held), NOTHING) if target else now
    told = parts(now, before, target.words if target else NOTHING)
    return Translation(site, tag, told, source.number if source else 0, held, target.number if target else 0)


def _bundle(at: Translation, words: Sequence[TermView], *, is_open_only: bool) -> Bundle:
    units = [
        Unit(
            key=each.key,
            state=each.state,
            source=tidied(each.key, each.source),
            target=tidied(each.key, each.target),
            longest=LENGTHS[each.key.partition("-")[0]],
            terms=tuple((word.source, word.target) for word in glossary.occurring(each.source, words)),
        )
        for each in at.parts
        if each.source and (not is_open_only or each.state in ("missing", "stale"))
    ]
    return Bundle(at.site.id, tidied("name", at.site.name), at.source_number, at.target_number, tuple(units))
