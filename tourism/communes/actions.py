"""What changes a commune; never commits."""

from dataclasses import replace
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tourism.communes import draft
from tourism.communes.model import Commune, CommuneText
from tourism.communes.theme import is_legible
from tourism.errors import Invalid, id_taken

# Keys of sources that were listed by imports.
IMPORTED = "import-"


def save(
    session: Session, written: draft.CommuneDraft, words: dict[str, draft.CommuneWords], pattern: str | None
) -> int:
    """Keeps a commune and all its words; raises its edition where something changed. Returns the row's id."""
    for colour in (written.theme.primary, written.theme.secondary):
        if not is_legible(colour):
            raise Invalid("illegible-colour", field="theme", colour=colour)
    content = draft.DRAFT.dump_python(written, mode="json")
    same = (Commune.slug == written.slug) | (Commune.public_id == written.id)
    row = session.scalar(select(Commune).where(same).order_by(Commune.id).limit(1).with_for_update(key_share=True))
    if row and (row.slug, row.public_id) != (written.slug, written.id):
        raise id_taken(written.id)
    if row is None:
        row = Commune(public_id=written.id, slug=written.slug, content=content, pattern=pattern)
        session.add(row)
        session.flush()
    content = _with_imported(content, row.content)
    if (row.content, row.pattern) != (content, pattern):
        row.content, row.pattern = content, pattern
        raise_edition(session, row.id)
    _save_words(session, row.id, words)
    return row.id


def cite(session: Session, commune_id: int, source: draft.Source) -> str:
    """Lists a source that places were imported from, unless it is listed, and returns its key.

    No page changes by it before something that is published cites it.
    """
    row = session.get_one(Commune, commune_id)
    written = draft.DRAFT.validate_python(row.content)
    known = {each.title: key for key, each in written.sources.items()}
    if source.title in known:
        return known[source.title]
    numbers = (f"{IMPORTED}{number}" for number in range(1, len(written.sources) + 2))
    key = next(each for each in numbers if each not in written.sources)
    whole = replace(written, sources={**written.sources, key: source})
    row.content = draft.DRAFT.dump_python(whole, mode="json")
    session.flush()
    return key


def _with_imported(content: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """What was written elsewhere with the sources that imports listed here: places go on citing them."""
    listed = {key: each for key, each in kept["sources"].items() if key.startswith(IMPORTED)}
    return {**content, "sources": {**content["sources"], **listed}} if listed else content


def _save_words(session: Session, commune_id: int, words: dict[str, draft.CommuneWords]) -> None:
    wanted = {tag: draft.WORDS.dump_python(each, mode="json") for tag, each in words.items()}
    query = select(CommuneText).where(CommuneText.commune_id == commune_id)
    kept = {row.language: row.content for row in session.scalars(query)}
    if wanted == kept:
        return
    session.execute(delete(CommuneText).where(CommuneText.commune_id == commune_id))
    session.add_all(
        CommuneText(commune_id=commune_id, language=tag, content=content) for tag, content in wanted.items()
    )
    session.flush()
    raise_edition(session, commune_id)


def hold(session: Session, commune_id: int) -> None:
    """Lets others who write in this commune wait. It comes before any other lock, or two writers deadlock."""
    # A key-share lock, as a new row's foreign key takes it, must not wait for this one.
    session.execute(select(Commune.id).where(Commune.id == commune_id).with_for_update(key_share=True))


def raise_edition(session: Session, commune_id: int) -> None:
    """Makes every finished page of the house old."""
    session.execute(update(Commune).where(Commune.id == commune_id).values(edition=Commune.edition + 1))
