"""What is published of sites, as their people wrote it: for folders."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.sites import draft, queries
from tourism.sites.model import PlaceRevision, Sign, Site


@dataclass(frozen=True, slots=True)
class PublishedDraft:
    """A published site as its people wrote it."""

    row: int
    key: str
    id: str
    signs: tuple[str, ...]
    retired_signs: tuple[str, ...]
    place: draft.Place
    words: dict[str, draft.Words]
    picture: str | None


def sites(session: Session, commune_row: int) -> tuple[PublishedDraft, ...]:
    """A commune's published sites as drafts, by key."""
    query = select(Site).where(Site.commune_id == commune_row, Site.published).order_by(Site.key)
    return tuple(_draft(session, row) for row in session.scalars(query).all())


def _draft(session: Session, row: Site) -> PublishedDraft:
    place = session.scalars(select(PlaceRevision).where(PlaceRevision.site_id == row.id, PlaceRevision.published)).one()
    query = select(Sign.code, Sign.retired).where(Sign.site_id == row.id).order_by(Sign.code)
    signs = {code: retired for code, retired in session.execute(query)}
    words = {tag: queries.told(session, row.id, tag) for tag in queries.told_languages(session, row.id)}
    return PublishedDraft(
        row=row.id,
        key=row.key,
        id=row.public_id,
        signs=tuple(code for code, retired in signs.items() if not retired),
        retired_signs=tuple(code for code, retired in signs.items() if retired),
        place=draft.PLACE.validate_python(place.content),
        words=words,
        picture=place.picture,
    )
