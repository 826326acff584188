"""Partners' keys: given for a time, shown once."""

from flask import request
from flask_babel import gettext

from tourism.communes import queries as communes
from tourism.errors import Invalid
from tourism.staff import granting, keys
from tourism.staff.origins import BadSites
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.studio import key_sites
from tourism.web.studio.desk import deed, desk, show

# How long a key opens, in days; "" is until it is taken back.
SPANS = {"30": 30, "90": 90, "365": 365, "": None}
USUAL = "365"
EMPTY = {"partner": "", "days": USUAL, "sites": ""}


@desk("/keys", permission="keys", fresh=True)
def partner_keys(actor: Actor) -> tuple[str, int]:
    """The commune's keys."""
    said = gettext("The key opens nothing any more.") if request.args.get("said") == "revoked" else ""
    return _page(actor, said=said)


@desk("/keys", permission="keys", methods=("POST",), fresh=True)
def issue_key(actor: Actor) -> tuple[str, int]:
    """A new key, shown in this answer and never again."""
    typed = {name: request.form.get(name, "") for name in EMPTY}
    if typed["days"] not in SPANS:
        return _page(actor, faults={"days": gettext("Choose one of these.")}, typed={**typed, "days": USUAL})
    try:
        with deed("key.issued", actor=actor) as doing:
            granted = granting.grant(
                doing.session,
                actor.commune or 0,
                typed["partner"],
                days=SPANS[typed["days"]],
                sites=typed["sites"],
                by=actor.name,
                now=backends().clock(),
            )
            doing.told["prefix"] = granted.prefix
    except Invalid as error:
        return _page(actor, faults=_told(error), typed=typed)
    return _page(actor, secret=granted.secret)


def _told(error: Invalid) -> dict[str, str]:
    if isinstance(error, BadSites):
        return key_sites.told(error)
    return {"partner": gettext("Name the partner, in at most %(most)s letters.", most=granting.PARTNER_MAX)}


def _page(
    actor: Actor,
    *,
    secret: str = "",
    said: str = "",
    faults: dict[str, str] | None = None,
    typed: dict[str, str] = EMPTY,
) -> tuple[str, int]:
    with reading() as session:
        found = keys.keys(session, actor.commune, backends().clock())
        slugs = communes.slugs(session, {each.commune for each in found})
    return show(
        "keys",
        title=gettext("Partners' keys"),
        status=422 if faults else 200,
        keys=found,
        slugs=slugs,
        secret=secret,
        said_words=said,
        faults=faults or {},
        typed=typed,
    )
