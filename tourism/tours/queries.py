"""What is kept of tours, as frozen views in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tourism import geo, language
from tourism.communes import claims
from tourism.communes import queries as communes
from tourism.communes.queries import CommuneBrief
from tourism.errors import Invalid, NotFound
from tourism.narration import queries as narration
from tourism.narration.queries import SoundView
from tourism.sites import briefs as sites
from tourism.sites.briefs import SiteBrief
from tourism.tours import draft
from tourism.tours.itinerary import Halt, Itinerary, Leg, itinerary
from tourism.tours.model import Tour, TourText

# Tours are looked at in so many rows at once.
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class TourBrief:
    """A tour in a list; `signs` are those of visit, do, shop, eat that it has."""

    id: str
    commune: str
    name: str
    slug: str
    hook: str
    language: str
    as_asked: bool
    travel: str
    stops: int
    pictures: tuple[str, ...]
    itinerary: Itinerary
    changed: datetime


@dataclass(frozen=True, slots=True)
class StopView:
    """A stop: its site, what for, how long, the way that led here (None at the first), its sound."""

    number: int
    site: SiteBrief
    kind: str
    dwell_minutes: int
    note: str
    note_language: str
    leg: Leg | None
    sound: SoundView | None


@dataclass(frozen=True, slots=True)
class TourView:
    """A tour's page in one language."""

    brief: TourBrief
    commune: CommuneBrief
    language: str
    as_asked: bool
    made_by: str
    reviewed: bool
    intro: str
    season: str | None
    stops: tuple[StopView, ...]
    languages: tuple[str, ...]


def walked(session: Session, asked: str, commune_row: int | None = None, *, after: int = 0) -> Iterator[TourView]:
    """Tours of a commune or of all, by row; those without words or published stops do not count."""
    while True:
        query = select(Tour).where(Tour.id > after).order_by(Tour.id).limit(AT_ONCE)
        if commune_row is not None:
            query = query.where(Tour.commune_id == commune_row)
        rows = session.scalars(query).all()
        for row in rows:
            view = _view(session, row, asked)
            if view is not None:
                yield view
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].id


def tours(
    session: Session, asked: str, commune_row: int | None = None, *, after: int = 0, limit: int = 1000
) -> tuple[TourBrief, ...]:
    """The first `limit` of them, in short."""
    return tuple(view.brief for view in islice(walked(session, asked, commune_row, after=after), limit))


def tour(session: Session, public_id: str, asked: str) -> TourView:
    """One tour's page; raises NotFound."""
    row = session.scalar(select(Tour).where(Tour.public_id == public_id))
    view = _view(session, row, asked) if row else None
    if view is None:
        raise NotFound("no-such-tour", id=public_id[:20])
    return view


def row_of(session: Session, public_id: str) -> int:
    """The row's id of a tour, for paging; raises Invalid."""
    found = session.scalar(select(Tour.id).where(Tour.public_id == public_id))
    if found is None:
        raise Invalid("bad-cursor", after=public_id[:20])
    return found


def counts(session: Session) -> dict[int, int]:
    """Tours by their commune's row."""
    query = select(Tour.commune_id, func.count()).group_by(Tour.commune_id)
    return {commune: number for commune, number in session.execute(query)}


def drafts(session: Session, commune_row: int) -> dict[str, tuple[draft.TourDraft, dict[str, draft.TourWords]]]:
    """A commune's tours as people wrote them, by key."""
    found = {}
    for row in session.scalars(select(Tour).where(Tour.commune_id == commune_row).order_by(Tour.key)):
        found[row.key] = draft.DRAFT.validate_python(row.content), _words(session, row.id)
    return found


def _words(session: Session, tour_row: int) -> dict[str, draft.TourWords]:
    query = select(TourText).where(TourText.tour_id == tour_row).order_by(TourText.language)
    return {row.language: draft.WORDS.validate_python(row.content) for row in session.scalars(query)}


def _view(session: Session, row: Tour, asked: str) -> TourView | None:
    """None where a tour has no words or no published stop."""
    words = _words(session, row.id)
    written = draft.DRAFT.validate_python(row.content)
    known = {each.key: each for each in sites.of_commune(session, row.commune_id, asked)}
    halts = [(stop, known[stop.site]) for stop in written.stops if stop.site in known]
    chosen = language.best_told(asked, tuple(words))
    if chosen is None or not halts:
        return None
    plan = itinerary([_halt(stop, site) for stop, site in halts], by_bicycle=written.travel == "bicycle")
    mine = words[chosen]
    brief = TourBrief(
        id=row.public_id, commune=halts[0][1].commune, name=mine.name, slug=mine.slug, hook=mine.hook,
        language=chosen, as_asked=chosen == asked, travel=written.travel, stops=len(halts),
        pictures=tuple(site.picture for _, site in halts[:4] if site.picture),
        itinerary=plan, changed=row.changed,
    )  # fmt: skip
    return TourView(
        brief=brief,
        commune=communes.brief(session, row.commune_id, asked),
        language=chosen,
        as_asked=brief.as_asked,
        made_by=mine.made_by,
        reviewed=mine.reviewed,
        intro=mine.intro,
        season=claims.told(written.season, asked).text if written.season else None,
        stops=_stops(session, halts, plan, asked),
        languages=tuple(words),
    )


def _halt(stop: draft.StopDraft, site: SiteBrief) -> Halt:
    return Halt(geo.Point(site.lat, site.lon), stop.kind, stop.dwell_minutes, site.approximate)


def _stops(
    session: Session, halts: list[tuple[draft.StopDraft, SiteBrief]], plan: Itinerary, asked: str
) -> tuple[StopView, ...]:
    sounds = narration.fresh_sounds(session, [site for _, site in halts])
    legs = (None, *plan.legs)
    views = []
    for number, ((stop, site), leg) in enumerate(zip(halts, legs, strict=True), 1):
        note = claims.told(stop.notes, asked)
        sound = sounds.get(site.row)
        views.append(StopView(number, site, stop.kind, stop.dwell_minutes, note.text, note.language, leg, sound))
    return tuple(views)
