"""What is published of sites, as frozen views in one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism import geo, language
from tourism.communes import claims
from tourism.communes import queries as communes
from tourism.communes.claims import FactView, SourceView
from tourism.communes.queries import CommuneBrief
from tourism.errors import NotFound
from tourism.sites import draft, photographs
from tourism.sites.briefs import SiteBrief, briefs, published
from tourism.sites.model import PlaceRevision, Revision, Site, Told
from tourism.sites.photographs import PhotoView

# Further than that, a visitor wants wheels.
STROLL_METRES = 2_500.0


@dataclass(frozen=True, slots=True)
class NextStop:
    """Where to go from here; metres along the geodesic, minutes by `travel` (walk, bicycle)."""

    brief: SiteBrief
    metres: float
    minutes: int
    approximate: bool
    travel: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A step or a part to read on: Markdown below a heading; `photo` is the id of one of the site's photos."""

    title: str
    text: str
    photo: str | None = None


@dataclass(frozen=True, slots=True)
class PracticalView:
    """One practical point; `text` None means that it awaits the officer."""

    key: str
    text: str | None
    language: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """A site's page in one language; `as_asked` says whether it is the language asked for."""

    brief: SiteBrief
    commune: CommuneBrief
    language: str
    as_asked: bool
    made_by: str
    reviewed: bool
    name_vi: str
    area_name: str | None
    story: str
    sections: tuple[SectionView, ...]
    languages: tuple[str, ...]
    alt: str
    hours: draft.Hours | None
    practical: tuple[PracticalView, ...]
    facts: tuple[FactView, ...]
    sources: tuple[SourceView, ...]
    next: NextStop | None
    photos: tuple[PhotoView, ...]


def site(session: Session, public_id: str, asked: str) -> SiteView:
    """One published site's page in the language of the fallback chain; raises NotFound."""
    mine, place, there = _here_and_next(session, public_id, asked)
    words = told(session, mine.row, mine.language)
    names = {
        tag: name for tag, name in session.execute(select(Told.language, Told.name).where(Told.site_id == mine.row))
    }
    return composed(session, mine, place, words, names=names, asked=asked, there=there)


def composed(
    session: Session,
    mine: SiteBrief,
    place: draft.Place | draft.PlaceInProgress,
    words: draft.Words | draft.WordsInProgress,
    *,
    names: dict[str, str],
    asked: str,
    there: SiteBrief | None,
) -> SiteView:
    """A site's page out of its parts: `words` are those of the brief's language, `names` by language."""
    around = communes.around_site(session, mine.commune_row, asked)
    listed = claims.number_sources(tuple(fact.sources for fact in place.facts), around.sources)
    return SiteView(
        brief=mine,
        commune=around.brief,
        language=mine.language,
        as_asked=mine.as_asked,
        made_by=words.made_by,
        reviewed=words.reviewed,
        name_vi=names.get(language.SOURCE, mine.name),
        area_name=around.area_names.get(place.area) if place.area else None,
        story=words.story,
        sections=tuple(SectionView(each.title, each.text, each.photo) for each in words.sections),
        languages=tuple(sorted(names)),
        alt=claims.told(place.illustration.alt, asked).text if place.illustration else "",
        hours=place.practical.hours,
        practical=_practical(place.practical, asked),
        facts=claims.fact_views(place.facts, listed, asked),
        sources=listed,
        next=_next_stop(mine, there) if there else None,
        photos=photographs.views(place.photos, asked),
    )


def told(session: Session, site_row: int, tag: str) -> draft.Words:
    """The published words of a site in exactly this language; raises NotFound."""
    query = (
        select(Revision.content)
        .join(Told, Told.revision_id == Revision.id)
        .where(Told.site_id == site_row, Told.language == tag)
    )
    content = session.scalar(query)
    if content is None:
        raise NotFound("no-such-words")
    return draft.WORDS.validate_python(content)


def told_among(session: Session, rows: Sequence[int]) -> dict[tuple[int, str], draft.Words]:
    """All published words of these sites, by row and language."""
    query = (
        select(Told.site_id, Told.language, Revision.content)
        .join(Revision, Told.revision_id == Revision.id)
        .where(Told.site_id.in_(rows))
    )
    return {(row, tag): draft.WORDS.validate_python(content) for row, tag, content in session.execute(query)}


def everything_told(session: Session) -> tuple[tuple[int, str], ...]:
    """Row and language of all published words."""
    query = select(Told.site_id, Told.language).join(Site, Site.id == Told.site_id).where(Site.published)
    return tuple((row, tag) for row, tag in session.execute(query.order_by(Told.site_id, Told.language)))


def told_languages(session: Session, site_row: int) -> tuple[str, ...]:
    """Languages in which a site is told."""
    return tuple(session.scalars(select(Told.language).where(Told.site_id == site_row).order_by(Told.language)))


def _practical(practical: draft.Practical, asked: str) -> tuple[PracticalView, ...]:
    views = []
    for key in draft.PRACTICAL_TEXTS:
        texts = getattr(practical, key)
        text = claims.told(texts, asked) if texts else None
        views.append(PracticalView(key, text.text if text else None, text.language if text else asked))
    return tuple(views)


def _here_and_next(session: Session, public_id: str, asked: str) -> tuple[SiteBrief, draft.Place, SiteBrief | None]:
    """A site, its published place, and the stop that it names as the next; raises NotFound."""
    query = published(session).add_columns(PlaceRevision.content).where(Site.public_id == public_id)
    here = session.execute(query.join(PlaceRevision).where(PlaceRevision.published).limit(1)).first()
    if here is None:
        raise NotFound("no-such-site", id=public_id[:20])
    place = draft.PLACE.validate_python(here.content)
    next_stop = published(session).where(Site.commune_id == here.commune_id, Site.key == place.next)
    rows = [here, *session.execute(next_stop).all()] if place.next else [here]
    known = {each.row: each for each in briefs(session, rows, asked)}
    if here.id not in known:
        raise NotFound("no-such-site", id=public_id[:20])
    return known[here.id], place, known.get(rows[1].id) if len(rows) > 1 else None


def next_by_key(session: Session, commune_row: int, key: str | None, asked: str) -> SiteBrief | None:
    """The published site of a commune that a place names as the next stop."""
    rows = session.execute(published(session).where(Site.commune_id == commune_row, Site.key == key)).all()
    return next(iter(briefs(session, rows, asked)), None) if key else None


def _next_stop(here: SiteBrief, there: SiteBrief) -> NextStop:
    metres = geo.distance(geo.Point(here.lat, here.lon), geo.Point(there.lat, there.lon))
    by_bicycle = metres > STROLL_METRES
    minutes = geo.minutes_on_the_way(metres, by_bicycle=by_bicycle)
    return NextStop(there, metres, minutes, here.approximate or there.approximate, "bicycle" if by_bicycle else "walk")


def story_kind(session: Session, site_row: int) -> str:
    """`place` or `process`."""
    return session.get_one(Site, site_row).story


def rows_by_id(session: Session, commune_row: int) -> dict[str, int]:
    """All of a commune's sites, published or not: rows by public id."""
    return {
        key: value
        for key, value in session.execute(select(Site.public_id, Site.id).where(Site.commune_id == commune_row))
    }


def published_among(session: Session, rows: Sequence[int]) -> tuple[int, ...]:
    """Those of `rows` that are published."""
    return tuple(session.scalars(select(Site.id).where(Site.id.in_(rows), Site.published)))


def hours(session: Session, commune_row: int) -> dict[int, draft.Hours]:
    """Opening hours of a commune's published sites by row, where they are known."""
    query = (
        select(PlaceRevision.site_id, PlaceRevision.content)
        .join(Site, Site.id == PlaceRevision.site_id)
        .where(Site.commune_id == commune_row, Site.published, PlaceRevision.published)
    )
    places = {row: draft.PLACE.validate_python(content) for row, content in session.execute(query)}
    return {row: place.practical.hours for row, place in places.items() if place.practical.hours}
