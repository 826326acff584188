"""What is kept of tours, as frozen views in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
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
from tourism.sites.briefs import APPROXIMATE_METRES, SiteBrief
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
    """A stop: its site, what for, how long, the way that led here (None where the tour begins), its sound."""

    number: int
    site: SiteBrief
    kind: str
    dwell_minutes: int
    note: str
    note_language: str
    leg: Leg | None
    sound: SoundView | None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """Where people meet before the first stop; name and note may be in different languages."""

    name: str
    name_language: str
    note: str
    note_language: str
    here: geo.Point
    accuracy_m: float
    approximate: bool
    hour: time | None


@dataclass(frozen=True, slots=True)
class TourView:
    """A tour's page in one language; `meeting` None: people meet at the first stop."""

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
    meeting: MeetingView | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What a tour's view is made of: its commune's row, what people wrote, words by language, where people meet."""

    commune: int
    written: draft.TourDraft
    words: dict[str, draft.TourWords]
    changed: datetime
    meeting: draft.MeetingDraft | None = None


def walked(session: Session, asked: str, commune_row: int | None = None, *, after: int = 0) -> Iterator[TourView]:
    """Tours of a commune or of all, by row; those without words or published stops do not count."""
    while True:
        query = select(Tour).where(Tour.id > after).order_by(Tour.id).limit(AT_ONCE)
        if commune_row is not None:
            query = query.where(Tour.commune_id == commune_row)
        rows = session.scalars(query).all()
        for row in rows:
            view = viewed(session, _course(session, row), asked)
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
    view = viewed(session, _course(session, row), asked) if row else None
    if view is None:
        raise NotFound("no-such-tour", id=public_id[:20])
    return view


def course(session: Session, tour_row: int) -> Course:
    """What a tour is made of, by its row; raises NotFound."""
    row = session.get(Tour, tour_row)
    if row is None:
        raise NotFound("no-such-tour")
    return _course(session, row)


def row_of(session: Session, public_id: str) -> int:
    """The row's id of a tour, for paging; raises Invalid."""
    found = session.scalar(select(Tour.id).where(Tour.public_id == public_id))
    if found is None:
        raise Invalid("bad-cursor", after=public_id[:20])
    return found


def row_in(session: Session, commune_row: int, public_id: str) -> int:
    """The row's id of a commune's tour; raises NotFound."""
    found = session.scalar(select(Tour.id).where(Tour.public_id == public_id, Tour.commune_id == commune_row))
    if found is None:
        raise NotFound("no-such-tour", id=public_id[:20])
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


def _course(session: Session, row: Tour) -> Course:
    return Course(row.commune_id, draft.DRAFT.validate_python(row.content), _words(session, row.id), row.changed)


def viewed(session: Session, course: Course, asked: str) -> TourView | None:
    """A tour in one language; None where it has no words or no published stop."""
    words, written = course.words, course.written
    known = {each.key: each for each in sites.of_commune(session, course.commune, asked)}
    halts = [(stop, known[stop.site]) for stop in written.stops if stop.site in known]
    chosen = language.best_told(asked, tuple(words))
    if chosen is None or not halts:
        return None
    meeting = _meeting(course.meeting, asked) if course.meeting else None
    plan = itinerary(
        [_halt(stop, site) for stop, site in halts],
        by_bicycle=written.travel == "bicycle",
        meeting=Halt(meeting.here, "meet", 0, meeting.approximate) if meeting else None,
    )
    mine = words[chosen]
    brief = TourBrief(
        id=written.id, commune=halts[0][1].commune, name=mine.name, slug=mine.slug, hook=mine.hook,
        language=chosen, as_asked=chosen == asked, travel=written.travel, stops=len(halts),
        pictures=tuple(site.picture for _, site in halts[:4] if site.picture),
        itinerary=plan, changed=course.changed,
    )  # fmt: skip
    return TourView(
        brief=brief,
        commune=communes.brief(session, course.commune, asked),
        language=chosen,
        as_asked=brief.as_asked,
        made_by=mine.made_by,
        reviewed=mine.reviewed,
        intro=mine.intro,
        season=claims.told(written.season, asked).text if written.season else None,
        stops=_stops(session, halts, plan, asked),
        languages=tuple(words),
        meeting=meeting,
    )


def _meeting(written: draft.MeetingDraft, asked: str) -> MeetingView:
    name, note, pin = claims.told(written.name, asked), claims.told(written.note, asked), written.pin
    return MeetingView(
        name=name.text, name_language=name.language, note=note.text, note_language=note.language,
        here=geo.Point(pin.lat, pin.lon), accuracy_m=pin.accuracy_m, approximate=pin.accuracy_m > APPROXIMATE_METRES,
        hour=time.fromisoformat(written.hour) if written.hour else None,
    )  # fmt: skip


def _halt(stop: draft.StopDraft, site: SiteBrief) -> Halt:
    return Halt(geo.Point(site.lat, site.lon), stop.kind, stop.dwell_minutes, site.approximate)


def _stops(
    session: Session, halts: list[tuple[draft.StopDraft, SiteBrief]], plan: Itinerary, asked: str
) -> tuple[StopView, ...]:
    sounds = narration.fresh_sounds(session, [site for _, site in halts])
    views = []
    for number, ((stop, site), leg) in enumerate(zip(halts, plan.ways, strict=True), 1):
        note = claims.told(stop.notes, asked)
        sound = sounds.get(site.row)
        views.append(StopView(number, site, stop.kind, stop.dwell_minutes, note.text, note.language, leg, sound))
    return tuple(views)
