"""What changes a tour; never commits."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tourism import codes
from tourism.errors import Invalid, id_taken
from tourism.tours import draft
from tourism.tours.model import Tour, TourText


def save(
    session: Session,
    commune_row: int,
    key: str,
    written: draft.TourDraft,
    words: dict[str, draft.TourWords],
    now: datetime,
) -> bool:
    """Keeps a tour and all its words; returns whether anything changed."""
    if not codes.is_valid(written.id):
        raise Invalid("bad-code", field="id", code=written.id[:20])
    content = draft.DRAFT.dump_python(written, mode="json")
    same = (Tour.commune_id == commune_row) & (Tour.key == key) | (Tour.public_id == written.id)
    row = session.scalar(select(Tour).where(same).order_by(Tour.id).limit(1))
    if row and (row.commune_id, row.key, row.public_id) != (commune_row, key, written.id):
        raise id_taken(written.id)
    changed = row is None or row.content != content
    if row is None:
        row = Tour(public_id=written.id, commune_id=commune_row, key=key, content=content, changed=now)
        session.add(row)
        session.flush()
    if _save_words(session, row.id, words) or changed:
        row.content, row.changed = content, now
        session.flush()
        return True
    return False


def _save_words(session: Session, tour_row: int, words: dict[str, draft.TourWords]) -> bool:
    wanted = {tag: draft.WORDS.dump_python(each, mode="json") for tag, each in words.items()}
    query = select(TourText).where(TourText.tour_id == tour_row)
    if wanted == {row.language: row.content for row in session.scalars(query)}:
        return False
    session.execute(delete(TourText).where(TourText.tour_id == tour_row))
    session.add_all(TourText(tour_id=tour_row, language=tag, content=content) for tag, content in wanted.items())
    session.flush()
    return True


def remove_others(session: Session, commune_row: int, kept: set[str]) -> bool:
    """Removes a commune's tours whose keys are not in `kept`; returns whether any went."""
    query = select(Tour.id).where(Tour.commune_id == commune_row, Tour.key.not_in(kept))
    gone = session.scalars(query).all()
    if gone:
        session.execute(delete(TourText).where(TourText.tour_id.in_(gone)))
        session.execute(delete(Tour).where(Tour.id.in_(gone)))
    return bool(gone)
