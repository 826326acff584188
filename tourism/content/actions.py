"""Loads a commune's drafts through the same actions that the desk uses; all or nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from tourism.communes import actions as communes
from tourism.communes import queries as told
from tourism.content.folder import CommuneFolder, SiteFolder
from tourism.content.queries import AUTHOR, AtDesk, at_desk, has_scene_of_desk
from tourism.narration import pronouncing
from tourism.publishing import actions as publishing
from tourism.scenes import actions as scenes
from tourism.sites import actions as sites
from tourism.sites import queries as kept
from tourism.sites import signage
from tourism.storage.blobs import Blobs
from tourism.tours import actions as tours
from tourism.wifi import actions as wifi


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many of a commune's sites and tours were read, and whether anything changed.

    `kept` counts places of which something was made at the desk and therefore left as it is.
    """

    commune: str
    sites: int
    tours: int
    changed: bool
    kept: int = 0

    @property
    def left_alone(self) -> str:
        """What was not touched, in words that follow others; empty where all was."""
        places = "1 place" if self.kept == 1 else f"{self.kept} places"
        return f", {places} kept as the desk has them" if self.kept else ""


def load(session: Session, folder: CommuneFolder, blobs: Blobs, now: datetime) -> Loaded:
    """Keeps and publishes a commune's drafts; sites that are gone from the folder are withdrawn.

    What people made at the desk stays as it is: places and words whose newest version is theirs, sites that they
    withdrew, and what visitors have of them.
    """
    edition = told.edition(session)
    pattern = blobs.put(folder.pattern, "svg").name if folder.pattern else None
    commune_row = communes.save(session, folder.commune, folder.words, pattern)
    respelt = pronouncing.replace(session, commune_row, folder.lexicon)
    rows = kept.rows_by_id(session, commune_row)
    made = at_desk(session, commune_row)
    changed = [
        _load_site(session, commune_row, rows.get(each.id), each, blobs, made=made, now=now) for each in folder.sites
    ]
    listed = {each.id for each in folder.sites}
    gone = [row for public_id, row in rows.items() if public_id not in listed and not made.has(row)]
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
    return Loaded(
        commune=folder.commune.slug,
        sites=len(folder.sites),
        tours=len(folder.tours),
        changed=told.edition(session) != edition,
        kept=sum(made.has(row) for row in rows.values()),
    )


def _load_site(
    session: Session, commune_row: int, row: int | None, each: SiteFolder, blobs: Blobs, *, made: AtDesk, now: datetime
) -> bool:
    if row is None:
        row = sites.add(session, commune_id=commune_row, key=each.key, public_id=each.id, now=now)
    changed = sites.rename(session, row, each.key)
    theirs = made.words.get(row, set())
    if row not in made.places:
        picture = blobs.put(each.picture, "svg").name if each.picture else None
        for name, data in each.photo_files.items():
            blobs.put(data, name.rpartition(".")[2])
        sites.save_place(session, row, each.place, picture=picture, by=AUTHOR, now=now)
    ours = each.words.keys() - theirs
    for tag in sorted(ours):
        sites.save(session, row, tag, each.words[tag], by=AUTHOR, now=now)
    changed |= signage.keep_signs(session, row, set(each.signs), retired=set(each.retired_signs))
    if not has_scene_of_desk(session, row):
        changed |= _load_scene(session, row, each, blobs, now)
    with_place = row not in made.places
    if row in made.withdrawn or not (with_place or kept.published_among(session, [row])):
        return changed
    publish = publishing.publish_site
    return publish(session, row, commune_row, ours, now, kept=theirs, with_place=with_place) or changed


def _load_scene(session: Session, row: int, each: SiteFolder, blobs: Blobs, now: datetime) -> bool:
    if each.scene is None or each.scene_model is None:
        return scenes.withdraw(session, row, now)
    draft = replace(each.scene, model=blobs.put(each.scene_model, "orig").name)
    scenes.save(session, row, draft, by=AUTHOR, now=now)
    return scenes.publish(session, row, now)
