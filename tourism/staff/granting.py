"""Gives partners keys to the API and takes them back; never commits."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism import codes
from tourism.errors import Invalid, NotFound
from tourism.staff.keys import PREFIX, SHOWN
from tourism.staff.model import PartnerKey
from tourism.staff.queries import digest

PARTNER_MAX = 100
DAYS_MAX = 3650


@dataclass(frozen=True, slots=True)
class Granted:
    """A new key: `secret` is what the partner gets, and is kept nowhere."""

    id: int
    prefix: str
    secret: str


def grant(session: Session, commune: int, partner: str, *, days: int | None, by: str, now: datetime) -> Granted:
    """A new key for a partner, for so many days (None: until it is revoked); raises Invalid with its field."""
    name = " ".join(partner.split())
    if not name or len(name) > PARTNER_MAX or not name.isprintable():
        raise Invalid("bad-partner", field="partner")
    if days is not None and not 1 <= days <= DAYS_MAX:
        raise Invalid("bad-days", field="days")
    secret = PREFIX + secrets.token_urlsafe(32)
    row = PartnerKey(
        commune_id=commune,
        partner=name,
        prefix=secret[: len(PREFIX) + SHOWN],
        digest=digest(secret),
        code=codes.mint(),
        sites=[],
        made=now,
        made_by=by,
        expires=now + timedelta(days=days) if days else None,
    )
    session.add(row)
    session.flush()
    return Granted(row.id, row.prefix, secret)


def revoke(session: Session, number: int, now: datetime) -> bool:
    """Takes a key back from this moment on; False where it was taken back before. Raises NotFound."""
    row = session.scalar(select(PartnerKey).where(PartnerKey.id == number).with_for_update())
    if row is None:
        raise NotFound("no-such-key")
    if row.revoked is not None:
        return False
    row.revoked = now
    session.flush()
    return True
