"""A one-time link: who is invited chooses a way in, and gets ten codes to print."""

import secrets
from collections.abc import Callable

from flask import g
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tourism.errors import NotFound
from tourism.sites.naming import folded
from tourism.staff import actions, inviting, keyring, queries
from tourism.staff.queries import Invited
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, open_page, show
from tourism.web.studio.signin import devices, entering, new_password, passkeys, saying, sheet

LINK = "link"


@open_page("/join/<token>", audience=LINK)
def join_page(token: str) -> tuple[str, int]:
    """Who is invited to what, and the two ways in."""
    invited, login = _invited(token)
    asked = passkeys.ask_for_new(
        f"join:{invited.row}", handle=secrets.token_urlsafe(32), login=login, name=invited.name
    )
    return _show("signin_join", token, invited, login, passkey=asked)


@open_page("/join/<token>/passkey", audience=LINK, methods=("POST",))
def join_by_passkey(token: str) -> Response:
    """A passkey is enough."""
    invited, _ = _invited(token)
    made, handle = passkeys.made(f"join:{invited.row}")
    now = backends().clock()
    return _join(token, handle, "passkey", lambda session, person: keyring.add_passkey(session, person, made, now))


@open_page("/join/<token>/password", audience=LINK)
def join_password_page(token: str) -> tuple[str, int]:
    """A password and an authenticator app."""
    return _password_form(token, {})


@open_page("/join/<token>/password", audience=LINK, methods=("POST",))
def join_by_password(token: str) -> tuple[str, int] | Response:
    """A password, and a first code that shows that the app works."""
    invited, _ = _invited(token)
    names = (invited.name, entering.commune_name(invited.commune, "vi"))
    chosen, faults = new_password.chosen(f"join:{invited.row}", names, with_authenticator=True)
    if chosen is None:
        return _password_form(token, faults)
    return _join(
        token,
        secrets.token_urlsafe(32),
        "password and code",
        lambda session, person: keyring.set_password(session, person, chosen.password, chosen.totp, chosen.step),
    )


def _invited(token: str) -> tuple[Invited, str]:
    """What the link promises, and the name they will sign in by; raises NotFound."""
    now = backends().clock()
    with reading() as session:
        invited = queries.invited(session, token, now)
        if invited.person is None:
            return invited, queries.free_login(session, folded(invited.name))
        known = queries.by_person(session, invited.person, now)
    if known is None:
        raise NotFound("no-such-invitation")
    return invited, known.login


def _join(token: str, handle: str, how: str, keep: Callable[[Session, int], None]) -> Response:
    now, codes = backends().clock(), sheet.minted()
    invited, _ = _invited(token)
    with deed("person.joined", actor=None, by=invited.name, commune=invited.commune) as doing:
        session = doing.session
        person = inviting.accept(
            session, invited, folded_name=folded(invited.name), handle=handle, speaks=g.language, now=now
        )
        keep(session, person)
        keyring.new_codes(session, person, [sheet.digest(person, code) for code in codes])
        shows = {"codes": entering.seal_for("codes", {"codes": codes})}
        cookie = actions.sign_in(session, person, device=devices.name(), now=now, shows=shows)
        doing.told.update(role=invited.role, how=how, came_back=invited.person is not None)
    return entering.arrived(cookie, handle, "/studio/account/codes")


def _password_form(token: str, faults: dict[str, str]) -> tuple[str, int]:
    invited, login = _invited(token)
    offer = new_password.offer(f"join:{invited.row}", login)
    return _show("signin_join_password", token, invited, login, faults=faults, offer=offer)


def _show(template: str, token: str, invited: Invited, login: str, **context: object) -> tuple[str, int]:
    return show(
        template,
        title=gettext("Welcome, %(name)s", name=invited.name),
        status=422 if context.get("faults") else 200,
        here=f"/studio/join/{token}",
        invited=invited,
        login=login,
        role=saying.role_name(invited.role),
        commune=entering.commune_name(invited.commune, g.language),
        **context,
    )
