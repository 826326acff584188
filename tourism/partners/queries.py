"""What is kept of partners' own tours: for the desk as people wrote it, for readers as frozen views of today's tour."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.language import SOURCE
from tourism.partners import draft
from tourism.partners.draft import VariantDraft
from tourism.partners.model import TourVariant
from tourism.sites import briefs as sites
from tourism.staff.keys import Partner
from tourism.tours import queries as tours
from tourism.tours.queries import Course, TourBrief, TourView


@dataclass(frozen=True, slots=True)
class KeptVariant:
    """A partner's tour as the desk keeps it, and what the commune's tour is made of today."""

    id: str
    written: VariantDraft
    tour: Course
    changed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantView(TourView):
    """A partner's own tour: a tour's view under the variant's id; `tour` is the commune's own, which has the pages."""

    partner: str
    code: str
    tour: TourBrief


Look = Callable[[int], tuple[Course, TourView | None]]


def variant(session: Session, public_id: str, partner: Partner, asked: str) -> VariantView:
    """A partner's own tour in one language; raises NotFound for everybody else's, and where the tour has gone."""
    query = select(TourVariant).where(TourVariant.public_id == public_id, TourVariant.key_id == partner.key)
    row = session.scalar(query)
    view = _view(session, row, partner, asked, _looking(session, asked)) if row else None
    if view is None:
        raise NotFound("no-such-tour", id=public_id[:20])
    return view


def variants(session: Session, partner: Partner, asked: str) -> tuple[VariantView, ...]:
    """All tours of a partner that can be shown today, in the order in which they were made."""
    rows = _rows(session, partner.key)
    look = _looking(session, asked)
    return tuple(view for row in rows if (view := _view(session, row, partner, asked, look)))


def places(session: Session, partner: Partner) -> frozenset[int]:
    """The rows of the places where a partner's tours stop that can be shown today; cheaper than looking at each."""
    known = {each.key: each.row for each in sites.of_commune(session, partner.commune, SOURCE)}

    @cache
    def is_told(tour_row: int) -> bool:
        tour = tours.course(session, tour_row)
        return bool(tour.words) and any(stop.site in known for stop in tour.written.stops)

    told = (draft.DRAFT.validate_python(row.content) for row in _rows(session, partner.key) if is_told(row.tour_id))
    return frozenset(known[stop.site] for written in told for stop in written.stops if stop.site in known)


def kept(session: Session, key_row: int) -> tuple[KeptVariant, ...]:
    """All tours of a key as people wrote them, in the order in which they were made."""
    return tuple(_kept(session, row) for row in _rows(session, key_row))


def opened(session: Session, key_row: int, public_id: str) -> KeptVariant:
    """One tour of a key as people wrote it; raises NotFound."""
    query = select(TourVariant).where(TourVariant.public_id == public_id, TourVariant.key_id == key_row)
    row = session.scalar(query)
    if row is None:
        raise NotFound("no-such-tour", id=public_id[:20])
    return _kept(session, row)


def _rows(session: Session, key_row: int) -> Iterator[TourVariant]:
    yield from session.scalars(select(TourVariant).where(TourVariant.key_id == key_row).order_by(TourVariant.id))


def _kept(session: Session, row: TourVariant) -> KeptVariant:
    written = draft.DRAFT.validate_python(row.content)
    return KeptVariant(row.public_id, written, tours.course(session, row.tour_id), row.changed)


def _looking(session: Session, asked: str) -> Look:
    """Looks at each of the commune's tours once, however many are made from it."""

    @cache
    def look(tour_row: int) -> tuple[Course, TourView | None]:
        course = tours.course(session, tour_row)
        return course, tours.viewed(session, course, asked)

    return look


def _view(session: Session, row: TourVariant, partner: Partner, asked: str, look: Look) -> VariantView | None:
    """None where the commune tells the tour no more, or none of the places in the partner's order."""
    course, tour = look(row.tour_id)
    mine = draft.DRAFT.validate_python(row.content)
    own = tours.viewed(session, _own(row, mine, course), asked) if tour else None
    if tour is None or own is None:
        return None
    told = {each.name: getattr(own, each.name) for each in fields(own)}
    return VariantView(**told, partner=partner.name, code=partner.code, tour=tour.brief)


def _own(row: TourVariant, mine: VariantDraft, tour: Course) -> Course:
    """The tour's course with what the partner has of its own; everything else is the commune's of today."""
    stops = draft.stops_of(mine.stops, tour.written.stops)
    return replace(
        tour,
        written=replace(tour.written, id=row.public_id, travel=mine.travel, stops=stops),
        words=draft.words_of(mine, tour.words),
        changed=max(row.changed, tour.changed),
        meeting=mine.meeting,
    )
