"""What the desk knows of translations: the commune's glossary, and how far each language has come."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.translating.model import Term


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


def terms(session: Session, commune_row: int) -> tuple[TermView, ...]:
    """A commune's glossary in all languages, by source word and language."""
    query = select(Term).where(Term.commune_id == commune_row).order_by(Term.source, Term.language)
    return tuple(
        TermView(row.id, row.language, row.source, row.target, row.note, row.reviewed, row.changed, row.changed_by)
        for row in session.scalars(query)
    )
