"""A commune's folder as it is kept now, for writing it back to files."""

from sqlalchemy.orm import Session

from tourism.communes import queries as communes
from tourism.content.folder import CommuneFolder, SiteFolder, TourFolder
from tourism.narration import pronunciations
from tourism.sites import queries as sites
from tourism.storage.blobs import Blobs
from tourism.tours import queries as tours
from tourism.wifi import queries as wifi


def folder(session: Session, slug: str, blobs: Blobs) -> CommuneFolder:
    """All that is published of a commune, as drafts; raises NotFound."""
    row = communes.commune_id(session, slug)
    written, words, pattern = communes.draft_of(session, slug)
    return CommuneFolder(
        commune=written,
        words=words,
        pattern=blobs.get(pattern) if pattern else None,
        sites=tuple(_site(each, blobs) for each in sites.drafts(session, row)),
        tours=tuple(
            TourFolder(key=key, tour=tour, words=texts) for key, (tour, texts) in tours.drafts(session, row).items()
        ),
        wifi=wifi.drafts(session, row),
        lexicon=pronunciations.entries(session, row),
    )


def _site(each: sites.PublishedDraft, blobs: Blobs) -> SiteFolder:
    return SiteFolder(
        key=each.key,
        id=each.id,
        signs=each.signs,
        retired_signs=each.retired_signs,
        place=each.place,
        words=each.words,
        picture=blobs.get(each.picture) if each.picture else None,
    )
