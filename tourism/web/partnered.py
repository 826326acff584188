"""Whose code an address has: a partner of today, or nobody."""

from collections.abc import Mapping

from flask import g
from sqlalchemy.orm import Session

from tourism.communes.queries import CommuneBrief
from tourism.errors import NotFound
from tourism.staff import keys
from tourism.staff.keys import Partner
from tourism.web.request import backends, reading

# The parameter of an address that has a partner's code.
CODE = "p"


def partner_asked(options: Mapping[str, str]) -> Partner | None:
    """Whom the code among an address' options names; None where there is none.

    Asked of the database each time. Raises NotFound for nobody's code, NotAllowed where its key ended.
    """
    with reading() as session:
        return partner_of(session, options)


def partner_of(session: Session, options: Mapping[str, str]) -> Partner | None:
    """The same in a session that is open already."""
    code = options.get(CODE, "").strip()
    return keys.partner(session, code, backends().clock()) if code else None


def framed_by(partner: Partner | None) -> None:
    """From here on only this partner's sites, and the guide itself, may frame this request's answer, whatever it is."""
    g.partner = partner


def keep_to(partner: Partner | None, commune: CommuneBrief, missing: str, public_id: str) -> None:
    """A partner's code shows what is its commune's; raises NotFound (`missing` is the reason) for another's."""
    if partner and partner.commune != commune.id:
        raise NotFound(missing, id=public_id)
