"""Who is signed in, and who works in a commune."""

import hashlib
from datetime import datetime
from typing import cast

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tourism.staff.model import Member, Person, SignIn
from tourism.staff.permissions import Actor, Role


def digest(secret: str) -> str:
    """SHA-256 of a random secret, as kept; 64 hex digits. For secrets of 128 bits and more: passwords are no such."""
    return hashlib.sha256(secret.encode()).hexdigest()


def actor(session: Session, cookie: str, now: datetime) -> Actor | None:
    """Who holds this cookie, with the rights of this moment; None for strangers and for those who have left."""
    found = session.execute(
        select(SignIn, Person, Member)
        .join(Person, Person.id == SignIn.person_id)
        .join(Member, Member.person_id == Person.id)
        .where(
            SignIn.digest == digest(cookie),
            SignIn.expires > now,
            Member.since <= now,
            or_(Member.until.is_(None), Member.until > now),
        )
        .order_by(Member.since.desc(), Member.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    sign_in, person, member = found
    return Actor(
        person=person.id,
        name=person.name,
        role=cast("Role", member.role),
        commune=member.commune_id,
        languages=tuple(member.languages),
        speaks=person.speaks,
        session=sign_in.id,
        fresh_until=sign_in.fresh_until.timestamp(),
    )
