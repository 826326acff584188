"""One-time links for somebody new, and for somebody who lost the way in; never commits."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from tourism.errors import Invalid, NotFound
from tourism.staff import actions, keyring
from tourism.staff.model import Invitation
from tourism.staff.permissions import Role
from tourism.staff.queries import Invited, Known, digest, free_login

VALID = timedelta(hours=24)
NAME_MAX = 80


def invite(
    session: Session,
    *,
    name: str,
    role: Role,
    commune: int | None,
    by: str,
    now: datetime,
    languages: Iterable[str] = (),
) -> str:
    """A link's token, good once within a day; only its digest is kept. Raises Invalid."""
    name = " ".join(name.split())
    if not 0 < len(name) <= NAME_MAX or not name.isprintable() or not any(mark.isalnum() for mark in name):
        raise Invalid("bad-name", field="name")
    if (role == "admin") is not (commune is None):
        raise Invalid("role-without-commune", field="commune")
    return _link(session, Invited(0, name, role, commune, tuple(languages), None), by, now)


def invite_back(session: Session, known: Known, *, by: str, now: datetime) -> str:
    """A link's token for somebody who lost the way in; ends all their sign-ins and earlier links."""
    actions.end_all(session, known.person)
    session.execute(delete(Invitation).where(Invitation.person_id == known.person, Invitation.used.is_(None)))
    return _link(session, Invited(0, known.name, known.role, known.commune, (), known.person), by, now)


def accept(session: Session, invited: Invited, *, folded_name: str, handle: str, speaks: str, now: datetime) -> int:
    """Uses the link up: enrols somebody new, or clears the old ways in of somebody who comes back.

    Returns the person's id. Raises NotFound where somebody else was quicker.
    """
    unused = update(Invitation).where(Invitation.id == invited.row, Invitation.used.is_(None)).values(used=now)
    if session.execute(unused.returning(Invitation.id)).first() is None:
        raise NotFound("no-such-invitation")
    if invited.person is not None:
        keyring.forget_all(session, invited.person, handle)
        actions.end_all(session, invited.person)
        return invited.person
    return actions.enrol(
        session,
        login=free_login(session, folded_name),
        name=invited.name,
        role=invited.role,
        commune=invited.commune,
        now=now,
        languages=invited.languages,
        speaks=speaks,
        handle=handle,
    )


def withdraw_links(session: Session, left: Known) -> None:
    """Links that would lead somebody back in open nothing any more; nor do those that they made for others.

    Who made a link is kept by name: a namesake's guests in the same commune have to be invited once more.
    """
    made = Invitation.made_by == left.name
    if left.commune is not None:
        made &= Invitation.commune_id == left.commune
    theirs = or_(Invitation.person_id == left.person, made)
    session.execute(delete(Invitation).where(theirs, Invitation.used.is_(None)))


def _link(session: Session, promised: Invited, by: str, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        Invitation(
            digest=digest(token),
            name=promised.name,
            role=promised.role,
            commune_id=promised.commune,
            languages=list(promised.languages),
            person_id=promised.person,
            made=now,
            made_by=by,
            expires=now + VALID,
        )
    )
    session.flush()
    return token
