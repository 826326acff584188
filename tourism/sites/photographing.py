"""What changes a place's photos: saved as a new place each time. Never commits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from tourism.communes import actions as communes
from tourism.errors import Conflict, NotFound
from tourism.sites import actions, draft, photographs
from tourism.sites.history import place_at
from tourism.sites.model import Site
from tourism.sites.photographs import Photos


def add(session: Session, site_id: int, photo: draft.Photo, *, by: str, now: datetime) -> int:
    """Appends a photo to whatever was saved last and returns the place's number; twice the same is once.

    Raises Invalid where the place has as many as it may have.
    """
    return _save(session, site_id, lambda photos: photographs.added(photos, photo), by, now)


def change(
    session: Session,
    site_id: int,
    photo_id: str,
    how: Callable[[Photos], Photos],
    *,
    base: int,
    by: str,
    now: datetime,
) -> int:
    """Changes one photo (or its place among the others) and returns the place's number.

    Raises NotFound where it is gone, Conflict where somebody else changed this photo since number `base`; what
    they did to the rest of the place stays.
    """

    def careful(photos: Photos) -> Photos:
        mine = photographs.found(photos, photo_id)
        newest = actions.newest_place(session, site_id)
        if newest is not None and newest.number != base and _seen(session, site_id, base, photo_id) != mine:
            raise Conflict("changed-meanwhile", newest=newest.number, base=base)
        return how(photos)

    return _save(session, site_id, careful, by, now)


def _save(session: Session, site_id: int, how: Callable[[Photos], Photos], by: str, now: datetime) -> int:
    communes.hold(session, session.get_one(Site, site_id).commune_id)
    newest = actions.newest_place(session, site_id)
    place = draft.PLACE_IN_PROGRESS.validate_python(newest.content) if newest else draft.PlaceInProgress()
    place = replace(place, photos=how(place.photos))
    picture = newest.picture if newest else None
    return actions.save_place(session, site_id, place, picture=picture, by=by, now=now)


def _seen(session: Session, site_id: int, number: int, photo_id: str) -> draft.Photo | None:
    """The photo as the writer had it before them; None where there was none."""
    try:
        return photographs.found(place_at(session, site_id, number).place.photos, photo_id)
    except NotFound:
        return None
