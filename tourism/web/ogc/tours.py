"""Tours as lines from stop to stop, and their stops as points."""

from collections.abc import Iterator
from itertools import islice

from sqlalchemy.orm import Session

from tourism import codes
from tourism.errors import Invalid
from tourism.sites.sweep import Extent
from tourism.tours import queries as tours
from tourism.tours.roadbook import Roadbook, Stop, facts
from tourism.web.ogc.feature import Feature, Wanted, around
from tourism.web.ogc.moments import Span
from tourism.web.roadbooks import roadbook


def lines(session: Session, wanted: Wanted) -> tuple[Feature, ...]:
    """The tours that are asked for, by row."""
    after = _row(session, wanted.after) if wanted.after else 0
    every = (_line(each) for each in _books(session, wanted.language, after))
    return tuple(islice(filter(wanted.holds, every), wanted.limit))


def line(session: Session, language: str, tour: str) -> Feature:
    """One tour; raises NotFound."""
    return _line(roadbook(tours.tour(session, tour, language)))


def extent(session: Session, language: str) -> Extent | None:
    """Of all tours, and so of their stops."""
    return around(_line(each) for each in _books(session, language))


def stops(session: Session, wanted: Wanted) -> tuple[Feature, ...]:
    """The stops that are asked for: tour by tour, in their order."""
    tour, begun = _stop_named(wanted.after) if wanted.after else ("", 0)
    # The tour of the last stop may have more of them.
    after = _row(session, tour) - 1 if tour else 0
    every = (
        _point(book, stop)
        for book in _books(session, wanted.language, after)
        for stop in book.stops
        if book.id != tour or stop.number > begun
    )
    return tuple(islice(filter(wanted.holds, every), wanted.limit))


def stop(session: Session, language: str, name: str) -> Feature | None:
    """One stop, named by its tour and its number; raises NotFound."""
    try:
        tour, number = _stop_named(name)
    except Invalid:
        return None
    book = roadbook(tours.tour(session, tour, language))
    return next((_point(book, each) for each in book.stops if each.number == number), None)


def _books(session: Session, language: str, after: int = 0) -> Iterator[Roadbook]:
    return (roadbook(view) for view in tours.walked(session, language, after=after))


def _row(session: Session, tour: str) -> int:
    if not codes.is_valid(tour):
        raise Invalid("bad-cursor", parameter="after")
    return tours.row_of(session, tour)


def _stop_named(name: str) -> tuple[str, int]:
    tour, _, number = name.partition("-")
    if not (codes.is_valid(tour) and number.isascii() and number.isdigit() and len(number) <= 4):
        raise Invalid("bad-cursor", parameter="after")
    return tour, int(number)


def _line(book: Roadbook) -> Feature:
    properties = {
        "name": book.name,
        "about": "\n".join(book.about),
        "way": book.beeline,
        "language": book.language,
        "commune": book.commune,
        "travel": book.travel,
        "stops": len(book.stops),
        "metres": round(book.metres),
        "minutes": book.minutes,
        "approximate": book.approximate,
        "credit": book.credit,
        "page": book.page,
        "updated": book.changed,
    }
    return Feature(
        id=book.id,
        line=tuple(each.here for each in book.stops),
        properties=properties,
        moments=Span(book.changed, book.changed),
        mark=book.id,
        is_way=True,
    )


def _point(book: Roadbook, each: Stop) -> Feature:
    known = {name: value for name, value in facts(each).items() if name not in ("lat", "lon", "stop")}
    name = f"{book.id}-{each.number}"
    return Feature(
        id=name,
        line=(each.here,),
        properties={
            "tour": book.id,
            "tour_name": book.name,
            "number": each.number,
            **known,
            "language": book.language,
            "updated": book.changed,
        },
        moments=Span(book.changed, book.changed),
        mark=name,
    )
