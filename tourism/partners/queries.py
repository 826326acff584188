"""What is kept of partners' own tours: for the desk as people wrote it, for readers as frozen views of today's tour."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.partners import draft
from tourism.partners.draft import VariantDraft
from tourism.partners.model import TourVariant
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


def variant(session: Session, public_id: str, partner: Partner, asked: str) -> VariantView:
    """A partner's own tour in one language; raises NotFound for everybody else's, and where the tour has gone."""
    query = select(TourVariant).where(TourVariant.public_id == public_id, TourVariant.key_id == partner.key)
    row = session.scalar(query)
    view = _view(session, row, partner, asked) if row else None
    if view is None:
        raise NotFound("no-such-tour", id=public_id[:20])
    return view


def variants(session: Session, partner: Partner, asked: str) -> tuple[VariantView, ...]:
    """All tours of a partner that can be shown today, in the order in which they were made."""
    return tuple(view for row in _rows(session, partner.key) if (view := _view(session, row, partner, asked)))


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


def _view(session: Session, row: TourVariant, partner: Partner, asked: str) -> VariantView | None:
    """None where the commune tells the tour no more, or none of the places in the partner's order."""
    found = _kept(session, row)
    tour = tours.viewed(session, found.tour, asked)
    own = tours.viewed(session, _own(found), asked)
    if tour is None or own is None:
        return None
    told = {each.name: getattr(own, each.name) for each in fields(own)}
    return VariantView(**told, partner=partner.name, code=partner.code, tour=tour.brief)


def _own(found: KeptVariant) -> Course:
    """The tour's course with what the partner has of its own; everything else is the commune's of today."""
    tour, mine = found.tour, found.written
    stops = draft.stops_of(mine.stops, tour.written.stops)
    return replace(
        tour,
        written=replace(tour.written, id=found.id, travel=mine.travel, stops=stops),
        words=draft.words_of(mine, tour.words),
        changed=max(found.changed, tour.changed),
        meeting=mine.meeting,
    )
