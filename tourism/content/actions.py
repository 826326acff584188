"""Loads a commune's drafts through the same actions that the desk uses; all or nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tourism.communes import actions as communes
from tourism.communes import queries as told
from tourism.content.folder import CommuneFolder, SiteFolder
from tourism.narration import pronouncing
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites import queries as kept
from tourism.storage.blobs import Blobs
from tourism.tours import actions as tours
from tourism.wifi import actions as wifi

AUTHOR = "content files"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many of a commune's sites and tours were read, and whether anything changed."""

    commune: str
    sites: int
    tours: int
    changed: bool


def load(session: Session, folder: CommuneFolder, blobs: Blobs, now: datetime) -> Loaded:
    """Keeps and publishes a commune's drafts; sites that are gone from the folder are withdrawn."""
    edition = told.edition(session)
    pattern = blobs.put(folder.pattern, "svg").name if folder.pattern else None
    commune_row = communes.save(session, folder.commune, folder.words, pattern)
    respelt = pronouncing.replace(session, commune_row, folder.lexicon)
    rows = kept.rows_by_id(session, commune_row)
    changed = [_load_site(session, commune_row, rows.get(each.id), each, blobs, now) for each in folder.sites]
    gone = [row for public_id, row in rows.items() if public_id not in {each.id for each in folder.sites}]
    for row in kept.published_among(session, gone):
        publishing.withdraw_site(session, row, commune_row, now)
        changed.append(True)
    changed.append(tours.remove_others(session, commune_row, {each.key for each in folder.tours}))
    changed += [tours.save(session, commune_row, each.key, each.tour, each.words, now) for each in folder.tours]
    changed.append(wifi.replace(session, commune_row, folder.wifi))
    if respelt:
        told_rows = kept.published_among(session, list(kept.rows_by_id(session, commune_row).values()))
        publishing.ask_again(session, told_rows, respelt, now)
        changed.append(True)
    if any(changed):
        communes.raise_edition(session, commune_row)
    return Loaded(folder.commune.slug, len(folder.sites), len(folder.tours), told.edition(session) != edition)


def _load_site(
    session: Session, commune_row: int, row: int | None, each: SiteFolder, blobs: Blobs, now: datetime
) -> bool:
    if row is None:
        row = sites.add(session, commune_id=commune_row, key=each.key, public_id=each.id, now=now)
    changed = sites.rename(session, row, each.key)
    picture = blobs.put(each.picture, "svg").name if each.picture else None
    sites.save_place(session, row, each.place, picture=picture, by=AUTHOR, now=now)
    for tag, words in each.words.items():
        sites.save(session, row, tag, words, by=AUTHOR, now=now)
    changed |= sites.keep_signs(session, row, set(each.signs), retired=set(each.retired_signs))
    return publishing.publish_site(session, row, commune_row, set(each.words), now) or changed
