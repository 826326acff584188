"""Files of places that wait, and what they are held against."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.communes import queries as communes
from tourism.errors import NotFound
from tourism.geo import Point
from tourism.importing.found import Told
from tourism.importing.ground import Ground, Neighbour, ground
from tourism.importing.model import PlaceFile
from tourism.importing.options import Options
from tourism.importing.preview import Preview, preview
from tourism.language import SOURCE
from tourism.sites import briefs, drafts
from tourism.staff.permissions import Actor

TOLD = TypeAdapter(Told)
OPTIONS = TypeAdapter(Options)
# A file that nobody has decided about is forgotten.
WAITS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was read; `kept` are the public ids of the places that were begun of it, none while it waits."""

    id: int
    name: str
    options: Options
    made: datetime
    kept: tuple[str, ...]
    told: Told | None


def waiting(session: Session, actor: Actor, row: int, now: datetime) -> Waiting:
    """A file of this actor's; raises NotFound for those of others, as for those that are forgotten."""
    found = session.get(PlaceFile, row)
    if found is None or (found.commune_id, found.person) != (actor.commune, actor.person) or found.made < now - WAITS:
        raise NotFound("no-such-import")
    return _waiting(found)


def all_waiting(session: Session, actor: Actor, now: datetime) -> tuple[Waiting, ...]:
    """This actor's files that wait, the newest first."""
    mine = (PlaceFile.commune_id == (actor.commune or 0)) & (PlaceFile.person == actor.person)
    query = select(PlaceFile).where(mine, PlaceFile.made >= now - WAITS).order_by(PlaceFile.id.desc())
    return tuple(_waiting(each) for each in session.scalars(query) if not each.kept)


def _waiting(row: PlaceFile) -> Waiting:
    told = TOLD.validate_python(row.content) if row.content else None
    return Waiting(row.id, row.name, OPTIONS.validate_python(row.options), row.made, tuple(row.kept), told)


def ground_of(session: Session, commune_row: int, actor: Actor | None) -> Ground:
    """The commune with the places that an actor sees, drafts too; those that all visitors see are never hidden.

    None sees every place: whoever types commands.
    """
    draft = communes.at_home(session, commune_row, SOURCE)[1]
    told = {
        each.id: Neighbour(each.id, each.name, Point(each.lat, each.lon))
        for each in briefs.of_commune(session, commune_row, SOURCE)
    }
    sites = drafts.sites(session, actor) if actor else drafts.of_commune(session, commune_row)
    for site in sites:
        pin = site.place.place.pin
        told[site.id] = Neighbour(site.id, site.name, Point(pin.lat, pin.lon) if pin else None)
    return ground(draft, tuple(told.values()))


def looked_at(
    session: Session, commune_row: int, actor: Actor | None, told: Told, options: Options, *, tags: Sequence[str]
) -> Preview:
    """What a file would begin today."""
    writable: Collection[str] = tags if actor is None else {tag for tag in tags if actor.may_write_in(tag)}
    return preview(told, options, ground_of(session, commune_row, actor), tags=tags, writable=writable)
