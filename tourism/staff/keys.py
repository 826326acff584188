"""Partners' keys: which there are, whether a secret opens, and whom a public code names."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism import codes
from tourism.errors import NotAllowed, NotFound
from tourism.staff.model import PartnerKey
from tourism.staff.permissions import Actor
from tourism.staff.queries import digest

PREFIX = "lq_"
# What is kept readable of a key, so that people can tell one from another.
SHOWN = 8
# No key is nearly as long; nothing longer is hashed.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Partner:
    """Whom a key's public half names: the row of the key and of its commune, the origins that may frame by it."""

    key: int
    commune: int
    name: str
    code: str
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyView:
    """A partner's key as people see it; `state` is active, expired or revoked."""

    id: int
    commune: int
    partner: str
    code: str
    sites: tuple[str, ...]
    prefix: str
    made: datetime
    made_by: str
    expires: datetime | None
    revoked: datetime | None
    state: str

    @property
    def named(self) -> Partner:
        """Whom its code names, or named while it was active."""
        return Partner(self.id, self.commune, self.partner, self.code, self.sites)


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


def partner(session: Session, typed: str, now: datetime) -> Partner:
    """Whom a code names, in whatever spelling; raises NotFound for nobody's, NotAllowed where its key ended."""
    code = codes.normalise(typed)
    row = session.scalar(select(PartnerKey).where(PartnerKey.code == code)) if codes.is_valid(code) else None
    if row is None:
        raise NotFound("no-such-partner", code=code[: codes.LENGTH])
    view = _view(row, now)
    if view.state != "active":
        raise NotAllowed("key-ended")
    return view.named


def sender(session: Session, secret: str, now: datetime) -> Partner | None:
    """Whose secret half it is; None where it opens nothing at this moment."""
    if not secret.startswith(PREFIX) or len(secret) > LONGEST:
        return None
    row = session.scalar(select(PartnerKey).where(PartnerKey.digest == digest(secret)))
    view = _view(row, now) if row else None
    return view.named if view and view.state == "active" else None


def _view(row: PartnerKey, now: datetime) -> KeyView:
    state = "revoked" if row.revoked else "expired" if row.expires and row.expires <= now else "active"
    return KeyView(
        id=row.id,
        commune=row.commune_id,
        partner=row.partner,
        code=row.code,
        sites=tuple(row.sites),
        prefix=row.prefix,
        made=row.made,
        made_by=row.made_by,
        expires=row.expires,
        revoked=row.revoked,
        state=state,
    )
