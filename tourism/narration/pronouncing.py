"""What changes how words are said; never commits."""

from collections.abc import Mapping

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tourism.errors import Invalid
from tourism.narration.lexicon import ENTRIES_MAX, fault_of, tidy
from tourism.narration.model import Pronunciation
from tourism.narration.pronunciations import entries

Entries = Mapping[str, Mapping[str, str]]


def replace(session: Session, commune_row: int, written: Entries) -> set[str]:
    """Keeps exactly these words for a commune; returns the languages that sound otherwise now.

    `written` gives by language what is said by how it is written; raises Invalid for what `fault_of` finds.
    """
    wanted = {
        language: {tidy(word): tidy(spoken) for word, spoken in words.items()}
        for language, words in written.items()
        if words
    }
    kept = entries(session, commune_row)
    changed = {language for language in {*wanted, *kept} if wanted.get(language) != kept.get(language)}
    for language in sorted(changed):
        words = wanted.get(language, {})
        _check(words)
        mine = (Pronunciation.commune_id == commune_row) & (Pronunciation.language == language)
        session.execute(delete(Pronunciation).where(mine))
        session.add_all(
            Pronunciation(commune_id=commune_row, language=language, written=word, spoken=spoken)
            for word, spoken in words.items()
        )
    session.flush()
    return changed


def _check(words: Mapping[str, str]) -> None:
    if len(words) > ENTRIES_MAX:
        raise Invalid("bad-pronunciation", field="lexicon", sentence=f"There are more than {ENTRIES_MAX} words.")
    for word, spoken in words.items():
        if fault := fault_of(word, spoken):
            raise Invalid("bad-pronunciation", field="lexicon", sentence=f"{word[:80]}: {fault}.")
