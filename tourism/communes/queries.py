"""What is kept of communes, as frozen views in one language."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tourism import language
from tourism.communes import draft
from tourism.communes.claims import FactView, SourceView, fact_views, number_sources, told
from tourism.communes.licences import CommuneLicence
from tourism.communes.model import Commune, CommuneText
from tourism.errors import NotFound


@dataclass(frozen=True, slots=True)
class FestivalView:
    """A festival; `days` are (first, last) solar days of the next computed year, or None."""

    key: str
    name: str
    text: str
    language: str
    lunar: str | None
    days: tuple[date, date] | None
    confidence: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CommuneBrief:
    """Enough of a commune to name it, dress a page in its colours, link to it and say whose its words are."""

    id: int
    public_id: str
    slug: str
    name: str
    tagline: str
    language: str
    primary: str
    secondary: str
    pattern: str | None
    licence: CommuneLicence | None


@dataclass(frozen=True, slots=True)
class IdentityView:
    """A dated name of the commune."""

    name: str
    parent: str
    code: str | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class CommuneView:
    """A commune's home in one language; `bbox` is west, south, east, north in degrees."""

    brief: CommuneBrief
    language: str
    as_asked: bool
    made_by: str
    reviewed: bool
    welcome: str
    identities: tuple[IdentityView, ...]
    lat: float
    lon: float
    bbox: tuple[float, float, float, float]
    languages: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    facts: tuple[FactView, ...]
    festivals: tuple[FestivalView, ...]
    sources: tuple[SourceView, ...]
    emergency: str | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a site's page needs of its commune: the brief, names of areas and sources by key."""

    brief: CommuneBrief
    area_names: dict[str, str]
    sources: dict[str, draft.Source]


AREAS = TypeAdapter(tuple[draft.Area, ...])
SOURCES = TypeAdapter(dict[str, draft.Source])


def edition(session: Session) -> int:
    """The sum of all communes' editions: it grows with every publish and never falls back."""
    return session.scalar(select(func.coalesce(func.sum(Commune.edition), 0))) or 0


def communes(session: Session, asked: str) -> tuple[CommuneBrief, ...]:
    """All communes, by slug."""
    rows = session.scalars(select(Commune).order_by(Commune.slug)).all()
    words = _words(session, [row.id for row in rows])
    return tuple(_brief(row, words[row.id], asked) for row in rows if words.get(row.id))


def commune(session: Session, slug: str, asked: str, today: date) -> CommuneView:
    """One commune's home; raises NotFound."""
    row = session.scalar(select(Commune).where(Commune.slug == slug))
    words = _words(session, [row.id]).get(row.id) if row else None
    if row is None or not words:
        raise NotFound("no-such-commune", slug=slug[:80])
    return _view(row, words, asked, today)


def brief(session: Session, commune_id: int, asked: str) -> CommuneBrief:
    """One commune by its row's id; raises NotFound."""
    row, words = _told_row(session, commune_id)
    return _brief(row, words, asked)


def at_home(session: Session, commune_id: int, asked: str) -> tuple[CommuneBrief, draft.CommuneDraft]:
    """A commune and what its people wrote of it, in one read; raises NotFound."""
    query = select(Commune, CommuneText.language, CommuneText.content).join(CommuneText)
    found = session.execute(query.where(Commune.id == commune_id).order_by(CommuneText.id)).all()
    if not found:
        raise NotFound("no-such-commune")
    row = found[0][0]
    words = {tag: draft.WORDS.validate_python(content) for _, tag, content in found}
    return _brief(row, words, asked), draft.DRAFT.validate_python(row.content)


def commune_id(session: Session, slug: str) -> int:
    """The row's id of a commune; raises NotFound."""
    found = session.scalar(select(Commune.id).where(Commune.slug == slug))
    if found is None:
        raise NotFound("no-such-commune", slug=slug[:80])
    return found


def draft_of(session: Session, slug: str) -> tuple[draft.CommuneDraft, dict[str, draft.CommuneWords], str | None]:
    """A commune as its people wrote it, its words by language, and its pattern's blob; raises NotFound."""
    row = session.scalar(select(Commune).where(Commune.slug == slug))
    if row is None:
        raise NotFound("no-such-commune", slug=slug[:80])
    return draft.DRAFT.validate_python(row.content), _words(session, [row.id]).get(row.id, {}), row.pattern


def slugs(session: Session, rows: Collection[int]) -> dict[int, str]:
    """Slugs of these communes by their rows' ids."""
    query = select(Commune.id, Commune.slug).where(Commune.id.in_(rows))
    return {key: value for key, value in session.execute(query)}


def area_names(session: Session, commune: int, asked: str) -> dict[str, str]:
    """Names of the commune's areas by key."""
    return _area_names(session.get_one(Commune, commune), asked)


def _area_names(row: Commune, asked: str) -> dict[str, str]:
    return {area.key: told(area.names, asked).text for area in AREAS.validate_python(row.content["areas"])}


def around_site(session: Session, commune_id: int, asked: str) -> Surroundings:
    """A commune as a site's page shows it, in one read; raises NotFound."""
    row, words = _told_row(session, commune_id)
    sources = SOURCES.validate_python(row.content["sources"])
    return Surroundings(_brief(row, words, asked), _area_names(row, asked), sources)


def _told_row(session: Session, commune_id: int) -> tuple[Commune, dict[str, draft.CommuneWords]]:
    row = session.get(Commune, commune_id)
    words = _words(session, [commune_id]).get(commune_id)
    if row is None or not words:
        raise NotFound("no-such-commune")
    return row, words


def _words(session: Session, ids: list[int]) -> dict[int, dict[str, draft.CommuneWords]]:
    found: dict[int, dict[str, draft.CommuneWords]] = {}
    for row in session.scalars(select(CommuneText).where(CommuneText.commune_id.in_(ids)).order_by(CommuneText.id)):
        found.setdefault(row.commune_id, {})[row.language] = draft.WORDS.validate_python(row.content)
    return found


def _brief(row: Commune, words: dict[str, draft.CommuneWords], asked: str) -> CommuneBrief:
    chosen = language.best_told(asked, tuple(words)) or asked
    theme = row.content["theme"]
    mine = words[chosen]
    return CommuneBrief(
        row.id,
        row.public_id,
        row.slug,
        mine.name,
        mine.tagline,
        chosen,
        theme["primary"],
        theme["secondary"],
        row.pattern,
        # Rows of before communes could say it have none.
        row.content.get("licence"),
    )


def _view(row: Commune, words: dict[str, draft.CommuneWords], asked: str, today: date) -> CommuneView:
    written = draft.DRAFT.validate_python(row.content)
    mine = _brief(row, words, asked)
    claims = tuple(fact.sources for fact in written.facts) + tuple(each.sources for each in written.festivals)
    listed = number_sources(claims, written.sources)
    chosen = words[mine.language]
    return CommuneView(
        brief=mine,
        language=mine.language,
        as_asked=mine.language == asked,
        made_by=chosen.made_by,
        reviewed=chosen.reviewed,
        welcome=chosen.welcome,
        identities=tuple(
            IdentityView(each.name, each.parent, each.code, each.valid_from, each.valid_to)
            for each in written.identities
        ),
        lat=written.centre.lat,
        lon=written.centre.lon,
        bbox=written.bbox,
        languages=written.languages,
        areas=tuple((area.key, told(area.names, asked).text) for area in written.areas),
        facts=fact_views(written.facts, listed, asked),
        festivals=tuple(_festival(each, listed, asked, today) for each in written.festivals),
        sources=listed,
        emergency=written.emergency,
    )


def _festival(each: draft.Festival, listed: tuple[SourceView, ...], asked: str, today: date) -> FestivalView:
    numbers = {source.key: source.number for source in listed}
    name, text = told(each.names, asked), told(each.texts, asked)
    cited = tuple(numbers[key] for key in each.sources if key in numbers)
    days = _next_days(each, today)
    return FestivalView(each.key, name.text, text.text, text.language, each.lunar, days, each.confidence, cited)


def _next_days(each: draft.Festival, today: date) -> tuple[date, date] | None:
    """The first computed days that are not over."""
    for interval in sorted(each.solar.values()):
        days = draft.solar_days(interval)
        if days[1] >= today:
            return days
    return None
