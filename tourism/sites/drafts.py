"""Sites as the desk sees them: the newest place and words, published or not, of the actor's own commune only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.language import SOURCE
from tourism.sites import draft
from tourism.sites.history import KeptPlace, KeptWords, kept_place, kept_words, told_ids
from tourism.sites.model import PlaceRevision, Revision, Sign, Site, Told
from tourism.staff.permissions import Actor


@dataclass(frozen=True, slots=True)
class DeskSite:
    """A site with all that was saved last; `words` by language, `published` as visitors have it."""

    row: int
    id: str
    key: str
    commune_row: int
    published: bool
    changed: datetime
    owner: int | None
    sign: str | None
    place: KeptPlace
    words: dict[str, KeptWords]
    told: tuple[str, ...]

    @property
    def name(self) -> str:
        """What people at the desk call it: its source name, else any, else its key."""
        names = [self.words[SOURCE]] if SOURCE in self.words else []
        return next((each.words.name for each in (*names, *self.words.values()) if each.words.name), self.key)

    @property
    def has_news(self) -> bool:
        """Whether something was saved that visitors do not have yet."""
        is_new_place = not self.place.published
        return is_new_place or any(not each.told for each in self.words.values())


def sites(session: Session, actor: Actor) -> tuple[DeskSite, ...]:
    """All sites that the actor may see, in their order."""
    found = _desk_sites(session, list(session.scalars(_visible(select(Site), actor))))
    return tuple(sorted(found, key=lambda each: (each.commune_row, each.place.place.order, each.row)))


def of_commune(session: Session, commune_row: int) -> tuple[DeskSite, ...]:
    """All sites of a commune whoever asks: for commands."""
    return tuple(_desk_sites(session, list(session.scalars(select(Site).where(Site.commune_id == commune_row)))))


def site(session: Session, actor: Actor, public_id: str) -> DeskSite:
    """One site that the actor may see; raises NotFound for those of others, as for those that are not."""
    row = session.scalar(_visible(select(Site), actor).where(Site.public_id == public_id))
    if row is None:
        raise NotFound("no-such-site", id=public_id[:20])
    return _desk_sites(session, [row])[0]


def names(session: Session, actor: Actor, public_ids: Collection[str]) -> dict[str, str]:
    """What the desk calls those of these sites that the actor may see, by public id."""
    query = _visible(select(Site), actor).where(Site.public_id.in_(public_ids))
    return {each.id: each.name for each in _desk_sites(session, list(session.scalars(query)))} if public_ids else {}


def site_by_row(session: Session, site_row: int) -> DeskSite:
    """One site whoever asks: for links that carry a right of their own, and for workers; raises NotFound."""
    row = session.get(Site, site_row)
    if row is None:
        raise NotFound("no-such-site")
    return _desk_sites(session, [row])[0]


def next_order(session: Session, commune_row: int) -> int:
    """The order of a new site: after all others."""
    numbers = select(func.max(PlaceRevision.content["order"].as_integer())).join(Site)
    last = session.scalar(
        numbers.where(Site.commune_id == commune_row, PlaceRevision.content["order"].as_integer() < draft.ORDER_MAX)
    )
    return min((last or 0) + 1, draft.ORDER_MAX)


def _visible(query: Select[Site], actor: Actor) -> Select[Site]:
    if actor.commune is not None:
        query = query.where(Site.commune_id == actor.commune)
    if actor.sees_own_only:
        query = query.where(Site.owner == actor.person)
    return query


def _desk_sites(session: Session, rows: list[Site]) -> list[DeskSite]:
    ids = [row.id for row in rows]
    places = _newest_places(session, ids)
    words = _newest_words(session, ids)
    query = select(Sign.site_id, Sign.code).where(Sign.site_id.in_(ids), ~Sign.retired).order_by(Sign.code.desc())
    signs: dict[int, str] = {site_row: code for site_row, code in session.execute(query)}
    told: dict[int, list[str]] = {}
    for site_row, tag in session.execute(select(Told.site_id, Told.language).where(Told.site_id.in_(ids))):
        told.setdefault(site_row, []).append(tag)
    return [
        DeskSite(
            row=row.id,
            id=row.public_id,
            key=row.key,
            commune_row=row.commune_id,
            published=row.published,
            changed=row.changed,
            owner=row.owner,
            sign=signs.get(row.id),
            place=places.get(row.id) or _unsaved(row.changed),
            words=words.get(row.id, {}),
            told=tuple(sorted(told.get(row.id, ()))),
        )
        for row in rows
    ]


def _unsaved(moment: datetime) -> KeptPlace:
    return KeptPlace(0, draft.PlaceInProgress(), None, "", moment, minor=False, published=False)


def _newest_places(session: Session, ids: list[int]) -> dict[int, KeptPlace]:
    newest = (
        select(PlaceRevision.site_id, func.max(PlaceRevision.number).label("number"))
        .where(PlaceRevision.site_id.in_(ids))
        .group_by(PlaceRevision.site_id)
        .subquery()
    )
    query = select(PlaceRevision).join(
        newest, (PlaceRevision.site_id == newest.c.site_id) & (PlaceRevision.number == newest.c.number)
    )
    return {row.site_id: kept_place(row) for row in session.scalars(query)}


def _newest_words(session: Session, ids: list[int]) -> dict[int, dict[str, KeptWords]]:
    newest = (
        select(Revision.site_id, Revision.language, func.max(Revision.number).label("number"))
        .where(Revision.site_id.in_(ids))
        .group_by(Revision.site_id, Revision.language)
        .subquery()
    )
    same = (Revision.site_id == newest.c.site_id) & (Revision.language == newest.c.language)
    told = told_ids(session, ids)
    found: dict[int, dict[str, KeptWords]] = {}
    for row in session.scalars(select(Revision).join(newest, same & (Revision.number == newest.c.number))):
        found.setdefault(row.site_id, {})[row.language] = kept_words(row, told)
    return found
