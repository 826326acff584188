"""Closes a place for days, changes them, opens it again. Never commits."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tourism import codes
from tourism.communes import actions as communes
from tourism.errors import Conflict, NotFound
from tourism.sites import closed
from tourism.sites.model import Closure, Site


def close(
    session: Session,
    site_row: int,
    *,
    begins: date,
    ends: date | None,
    reasons: Mapping[str, str],
    today: date,
    now: datetime,
) -> str:
    """Closes a site from a day to a day (None: nobody knows yet); returns the closure's public id.

    `reasons` are one line a language. Raises Invalid for days or reasons that cannot be, Conflict where other
    days of the site overlap with these.
    """
    site = _held(session, site_row)
    closed.refuse_days(begins, ends, today)
    told = closed.cleaned_reasons(reasons)
    _refuse_overlap(session, site_row, begins, ends)
    row = Closure(
        public_id=codes.mint(), site_id=site_row, begins=begins, ends=ends, reason=told, made=now, changed=now
    )
    session.add(row)
    _tell(session, site, now)
    return row.public_id


def change(
    session: Session,
    site_row: int,
    public_id: str,
    *,
    begins: date,
    ends: date | None,
    reasons: Mapping[str, str],
    seen: str,
    today: date,
    now: datetime,
) -> None:
    """Other days or reasons; `seen` is when it had last changed, as ISO 8601, as whoever writes had seen it.

    Languages that are not among `reasons` stay. Raises NotFound, Invalid and Conflict as `close` does; Conflict too
    where it was changed meanwhile, is over, or was taken back.
    """
    site = _held(session, site_row)
    row = _standing(session, site_row, public_id, today)
    if row.changed.isoformat() != seen:
        raise Conflict("closure-changed")
    closed.refuse_days(begins, ends, today)
    told = {**row.reason, **dict.fromkeys(reasons, ""), **closed.cleaned_reasons(reasons)}
    told = {tag: text for tag, text in told.items() if text}
    _refuse_overlap(session, site_row, begins, ends, besides=row.id)
    if (row.begins, row.ends, row.reason) == (begins, ends, told):
        return
    row.begins, row.ends, row.reason, row.changed = begins, ends, told, now
    _tell(session, site, now)


def reopen(session: Session, site_row: int, public_id: str, *, today: date, now: datetime) -> None:
    """Takes a closure back: the place is open from now on. Raises NotFound; Conflict where it stands no more."""
    site = _held(session, site_row)
    row = _standing(session, site_row, public_id, today)
    row.withdrawn = row.changed = now
    _tell(session, site, now)


def _held(session: Session, site_row: int) -> Site:
    site = session.get_one(Site, site_row)
    communes.hold(session, site.commune_id)
    return site


def _standing(session: Session, site_row: int, public_id: str, today: date) -> Closure:
    row = session.scalar(select(Closure).where(Closure.public_id == public_id, Closure.site_id == site_row))
    if row is None:
        raise NotFound("no-such-closure", id=public_id[:20])
    if row.withdrawn is not None or (row.ends is not None and row.ends < today):
        raise Conflict("closure-ended")
    return row


def _refuse_overlap(session: Session, site_row: int, begins: date, ends: date | None, *, besides: int = 0) -> None:
    """Two closures of one day would tell two stories."""
    query = select(Closure.id).where(Closure.site_id == site_row, Closure.withdrawn.is_(None), Closure.id != besides)
    query = query.where(or_(Closure.ends.is_(None), Closure.ends >= begins))
    if ends is not None:
        query = query.where(Closure.begins <= ends)
    if session.scalar(query.limit(1)):
        raise Conflict("closed-already", field="begins")


def _tell(session: Session, site: Site, now: datetime) -> None:
    site.changed = now
    session.flush()
    communes.raise_edition(session, site.commune_id)
