"""Sites as the desk sees them: the newest place and words, published or not, of the actor's own commune only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.language import SOURCE
from tourism.sites import draft
from tourism.sites.model import Aside, PlaceRevision, Revision, Sign, Site, Told
from tourism.staff.permissions import Actor


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """One version of a place; `number` 0 is a place that nobody has saved yet."""

    number: int
    place: draft.PlaceInProgress
    picture: str | None
    author: str
    made: datetime
    minor: bool
    published: bool


@dataclass(frozen=True, slots=True)
class KeptWords:
    """One version of the words in one language; `told` says whether visitors read this one.

    `source_number` is the version of the source that a translation was last held against.
    """

    number: int
    language: str
    words: draft.WordsInProgress
    author: str
    made: datetime
    minor: bool
    told: bool
    source_number: int | None


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
    query = _visible(select(Site), actor).order_by(Site.commune_id, Site.position, Site.id)
    found = _desk_sites(session, list(session.scalars(query)))
    return tuple(sorted(found, key=lambda each: (each.commune_row, each.place.place.order, each.row)))


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


def words_at(session: Session, site_row: int, language: str, number: int) -> KeptWords:
    """One version of the words; raises NotFound."""
    query = select(Revision).where(
        Revision.site_id == site_row, Revision.language == language, Revision.number == number
    )
    row = session.scalar(query)
    if row is None:
        raise NotFound("no-such-version")
    return _kept_words(row, _told_ids(session, [site_row]))


def place_at(session: Session, site_row: int, number: int) -> KeptPlace:
    """One version of the place; raises NotFound."""
    query = select(PlaceRevision).where(PlaceRevision.site_id == site_row, PlaceRevision.number == number)
    row = session.scalar(query)
    if row is None:
        raise NotFound("no-such-version")
    return _kept_place(row)


def versions(session: Session, site_row: int, language: str) -> tuple[KeptWords, ...]:
    """Versions of the words, the newest first; what was saved by itself is left out once a later one follows."""
    query = select(Revision).where(Revision.site_id == site_row, Revision.language == language)
    rows = session.scalars(query.order_by(Revision.number.desc())).all()
    told = _told_ids(session, [site_row])
    return tuple(_kept_words(row, told) for at, row in enumerate(rows) if at == 0 or not row.minor or row.id in told)


def place_versions(session: Session, site_row: int) -> tuple[KeptPlace, ...]:
    """Versions of the place, the newest first; see `versions`."""
    query = select(PlaceRevision).where(PlaceRevision.site_id == site_row).order_by(PlaceRevision.number.desc())
    rows = session.scalars(query).all()
    return tuple(_kept_place(row) for at, row in enumerate(rows) if at == 0 or not row.minor or row.published)


def visible(session: Session, site_row: int) -> tuple[KeptPlace | None, dict[str, KeptWords]]:
    """What visitors have of a site, or would have if it were not withdrawn: the place, and the words by language."""
    place = select(PlaceRevision).where(PlaceRevision.site_id == site_row, PlaceRevision.published)
    row = session.scalar(place)
    told = select(Revision).join(Told, Told.revision_id == Revision.id).where(Told.site_id == site_row)
    words = {each.language: _kept_words(each, {each.id}) for each in session.scalars(told)}
    return _kept_place(row) if row else None, words


@dataclass(frozen=True, slots=True)
class SetAside:
    """What somebody wrote while another was quicker; `language` "" is the place, `content` as it was sent."""

    id: int
    language: str
    base: int
    content: dict[str, Any]
    made: datetime
    author: str


def aside(session: Session, site_row: int) -> tuple[SetAside, ...]:
    """What waits beside the versions of a site, the newest first."""
    query = select(Aside).where(Aside.site_id == site_row, ~Aside.settled).order_by(Aside.id.desc())
    return tuple(
        SetAside(row.id, row.language, row.base, row.content, row.made, row.author) for row in session.scalars(query)
    )


def next_order(session: Session, commune_row: int) -> int:
    """The order of a new site: after all others."""
    numbers = select(func.max(PlaceRevision.content["order"].as_integer())).join(Site)
    last = session.scalar(
        numbers.where(Site.commune_id == commune_row, PlaceRevision.content["order"].as_integer() < 9999)
    )
    return min((last or 0) + 1, 9999)


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
    return {row.site_id: _kept_place(row) for row in session.scalars(query)}


def _newest_words(session: Session, ids: list[int]) -> dict[int, dict[str, KeptWords]]:
    newest = (
        select(Revision.site_id, Revision.language, func.max(Revision.number).label("number"))
        .where(Revision.site_id.in_(ids))
        .group_by(Revision.site_id, Revision.language)
        .subquery()
    )
    same = (Revision.site_id == newest.c.site_id) & (Revision.language == newest.c.language)
    told = _told_ids(session, ids)
    found: dict[int, dict[str, KeptWords]] = {}
    for row in session.scalars(select(Revision).join(newest, same & (Revision.number == newest.c.number))):
        found.setdefault(row.site_id, {})[row.language] = _kept_words(row, told)
    return found


def _told_ids(session: Session, ids: list[int]) -> set[int]:
    return set(session.scalars(select(Told.revision_id).where(Told.site_id.in_(ids))))


def _kept_place(row: PlaceRevision) -> KeptPlace:
    place = draft.PLACE_IN_PROGRESS.validate_python(row.content)
    return KeptPlace(row.number, place, row.picture, row.author, row.made, row.minor, row.published)


def _kept_words(row: Revision, told: set[int]) -> KeptWords:
    words = draft.WORDS_IN_PROGRESS.validate_python(row.content)
    return KeptWords(
        row.number, row.language, words, row.author, row.made, row.minor, row.id in told, row.source_number
    )
