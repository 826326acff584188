"""A site as operators name it: by public id, by printed code, or by key or slug."""

from sqlalchemy.orm import Session

from tourism import codes
from tourism.communes import queries as communes
from tourism.errors import Invalid, NotFound
from tourism.language import SOURCE
from tourism.sites import briefs
from tourism.sites.briefs import SiteBrief


def site(session: Session, typed: str) -> SiteBrief:
    """The one published site that `typed` names; raises NotFound, or Invalid where there are several."""
    found = _by_code(session, codes.normalise(typed)) or _by_key(session, typed)
    if not found:
        raise NotFound("no-such-site", sentence=f"No published site is called {typed}: not as id, code, key or slug.")
    if len(found) > 1:
        several = ", ".join(f"{each.commune}/{each.key}" for each in found)
        raise Invalid("several-sites", sentence=f"{typed} could be any of {several}: name it with its commune.")
    return found[0]


def _by_code(session: Session, code: str) -> tuple[SiteBrief, ...]:
    if not codes.is_valid(code):
        return ()
    public_id = briefs.sign_site(session, code) or code
    return briefs.by_public_ids(session, [public_id], SOURCE)


def _by_key(session: Session, typed: str) -> tuple[SiteBrief, ...]:
    commune, _, key = typed.rpartition("/")
    return tuple(
        each
        for place in communes.communes(session, SOURCE)
        if commune in ("", place.slug)
        for each in briefs.of_commune(session, place.id, SOURCE)
        if key in (each.key, each.slug)
    )
