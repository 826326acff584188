"""People at the desk, signed in without the door: for tests of what lies behind it."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.conftest import HOST, Phone
from tourism.backends import Backends
from tourism.sites.naming import folded
from tourism.staff import actions as staff
from tourism.staff import sign_ins
from tourism.staff.permissions import Actor, Role

TOKEN = re.compile(r'<meta name="desk-token" content="([0-9a-f]{64})">')


@dataclass
class AtDesk:
    """Somebody with a browser at the desk: sends forms with the token of the page, as browsers do."""

    phone: Phone
    person: int
    cookie: str
    token: str = ""

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        """Opens a page."""
        return self.phone.get(path, **kwargs)

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Sends a form."""
        if not self.token:
            found = TOKEN.search(self.phone.get("/studio/").text)
            self.token = found.group(1) if found else ""
        # Lists are several values of one name; a pair is a file and its name.
        several = {name: value if isinstance(value, list) else [value] for name, value in (data or {}).items()}
        sent: MultiDict[str, Any] = MultiDict(several)
        sent["_token"] = self.token
        return self.phone.post(path, data=sent, **kwargs)


def enrolled(
    backends: Backends, role: Role = "officer", commune: int | None = 1, name: str = "Nguyễn Thị Hoa", **more: Any
) -> int:
    """A person with a role in a commune (its row); returns the person's id."""
    with backends.sessions.writing() as session:
        login = folded(f"{name} {role} {commune}")
        return staff.enrol(session, login=login, name=name, role=role, commune=commune, now=backends.clock(), **more)


def at_desk(app: Flask, backends: Backends, role: Role = "officer", commune: int | None = 1, **more: Any) -> AtDesk:
    """That person, signed in."""
    person = enrolled(backends, role, commune, **more)
    with backends.sessions.writing() as session:
        cookie = staff.sign_in(session, person, device="Chrome, Android", now=backends.clock())
    phone = Phone(app, app.response_class)
    phone.set_cookie("desk", cookie, domain=HOST)
    return AtDesk(phone, person, cookie)


def actor_of(backends: Backends, someone: AtDesk) -> Actor:
    """The same person as slices see them."""
    with backends.sessions.reading() as session:
        found = sign_ins.actor(session, someone.cookie, backends.clock())
    assert found is not None
    return found
