"""People at the desk who come in by its door: with a password and a code, as a phone would send them."""

import re
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from passlib.totp import TOTP
from werkzeug.test import TestResponse

from tests.conftest import Clock, Phone
from tests.desk import TOKEN
from tourism.backends import Backends
from tourism.staff import inviting
from tourism.staff.permissions import Role

PASSWORD = "trâu bò gặm cỏ ven đê"
NAME = "Nguyễn Thị Hoa"
KEY = re.compile(r'<code class="key">([A-Z2-7-]+)</code>')
SECRET = re.compile(r'name="secret" value="([^"]+)"')
CODES = re.compile(r"<li><code>([0-9A-Z-]+)</code></li>")


@dataclass
class Someone:
    """A person with a browser; `key` is in their authenticator app, `codes` are on their sheet."""

    phone: Phone
    clock: Clock
    login: str = ""
    key: str = ""
    codes: list[str] = field(default_factory=list)
    password: str = PASSWORD

    def code(self) -> str:
        """What their app shows now."""
        return app_code(self.key, self.clock)

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Sends a form with the token of the page that this browser has now."""
        page = self.phone.get("/studio/sign-in/sheet", **kwargs)
        found = TOKEN.search(page.text)
        assert found is not None
        return self.phone.post(path, data={"_token": found.group(1), **(data or {})}, **kwargs)

    def is_in(self) -> bool:
        """Whether the desk knows them."""
        return self.phone.get("/studio/account").status_code == 200

    def sign_in(self, password: str | None = None, *, then: str = "", **kwargs: Any) -> TestResponse:
        """The password, and the code where that was right."""
        typed = self.password if password is None else password
        answer = self.post("/studio/sign-in", {"login": self.login, "password": typed, "then": then}, **kwargs)
        if answer.status_code != 303:
            return answer
        # Their app shows another code than the last time.
        self.clock.forward(seconds=30)
        return self.post("/studio/sign-in/code", {"code": self.code()}, **kwargs)

    def sign_out(self) -> TestResponse:
        """By the button."""
        return self.post("/studio/sign-out")

    def cookie(self) -> str:
        """The sign-in's cookie."""
        found = self.phone.get_cookie("desk", domain="guide.test")
        return found.value if found else ""


def app_code(key: str, clock: Clock) -> str:
    """What an authenticator app with this key shows."""
    return str(TOTP(key=key.replace("-", ""), format="base32").generate(time=clock().timestamp()).token)


def link_for(backends: Backends, role: Role = "officer", commune: int | None = 1, name: str = NAME) -> str:
    """The path of a one-time link."""
    with backends.sessions.writing() as session:
        token = inviting.invite(session, name=name, role=role, commune=commune, by="operator", now=backends.clock())
    return f"/studio/join/{token}"


def joined(app: Flask, backends: Backends, clock: Clock, *, password: str = PASSWORD, **who: Any) -> Someone:
    """Somebody who took a link with a password and an app, and has their codes on paper."""
    someone = Someone(Phone(app, app.response_class), clock, password=password)
    path = link_for(backends, **who)
    answer = accept(someone, path, password)
    assert answer.status_code == 303, answer.text
    return someone


def accept(someone: Someone, path: str, password: str = PASSWORD) -> TestResponse:
    """Fills in the page with the password and the app."""
    page = someone.phone.get(f"{path}/password")
    if page.status_code != 200:
        return page
    someone.key = KEY.search(page.text).group(1)
    someone.login = re.search(r'name="login" value="([^"]+)"', page.text).group(1)
    sent = {"password": password, "password-again": password, "code": someone.code()}
    sent["secret"] = SECRET.search(page.text).group(1)
    answer = someone.post(f"{path}/password", sent)
    if answer.status_code == 303:
        someone.codes = CODES.findall(someone.phone.get("/studio/account/codes").text)
        assert len(someone.codes) == 10
    return answer
