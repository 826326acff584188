"""Partners' keys to the API: given for a time, shown once, taken back at once."""

from flask import redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from tourism.errors import Invalid
from tourism.staff import granting, keys
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, desk, show

# How long a key opens, in days; "" is until it is taken back.
SPANS = {"30": 30, "90": 90, "365": 365, "": None}
USUAL = "365"


@desk("/keys", permission="keys", fresh=True)
def partner_keys(actor: Actor) -> tuple[str, int]:
    """The commune's keys."""
    said = gettext("The key opens nothing any more.") if request.args.get("said") == "revoked" else ""
    return _page(actor, said=said)


@desk("/keys", permission="keys", methods=("POST",), fresh=True)
def issue_key(actor: Actor) -> tuple[str, int]:
    """A new key, shown in this answer and never again."""
    partner, days = request.form.get("partner", ""), request.form.get("days", "")
    if days not in SPANS:
        return _page(actor, faults={"days": gettext("Choose one of these.")}, partner=partner, status=422)
    try:
        with deed("key.issued", actor=actor) as doing:
            granted = granting.grant(
                doing.session, actor.commune or 0, partner, days=SPANS[days], by=actor.name, now=backends().clock()
            )
            doing.told["prefix"] = granted.prefix
    except Invalid:
        fault = gettext("Name the partner, in at most %(most)s letters.", most=granting.PARTNER_MAX)
        return _page(actor, faults={"partner": fault}, partner=partner, days=days, status=422)
    return _page(actor, secret=granted.secret)


@desk("/keys/<int:number>/revoke", permission="keys", methods=("POST",), fresh=True)
def revoke_key(actor: Actor, number: int) -> Response:
    """Takes a key back, from its next use on."""
    with deed("key.revoked", actor=actor) as doing:
        found = keys.key(doing.session, actor, number, backends().clock())
        granting.revoke(doing.session, found.id, backends().clock())
        doing.told["prefix"] = found.prefix
    return redirect("/studio/keys?said=revoked", 303)


def _page(
    actor: Actor,
    *,
    secret: str = "",
    said: str = "",
    faults: dict[str, str] | None = None,
    partner: str = "",
    days: str = USUAL,
    status: int = 200,
) -> tuple[str, int]:
    with reading() as session:
        found = keys.keys(session, actor.commune, backends().clock())
    return show(
        "keys",
        title=gettext("Partners' keys"),
        status=status,
        keys=found,
        secret=secret,
        said_words=said,
        faults=faults or {},
        partner=partner,
        days=days,
    )
