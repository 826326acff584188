"""What changes a site: saving revisions, moving the published pointer. Never commits."""

from datetime import datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from tourism import codes, geo
from tourism.communes import actions as communes
from tourism.errors import Conflict, Invalid, id_taken
from tourism.sites import draft
from tourism.sites.model import Aside, PlaceRevision, Revision, Site, Told
from tourism.sites.naming import folded

Whole = TypeVar("Whole")


def add(session: Session, *, commune_id: int, key: str, public_id: str, now: datetime, owner: int | None = None) -> int:
    """A new site without words; returns its row's id. Raises Invalid for an id whose check fails."""
    if not codes.is_valid(public_id):
        raise Invalid("bad-code", field="id", code=public_id[:20])
    if session.scalar(select(Site.id).where((Site.public_id == public_id) | _keyed(commune_id, key)).limit(1)):
        raise id_taken(public_id)
    site = Site(public_id=public_id, commune_id=commune_id, key=key, changed=now, owner=owner)
    session.add(site)
    session.flush()
    return site.id


def _keyed(commune_id: int, key: str) -> ColumnElement[bool]:
    return (Site.commune_id == commune_id) & (Site.key == key)


def rename(session: Session, site_id: int, key: str) -> bool:
    """Gives a site another key in its commune; raises Invalid where it is another site's."""
    site = session.get_one(Site, site_id)
    if site.key == key:
        return False
    if session.scalar(select(Site.id).where(_keyed(site.commune_id, key))):
        raise id_taken(site.public_id)
    site.key = key
    session.flush()
    return True


def newest_place(session: Session, site_id: int) -> PlaceRevision | None:
    """The place as somebody saved it last."""
    query = select(PlaceRevision).where(PlaceRevision.site_id == site_id)
    return session.scalar(query.order_by(PlaceRevision.number.desc()).limit(1))


def _newest_words(session: Session, site_id: int, language: str) -> Revision | None:
    query = select(Revision).where(Revision.site_id == site_id, Revision.language == language)
    return session.scalar(query.order_by(Revision.number.desc()).limit(1))


def save_place(
    session: Session,
    site_id: int,
    place: draft.Place | draft.PlaceInProgress,
    *,
    picture: str | None,
    by: str,
    now: datetime,
    base: int | None = None,
    minor: bool = False,
) -> int:
    """Keeps a new revision of the place and returns its number; the newest where nothing changed.

    `base` is the number that the writer started from; raises Conflict where it is not the newest any more.
    `minor` marks what was saved by itself while somebody was typing.
    """
    _hold(session, site_id)
    newest = newest_place(session, site_id)
    _refuse_overwrite(newest.number if newest else 0, base)
    content = draft.place_json(place)
    if newest and (newest.content, newest.picture) == (content, picture):
        return newest.number
    number = newest.number + 1 if newest else 1
    session.add(
        PlaceRevision(
            site_id=site_id, number=number, content=content, picture=picture, made=now, author=by, minor=minor
        )
    )
    session.flush()
    return number


def save(
    session: Session,
    site_id: int,
    language: str,
    words: draft.Words | draft.WordsInProgress,
    *,
    by: str,
    now: datetime,
    base: int | None = None,
    minor: bool = False,
    source_number: int | None = None,
) -> int:
    """Keeps a new revision of the words in one language and returns its number; see `save_place`.

    `source_number` is the number of the source's words that a translation was held against; None leaves it as it was.
    """
    _hold(session, site_id)
    newest = _newest_words(session, site_id, language)
    _refuse_overwrite(newest.number if newest else 0, base)
    content = draft.words_json(words)
    against = source_number if source_number is not None else newest.source_number if newest else None
    if newest and (newest.content, newest.source_number) == (content, against):
        return newest.number
    number = newest.number + 1 if newest else 1
    session.add(
        Revision(
            site_id=site_id,
            language=language,
            number=number,
            content=content,
            made=now,
            author=by,
            minor=minor,
            source_number=against,
        )
    )
    session.flush()
    return number


def set_aside(
    session: Session, site_id: int, language: str, content: dict[str, Any], *, by: str, now: datetime, base: int
) -> int:
    """Keeps what somebody wrote while another was quicker (`language` "" is the place); returns its row's id."""
    aside = Aside(site_id=site_id, language=language, base=base, content=content, made=now, author=by)
    session.add(aside)
    session.flush()
    return aside.id


def settle(session: Session, aside: int) -> None:
    """What was set aside has found its place, or is not wanted any more."""
    session.get_one(Aside, aside).settled = True


def _hold(session: Session, site_id: int) -> None:
    """Lets others who save this site wait, so that each of them is told of the other's text."""
    communes.hold(session, session.get_one(Site, site_id).commune_id)


def _refuse_overwrite(newest: int, base: int | None) -> None:
    if base is not None and base != newest:
        raise Conflict("changed-meanwhile", newest=newest, base=base)


def publish_place(session: Session, site_id: int, now: datetime) -> bool:
    """Publishes the newest revision of the place; returns whether anything changed."""
    site = session.get_one(Site, site_id)
    newest = newest_place(session, site_id)
    if newest is None:
        raise Invalid("nothing-to-publish")
    if newest.published and site.published:
        return False
    place = _whole(draft.PLACE, newest.content)
    session.execute(update(PlaceRevision).where(PlaceRevision.site_id == site_id).values(published=False))
    newest.published = True
    _copy(site, place, newest.picture)
    site.changed, site.published = now, True
    session.flush()
    return True


def _whole(adapter: TypeAdapter[Whole], content: dict[str, Any]) -> Whole:
    """What can be shown to visitors; raises Invalid with `lacking`, the names of the fields that are not ready."""
    try:
        return adapter.validate_python(content)
    except ValidationError as error:
        raise Invalid("not-complete", lacking=sorted(set(draft.fields_at_fault(error)))) from error


def _copy(site: Site, place: draft.Place, picture: str | None) -> None:
    site.lat, site.lon, site.accuracy_m = place.pin.lat, place.pin.lon, place.pin.accuracy_m
    site.band = geo.band(place.pin.lat)
    site.verified, site.kind, site.story, site.area = place.pin.verified, place.kind, place.story, place.area
    site.position, site.tourist_point, site.awaiting = place.order, place.tourist_point, place.awaiting
    site.picture = picture


def publish(session: Session, site_id: int, language: str, now: datetime) -> bool:
    """Moves the pointer to the newest words in one language; returns whether anything changed."""
    newest = _newest_words(session, site_id, language)
    if newest is None:
        raise Invalid("nothing-to-publish")
    pointer = session.get(Told, (site_id, language))
    if pointer and pointer.revision_id == newest.id:
        return False
    words = _whole(draft.WORDS, newest.content)
    told = Told(
        site_id=site_id,
        language=language,
        revision_id=newest.id,
        name=words.name,
        slug=words.slug,
        hook=words.hook,
        search=folded(f"{words.name} {words.hook}"),
    )
    session.merge(told)
    session.get_one(Site, site_id).changed = now
    session.flush()
    return True


def untell(session: Session, site_id: int, languages: set[str], now: datetime) -> bool:
    """Takes words in these languages off the pages; their revisions stay."""
    gone = session.scalars(select(Told.language).where(Told.site_id == site_id, Told.language.in_(languages))).all()
    if not gone:
        return False
    session.execute(delete(Told).where(Told.site_id == site_id, Told.language.in_(gone)))
    session.get_one(Site, site_id).changed = now
    return True


def withdraw(session: Session, site_id: int, now: datetime) -> None:
    """Takes a site off the pages; its signs go on answering."""
    site = session.get_one(Site, site_id)
    site.published, site.changed = False, now
