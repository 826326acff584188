"""Closures as they are kept: of sites, of a commune for feeds, in one language or in all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tourism.communes import claims
from tourism.errors import NotFound
from tourism.sites import closed
from tourism.sites.closed import ClosureView
from tourism.sites.model import Closure, Site

# The newest; a commune that closes every place for a festival has a few hundred at most.
MOST = 500
VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class KeptClosure(closed.Closure):
    """With its reasons by language, as they were written."""

    reasons: dict[str, str]


def of_sites(session: Session, rows: Collection[int], asked: str) -> dict[int, tuple[ClosureView, ...]]:
    """What was not taken back, by site, those over long ago too: the day is the reader's matter."""
    found: dict[int, list[ClosureView]] = {}
    query = select(Closure).where(Closure.site_id.in_(rows), Closure.withdrawn.is_(None))
    for row in session.scalars(query.order_by(Closure.begins, Closure.id)):
        found.setdefault(row.site_id, []).append(_view(row, asked))
    return {site: tuple(views) for site, views in found.items()}


def of_commune(
    session: Session, commune_row: int, asked: str, since: date, *, sites: frozenset[int] | None = None
) -> tuple[ClosureView, ...]:
    """Closures of a commune's published sites (None: of all, else of these rows) until their end lies before `since`.

    Those that were taken back count until that day. The one that changed last comes first.
    """
    midnight = datetime.combine(since, time(), VIETNAM)
    is_kept = or_(Closure.withdrawn.is_(None), Closure.withdrawn >= midnight)
    is_new = or_(Closure.ends.is_(None), Closure.ends >= since)
    query = select(Closure).join(Site, Site.id == Closure.site_id)
    query = query.where(Site.commune_id == commune_row, Site.published, is_kept, is_new)
    if sites is not None:
        query = query.where(Site.id.in_(sites))
    rows = session.scalars(query.order_by(Closure.changed.desc(), Closure.id.desc()).limit(MOST))
    return tuple(_view(row, asked) for row in rows)


def kept(session: Session, rows: Sequence[int]) -> tuple[KeptClosure, ...]:
    """All closures of these sites, also those that were taken back, the last days first."""
    query = select(Closure).where(Closure.site_id.in_(rows)).order_by(Closure.begins.desc(), Closure.id.desc())
    return tuple(_kept(row) for row in session.scalars(query))


def closure(session: Session, site_row: int, public_id: str) -> KeptClosure:
    """One of a site; raises NotFound for those of other sites, as for those that are not."""
    row = session.scalar(select(Closure).where(Closure.public_id == public_id, Closure.site_id == site_row))
    if row is None:
        raise NotFound("no-such-closure", id=public_id[:20])
    return _kept(row)


def _view(row: Closure, asked: str) -> ClosureView:
    told = claims.told(row.reason, asked)
    return ClosureView(
        row.public_id, row.site_id, row.begins, row.ends, row.made, row.changed, row.withdrawn, told.text, told.language
    )


def _kept(row: Closure) -> KeptClosure:
    return KeptClosure(
        row.public_id, row.site_id, row.begins, row.ends, row.made, row.changed, row.withdrawn, dict(row.reason)
    )
