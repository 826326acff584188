"""Gives partners keys to the API and takes them back; never commits."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism import codes
from tourism.errors import Invalid, NotAllowed, NotFound
from tourism.staff import origins
from tourism.staff.keys import PREFIX, SHOWN
from tourism.staff.model import PartnerKey
from tourism.staff.queries import digest

PARTNER_MAX = 100
DAYS_MAX = 3650


@dataclass(frozen=True, slots=True)
class Granted:
    """A new key, or a new secret of one: `secret` is what the partner gets, and is kept nowhere; `code` is public."""

    id: int
    prefix: str
    secret: str
    code: str


def grant(
    session: Session, commune: int, partner: str, *, days: int | None, by: str, now: datetime, sites: str = ""
) -> Granted:
    """A new key for a partner, for so many days (None: until it is revoked), whose code may be framed by `sites`.

    Raises Invalid with its field, for sites as `allow` does.
    """
    name = " ".join(partner.split())
    if not name or len(name) > PARTNER_MAX or not name.isprintable():
        raise Invalid("bad-partner", field="partner")
    if days is not None and not 1 <= days <= DAYS_MAX:
        raise Invalid("bad-days", field="days")
    allowed = _origins(sites)
    secret = _secret()
    row = PartnerKey(
        commune_id=commune,
        partner=name,
        prefix=_prefix(secret),
        digest=digest(secret),
        code=codes.mint(),
        sites=allowed,
        made=now,
        made_by=by,
        expires=now + timedelta(days=days) if days else None,
    )
    session.add(row)
    session.flush()
    return Granted(row.id, row.prefix, secret, row.code)


def allow(session: Session, number: int, sites: str) -> tuple[str, ...]:
    """Lets these sites, as they are typed, and no others frame what is asked by a key's code; their origins.

    Raises NotFound, and BadSites where one cannot be read (then nothing is changed).
    """
    row = _locked(session, number)
    row.sites = _origins(sites)
    session.flush()
    return tuple(row.sites)


def renew(session: Session, number: int, now: datetime) -> Granted:
    """Another secret for a key, whose code stays; the one before opens nothing from this moment on.

    Raises NotFound, and NotAllowed for a key that ended.
    """
    row = _locked(session, number)
    if row.revoked is not None or (row.expires is not None and row.expires <= now):
        raise NotAllowed("key-ended")
    secret = _secret()
    row.prefix, row.digest = _prefix(secret), digest(secret)
    session.flush()
    return Granted(row.id, row.prefix, secret, row.code)


def revoke(session: Session, number: int, now: datetime) -> bool:
    """Takes a key back from this moment on; False where it was taken back before. Raises NotFound."""
    row = _locked(session, number)
    if row.revoked is not None:
        return False
    row.revoked = now
    session.flush()
    return True


def _secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def _prefix(secret: str) -> str:
    return secret[: len(PREFIX) + SHOWN]


def _origins(typed: str) -> list[str]:
    sites = origins.read(typed)
    if sites.faults:
        raise origins.BadSites(sites.faults)
    return list(sites.origins)


def _locked(session: Session, number: int) -> PartnerKey:
    row = session.scalar(select(PartnerKey).where(PartnerKey.id == number).with_for_update())
    if row is None:
        raise NotFound("no-such-key")
    return row
