"""A commune's folder as it is kept now, for writing it back to files; and what of it was made at the desk."""

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tourism.audit import queries as journal
from tourism.communes import queries as communes
from tourism.content.folder import CommuneFolder, SiteFolder, TourFolder
from tourism.content.scenes import MODEL_FILE
from tourism.narration import pronunciations
from tourism.scenes import queries as scenes
from tourism.scenes.model import newest_revision
from tourism.sites import export, photographs
from tourism.sites import queries as sites
from tourism.sites.model import PlaceRevision, Revision, Site, Told
from tourism.storage.blobs import Blobs
from tourism.tours import queries as tours
from tourism.wifi import queries as wifi

AUTHOR = "content files"


@dataclass(frozen=True, slots=True)
class AtDesk:
    """What files must leave alone: rows of sites, and languages by row.

    `words` are languages whose newest words people wrote at the desk, or which visitors have from there.
    """

    places: frozenset[int] = frozenset()
    words: dict[int, set[str]] = field(default_factory=dict)
    withdrawn: frozenset[int] = frozenset()

    def has(self, row: int) -> bool:
        """Whether anything of a site was made at the desk."""
        return row in self.places or row in self.words or row in self.withdrawn


def at_desk(session: Session, commune_row: int) -> AtDesk:
    """What of a commune's sites was made by people at the desk, and not by content files."""
    newest_place = _newest(PlaceRevision, commune_row, PlaceRevision.site_id)
    newest_words = _newest(Revision, commune_row, Revision.site_id, Revision.language)
    told = select(Revision.site_id, Revision.language, Revision.author).join(Told, Told.revision_id == Revision.id)
    words: dict[int, set[str]] = {}
    for query in (newest_words, told.join(Site, Site.id == Told.site_id).where(Site.commune_id == commune_row)):
        for row, tag, author in session.execute(query):
            if author != AUTHOR:
                words.setdefault(row, set()).add(tag)
    places = frozenset(row for row, author in session.execute(newest_place) if author != AUTHOR)
    last = journal.last_deeds(session, commune_row, ("site.published", "site.withdrawn"))
    rows = sites.rows_by_id(session, commune_row)
    withdrawn = {rows[each] for each, deed in last.items() if deed == "site.withdrawn" and each in rows}
    return AtDesk(places, words, frozenset(withdrawn))


def _newest(table: type[PlaceRevision] | type[Revision], commune_row: int, *parts: Any) -> Select[Any]:
    """The parts and the author of the newest revision of each of them."""
    number = select(func.max(table.id)).join(Site, Site.id == table.site_id)
    newest = number.where(Site.commune_id == commune_row).group_by(*parts)
    return select(*parts, table.author).where(table.id.in_(newest))


def folder(session: Session, slug: str, blobs: Blobs) -> CommuneFolder:
    """All that is published of a commune, as drafts; raises NotFound."""
    row = communes.commune_id(session, slug)
    written, words, pattern = communes.draft_of(session, slug)
    return CommuneFolder(
        commune=written,
        words=words,
        pattern=blobs.get(pattern) if pattern else None,
        sites=tuple(_site(session, each, blobs) for each in export.sites(session, row)),
        tours=tuple(
            TourFolder(key=key, tour=tour, words=texts) for key, (tour, texts) in tours.drafts(session, row).items()
        ),
        wifi=wifi.drafts(session, row),
        lexicon=pronunciations.entries(session, row),
    )


def has_scene_of_desk(session: Session, site_row: int) -> bool:
    """Whether the scene that was saved last was made at the desk."""
    newest = newest_revision(session, site_row)
    return newest is not None and newest.author != AUTHOR


def _site(session: Session, each: export.PublishedDraft, blobs: Blobs) -> SiteFolder:
    scene = scenes.published_draft(session, each.row)
    return SiteFolder(
        key=each.key,
        id=each.id,
        signs=each.signs,
        retired_signs=each.retired_signs,
        place=each.place,
        words=each.words,
        picture=blobs.get(each.picture) if each.picture else None,
        photo_files={name: blobs.get(name) for name in photographs.file_names(each.place.photos)},
        scene=replace(scene, model=MODEL_FILE) if scene else None,
        scene_model=blobs.get(scene.model) if scene else None,
    )
