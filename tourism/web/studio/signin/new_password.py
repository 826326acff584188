"""A form that sets a password and an authenticator: what it shows, and what was sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from tourism.engines import qr
from tourism.web.request import backends
from tourism.web.studio.signin import passwords, saying, sealed
from tourism.web.studio.signin.authenticator import Authenticator

MINUTES = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """A new authenticator's secret: sealed for the form, as a link, as a picture (data URI), and to be typed."""

    sealed: str
    address: str
    picture: str
    key: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A password as it is kept; with a new authenticator its secret, encrypted, and its used step."""

    password: str
    totp: str | None
    step: int


def offer(purpose: str, login: str) -> Offer:
    """The authenticator of the form that was sent, or a new one, for whoever signs in as `login`."""
    made = Authenticator()
    secret = _sent(purpose) or made.generate_totp_secret()
    address = made.get_totp_uri(login, secret)
    token = sealed.seal(f"authenticator:{purpose}", {"totp": secret}, backends().clock())
    return Offer(token, address, qr.data_uri(address), made.get_totp_pretty_key(secret))


def chosen(purpose: str, names: Iterable[str], *, with_authenticator: bool) -> tuple[Chosen | None, dict[str, str]]:
    """What was sent, or its faults by field."""
    typed = request.form.get("password", "")
    reason = passwords.fault(typed, names)
    if reason is None and passwords.normalised(request.form.get("password-again", "")) != passwords.normalised(typed):
        reason = "twice"
    faults = {"password": saying.password_fault(reason)} if reason else {}
    secret = _sent(purpose) if with_authenticator else None
    step = Authenticator().step(request.form.get("code", ""), secret, 0) if secret else None
    if with_authenticator and step is None:
        faults["code"] = gettext("This code does not fit. Type the six digits that the app shows now.")
    return (None, faults) if faults else (Chosen(passwords.hashed(typed), secret, step or 0), {})


def _sent(purpose: str) -> str | None:
    told = sealed.opened(
        f"authenticator:{purpose}", request.form.get("secret", ""), backends().clock(), minutes=MINUTES
    )
    return str(told["totp"]) if told else None
