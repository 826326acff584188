"""Codes of an authenticator app: Flask-Security's TOTP with our clock, our keys, and no code used twice."""

from dataclasses import dataclass

from flask_security.totp import Totp
from passlib.totp import TOTP, TotpMatch

from tourism.web.request import backends
from tourism.web.studio.signin import sealed

ISSUER = "Lời Quê"
# A phone's clock may be off by one step each way: half a minute.
WINDOW_SECONDS = 30


@dataclass(slots=True)
class _Steps:
    """The last step that was used, and the one that a code fits."""

    last: int
    fits: int | None = None


class Authenticator(Totp):
    """Makes secrets (encrypted from the beginning) and finds the step of a code."""

    def __init__(self) -> None:
        keys = {"1": sealed.key("authenticator").hex()}
        super().__init__(keys, ISSUER)
        clock = backends().clock
        self._totp = TOTP.using(issuer=ISSUER, secrets=keys, now=lambda: clock().timestamp())

    def step(self, code: str, secret: str, last_step: int) -> int | None:
        """The step (half minutes since 1970) that a code belongs to, if it is later than the last one used."""
        steps = _Steps(last_step)
        # Flask-Security hands its user through to the two methods below; ours is the steps themselves.
        self.verify_totp(code[:20], secret, steps, window=WINDOW_SECONDS)  # type: ignore[arg-type]
        return steps.fits

    def get_last_counter(self, user: _Steps) -> int | None:  # type: ignore[override]
        """The last step that was used."""
        return user.last

    def set_last_counter(self, user: _Steps, tmatch: TotpMatch) -> None:  # type: ignore[override]
        """The step that fits."""
        user.fits = tmatch.counter
