"""Which printed codes lead to a site. Never commits."""

from collections.abc import Set as AbstractSet

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism import codes
from tourism.errors import Invalid
from tourism.sites.model import Sign


def keep_signs(session: Session, site_id: int, wanted: set[str], *, retired: AbstractSet[str] = frozenset()) -> bool:
    """Lets exactly these printed codes lead to a site; others of its codes are retired but still answer.

    `retired` ones are kept as such even where this database has never seen them. Returns whether anything
    changed; raises Invalid for a code with a wrong check character.
    """
    named = wanted | retired
    for code in sorted(named):
        if not codes.is_valid(code):
            raise Invalid("bad-code", field="sign", code=code[:20])
    query = select(Sign).where((Sign.site_id == site_id) | Sign.code.in_(named))
    kept = {sign.code: sign for sign in session.scalars(query)}
    changed = False
    for code in sorted(named | kept.keys()):
        sign = kept.get(code)
        if sign is None:
            session.add(Sign(code=code, site_id=site_id, retired=code not in wanted))
            changed = True
        elif (sign.site_id, sign.retired) != (site_id, code not in wanted):
            sign.site_id, sign.retired = site_id, code not in wanted
            changed = True
    session.flush()
    return changed
