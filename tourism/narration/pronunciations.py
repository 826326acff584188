"""How communes want words to be said, as it is kept."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.narration.lexicon import Lexicon, lexicon_of
from tourism.narration.model import Pronunciation


def lexicon(session: Session, commune_row: int, language: str) -> Lexicon:
    """A commune's words in one language, for `script.compose`."""
    query = select(Pronunciation.written, Pronunciation.spoken).where(
        Pronunciation.commune_id == commune_row, Pronunciation.language == language
    )
    return lexicon_of({written: spoken for written, spoken in session.execute(query)})


def entries(session: Session, commune_row: int) -> dict[str, dict[str, str]]:
    """All of a commune's words by language, as they are said by how they are written."""
    query = select(Pronunciation).where(Pronunciation.commune_id == commune_row)
    kept: dict[str, dict[str, str]] = {}
    for row in session.scalars(query.order_by(Pronunciation.language, Pronunciation.written)):
        kept.setdefault(row.language, {})[row.written] = row.spoken
    return kept
