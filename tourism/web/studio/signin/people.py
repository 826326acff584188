"""Who works here: inviting them, helping them back in, letting them go."""

from typing import Final, cast

from flask import g, redirect, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tourism.communes import queries as communes
from tourism.engines import qr
from tourism.errors import Invalid, NotAllowed, NotFound
from tourism.staff import actions, inviting, queries
from tourism.staff.permissions import INVITES, ROLES, Actor, Role
from tourism.staff.queries import Known
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.signin import entering, saying
from tourism.web.studio.vietnamese_time import told_time

MAY: Final = "people"


@desk("/people", permission=MAY, fresh=True)
def people_page(actor: Actor) -> tuple[str, int]:
    """Everybody with a role, where the actor may see them."""
    with reading() as session:
        found = queries.colleagues(session, actor.commune, backends().clock())
    told = saying.said(request.args.get("said", ""))
    return show(
        "people",
        title=gettext("People"),
        people=[(each, each.role in INVITES[actor.role] and each.person != actor.person) for each in found],
        role_name=saying.role_name,
        told_time=told_time,
        commune_names=_commune_names(),
        told=told,
    )


@desk("/people/invite", permission=MAY, fresh=True)
def invite_page(actor: Actor) -> tuple[str, int]:
    """Whom, and as what."""
    return _form(actor, {})


@desk("/people/invite", permission=MAY, fresh=True, methods=("POST",))
def invite(actor: Actor) -> tuple[str, int] | Response:
    """A one-time link for somebody new."""
    role = cast("Role", request.form.get("role", ""))
    if role not in INVITES[actor.role]:
        raise NotAllowed("not-your-part")
    try:
        _invite(actor, role, request.form.get("name", ""))
    except Invalid as error:
        return _form(actor, {str(error.details["field"]): _fault(error.reason)})
    return redirect("/studio/people/link", 303)


@desk("/people/link", permission=MAY)
def link_page(actor: Actor) -> tuple[str, int]:
    """The link that was made last, for some minutes: to be sent, or scanned from this screen."""
    shown = entering.shown(actor, "link")
    address = g.links.absolute(f"/studio/join/{shown['token']}") if shown else ""
    picture = qr.data_uri(address) if shown else ""
    name = shown["name"] if shown else ""
    return show("people_link", title=gettext("The link"), address=address, picture=picture, name=name)


@desk("/people/<int:person>/recover", permission=MAY, fresh=True, methods=("POST",))
def recover(actor: Actor, person: int) -> Response:
    """A one-time link for somebody who lost the way in; signs them out everywhere."""
    known = _theirs(actor, person)
    with deed("person.recovered", actor=actor, commune=known.commune) as doing:
        token = inviting.invite_back(doing.session, known, by=actor.name, now=backends().clock())
        doing.told["name"] = known.name
        _keep_link(doing.session, actor, known.name, token)
    return redirect("/studio/people/link", 303)


@desk("/people/<int:person>/remove", permission=MAY, fresh=True, methods=("POST",))
def remove(actor: Actor, person: int) -> Response:
    """Ends somebody's role: from the next request on they have no right here."""
    known = _theirs(actor, person)
    with deed("person.removed", actor=actor, commune=known.commune) as doing:
        actions.leave(doing.session, person, backends().clock())
        inviting.withdraw_links(doing.session, known)
        doing.told.update(name=known.name, role=known.role)
    return redirect("/studio/people?said=removed", 303)


def _invite(actor: Actor, role: Role, name: str) -> None:
    """Raises Invalid with the field at fault."""
    with deed("person.invited", actor=actor) as doing:
        doing.commune = _commune(actor, role)
        token = inviting.invite(
            doing.session,
            name=name,
            role=role,
            commune=doing.commune,
            by=actor.name,
            now=backends().clock(),
            languages=[tag for tag in request.form.getlist("languages") if tag in g.page_languages],
        )
        doing.told.update(name=" ".join(name.split()), role=role)
        _keep_link(doing.session, actor, name, token)


def _keep_link(session: Session, actor: Actor, name: str, token: str) -> None:
    actions.show_once(session, actor.session, "link", entering.seal_for("link", {"token": token, "name": name}))


def _theirs(actor: Actor, person: int) -> Known:
    """Somebody whom the actor may help or let go; raises NotFound for people of other communes."""
    known = entering.person_now(person)
    if known is None or (actor.commune is not None and known.commune != actor.commune):
        raise NotFound("no-such-person")
    if known.role not in INVITES[actor.role] or known.person == actor.person:
        raise NotAllowed("not-your-part")
    return known


def _commune(actor: Actor, role: Role) -> int | None:
    """For which commune somebody is invited: an officer's own, the province's choice; None for the province."""
    if actor.commune is not None or role == "admin":
        return actor.commune
    slug = request.form.get("commune", "")
    with reading() as session:
        found = {each.slug: each.id for each in communes.communes(session, g.language)}
    if slug not in found:
        raise Invalid("role-without-commune", field="commune")
    return found[slug]


def _form(actor: Actor, faults: dict[str, str]) -> tuple[str, int]:
    with reading() as session:
        found = () if actor.commune is not None else communes.communes(session, g.language)
    return show(
        "people_invite",
        title=gettext("Invite somebody"),
        status=422 if faults else 200,
        faults=faults,
        roles=[
            (role, saying.role_name(role), str(saying.ROLE_HINTS[role]))
            for role in ROLES
            if role in INVITES[actor.role]
        ],
        communes=[(each.slug, each.name) for each in found],
        languages=g.page_languages,
        kept=request.form,
    )


def _fault(reason: str) -> str:
    return {
        "bad-name": gettext("A name of at most %(most)s characters.", most=inviting.NAME_MAX),
        "role-without-commune": gettext("Choose the commune they work in."),
    }[reason]


def _commune_names() -> dict[int, str]:
    with reading() as session:
        return {each.id: each.name for each in communes.communes(session, g.language)}
