"""Whose code an embed is asked by: a partner of today, or nobody."""

from collections.abc import Mapping

from flask import Response, g

from tourism.communes.queries import CommuneBrief
from tourism.errors import NotFound
from tourism.staff import keys
from tourism.staff.keys import Partner
from tourism.web.request import backends, reading

# The company's key may be taken back: what was asked by its code is asked anew each time.
KEPT_NOWHERE = "private, no-store"


def partner_asked(options: Mapping[str, str]) -> Partner | None:
    """Whom the code among an address' options names; None where there is none.

    Asked of the database each time. Raises NotFound for nobody's code, NotAllowed where its key ended.
    """
    code = options.get("p", "").strip()
    if not code:
        return None
    with reading() as session:
        return keys.partner(session, code, backends().clock())


def framed_by(partner: Partner | None) -> None:
    """From here on only this partner's sites, and the guide itself, may frame this request's answer, whatever it is."""
    g.partner = partner


def keep_to(partner: Partner | None, commune: CommuneBrief, missing: str, public_id: str) -> None:
    """A partner's code shows what is its commune's; raises NotFound (`missing` is the reason) for another's."""
    if partner and partner.commune != commune.id:
        raise NotFound(missing, id=public_id)


def kept_nowhere(answer: Response) -> Response:
    """Tells everybody in between, and the browser, to keep nothing of it."""
    answer.headers["Cache-Control"] = KEPT_NOWHERE
    return answer
