"""Partners' keys to the API: which there are, and whether one opens."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.staff.model import PartnerKey
from tourism.staff.permissions import Actor
from tourism.staff.queries import digest

PREFIX = "lq_"
# What is kept readable of a key, so that people can tell one from another.
SHOWN = 8
# No key is nearly as long; nothing longer is hashed.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class KeyView:
    """A partner's key as people see it; `state` is active, expired or revoked."""

    id: int
    commune: int
    partner: str
    prefix: str
    made: datetime
    made_by: str
    expires: datetime | None
    revoked: datetime | None
    state: str


def keys(session: Session, commune: int | None, now: datetime) -> tuple[KeyView, ...]:
    """Keys of a commune (None: of all), the newest first."""
    query = select(PartnerKey).order_by(PartnerKey.id.desc())
    if commune is not None:
        query = query.where(PartnerKey.commune_id == commune)
    return tuple(_view(row, now) for row in session.scalars(query))


def key(session: Session, actor: Actor, number: int, now: datetime) -> KeyView:
    """One key of the actor's commune; raises NotFound for those of others, as for those that are not."""
    row = session.get(PartnerKey, number)
    if row is None or row.commune_id != actor.commune:
        raise NotFound("no-such-key")
    return _view(row, now)


def is_valid(session: Session, secret: str, now: datetime) -> bool:
    """Whether a key opens at this moment: known, not expired, not revoked."""
    if not secret.startswith(PREFIX) or len(secret) > LONGEST:
        return False
    query = select(PartnerKey.id).where(
        PartnerKey.digest == digest(secret),
        PartnerKey.revoked.is_(None),
        or_(PartnerKey.expires.is_(None), PartnerKey.expires > now),
    )
    return session.scalar(query) is not None


def _view(row: PartnerKey, now: datetime) -> KeyView:
    state = "revoked" if row.revoked else "expired" if row.expires and row.expires <= now else "active"
    return KeyView(
        row.id, row.commune_id, row.partner, row.prefix, row.made, row.made_by, row.expires, row.revoked, state
    )
