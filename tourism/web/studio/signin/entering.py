"""Lets somebody in, or a step further: always under a new cookie, always with its line in the journal."""

from collections.abc import Callable
from typing import Any

from flask import redirect
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tourism.communes import queries as communes
from tourism.staff import actions, queries, sign_ins
from tourism.staff.permissions import Actor
from tourism.staff.queries import Known
from tourism.web.request import backends, reading
from tourism.web.studio import door
from tourism.web.studio.desk import deed
from tourism.web.studio.signin import devices, sealed

SHOWN_MINUTES = 30


def let_in(
    known: Known, *, how: str, then: str, also: Callable[[Session], None] | None = None, others_end: bool = False
) -> Response:
    """Signs somebody in who has shown who they are; `also` is done with it, `others_end` signs other devices out."""
    before = door.signed_in()
    with deed("person.signed-in", actor=as_actor(known)) as doing:
        if also is not None:
            also(doing.session)
        if before is not None:
            actions.end_quietly(doing.session, before.session)
        if others_end:
            doing.told["ended"] = actions.end_all(doing.session, known.person)
        cookie = actions.sign_in(doing.session, known.person, device=devices.name(), now=backends().clock())
        doing.told["how"] = how
    return arrived(cookie, known.handle, then)


def arrived(cookie: str, handle: str, then: str) -> Response:
    """The answer to whoever has just been let in: cookies, and on to where they wanted to go."""
    response = carrying(cookie, then)
    devices.remember(response, handle)
    return response


def carrying(cookie: str, then: str) -> Response:
    """On to a page with a new cookie of the sign-in."""
    response = redirect(then, 303)
    # The browser forgets it when it closes; its row ends sooner.
    response.set_cookie(door.cookie_name(), cookie, secure=door.is_https(), httponly=True, samesite="Lax", path="/")
    return response


def as_actor(known: Known) -> Actor:
    """Somebody who is about to come in, as the journal names them."""
    return Actor(
        person=known.person,
        name=known.name,
        role=known.role,
        commune=known.commune,
        languages=(),
        speaks="",
        session=0,
        fresh_until=0.0,
    )


def seal_for(purpose: str, told: dict[str, Any]) -> str:
    """What a sign-in may see again for some minutes, sealed for its row."""
    return sealed.seal(f"shown:{purpose}", told, backends().clock())


def shown(actor: Actor, purpose: str) -> dict[str, Any] | None:
    """What this sign-in was given to see in the last minutes."""
    with reading() as session:
        kept = sign_ins.shown_once(session, actor.session, purpose)
    return sealed.opened(f"shown:{purpose}", kept, backends().clock(), minutes=SHOWN_MINUTES) if kept else None


def person_now(person: int) -> Known | None:
    """Somebody with their rights of this moment."""
    with reading() as session:
        return queries.by_person(session, person, backends().clock())


def commune_name(commune: int | None, language: str) -> str:
    """A commune's name; nothing for the province."""
    if commune is None:
        return ""
    with reading() as session:
        return communes.brief(session, commune, language).name
