"""One partner's key: its public code, the sites that may frame by it, another secret, its end."""

from flask import redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from tourism.communes import queries as communes
from tourism.errors import NotAllowed
from tourism.staff import granting, keys
from tourism.staff.origins import BadSites
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.studio import key_sites
from tourism.web.studio.desk import Deed, deed, desk, show


@desk("/keys/<int:number>", permission="keys", fresh=True)
def partner_key(actor: Actor, number: int) -> tuple[str, int]:
    """One key of the commune."""
    said = gettext("Only these sites may show it now.") if request.args.get("said") == "allowed" else ""
    return _page(actor, number, said=said)


@desk("/keys/<int:number>/sites", permission="keys", methods=("POST",), fresh=True)
def allow_sites(actor: Actor, number: int) -> Response | tuple[str, int]:
    """Other sites that may frame by the key's code, from the next request on."""
    typed = request.form.get("sites", "")
    try:
        with deed("key.allowed", actor=actor) as doing:
            found = _found(doing, actor, number)
            doing.told["sites"] = list(granting.allow(doing.session, found.id, typed))
    except BadSites as error:
        return _page(actor, number, faults=key_sites.told(error), typed=typed)
    return redirect(f"/studio/keys/{number}?said=allowed", 303)


@desk("/keys/<int:number>/renew", permission="keys", methods=("POST",), fresh=True)
def renew_key(actor: Actor, number: int) -> tuple[str, int]:
    """Another secret, shown in this answer and never again; the one before opens nothing from now on."""
    with deed("key.renewed", actor=actor) as doing:
        found = _found(doing, actor, number)
        granted = granting.renew(doing.session, found.id, backends().clock())
        doing.told.update(prefix=granted.prefix, before=found.prefix)
    return _page(actor, number, secret=granted.secret)


@desk("/keys/<int:number>/revoke", permission="keys", methods=("POST",), fresh=True)
def revoke_key(actor: Actor, number: int) -> Response:
    """Takes a key back, from its next use on."""
    with deed("key.revoked", actor=actor) as doing:
        if not granting.revoke(doing.session, _found(doing, actor, number).id, backends().clock()):
            # Somebody else did: the journal says who and when.
            raise NotAllowed("key-ended")
    return redirect("/studio/keys?said=revoked", 303)


def _found(doing: Deed, actor: Actor, number: int) -> keys.KeyView:
    """The key that a deed is about, which the journal tells by its first letters."""
    found = keys.key(doing.session, actor, number, backends().clock())
    doing.told["prefix"] = found.prefix
    return found


def _page(
    actor: Actor,
    number: int,
    *,
    secret: str = "",
    said: str = "",
    faults: dict[str, str] | None = None,
    typed: str | None = None,
) -> tuple[str, int]:
    with reading() as session:
        found = keys.key(session, actor, number, backends().clock())
        slug = communes.slugs(session, {found.commune})[found.commune]
    return show(
        "key",
        title=found.partner,
        status=422 if faults else 200,
        key=found,
        slug=slug,
        secret=secret,
        said_words=said,
        faults=faults or {},
        typed="\n".join(found.sites) if typed is None else typed,
    )
