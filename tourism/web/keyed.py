"""Partners' keys: one that is bad, expired or taken back opens nothing; a good one opens what everybody may read."""

from flask import Blueprint, Response, g, request

from tourism.errors import NotSignedIn
from tourism.staff import keys
from tourism.staff.keys import Partner
from tourism.web.request import backends, reading


def sent_key() -> str | None:
    """The key of this request; None where there is none. Other schemes are a proxy's matter, not ours."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def partner() -> Partner:
    """Whose key was sent with this request; raises NotSignedIn where there is none."""
    found: Partner | None = g.get("sender")
    if found is None:
        raise NotSignedIn("no-key")
    return found


def install(blueprint: Blueprint) -> None:
    """Lets the addresses of a blueprint look at keys: each request's once."""
    blueprint.before_request(_refuse_bad_keys)
    blueprint.after_request(_keep_to_one_partner)


def _refuse_bad_keys() -> None:
    secret = sent_key()
    if secret is None:
        return
    with reading() as session:
        g.sender = keys.sender(session, secret, backends().clock())
    if g.sender is None:
        raise NotSignedIn("bad-key")


def _keep_to_one_partner(answer: Response) -> Response:
    """What was answered to a key is kept by nobody in between: the key may be taken back."""
    if answer.status_code == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    elif sent_key() is not None and answer.status_code < 400:
        answer.headers["Cache-Control"] = "private, no-store" if answer.cache_control.no_store else "private, no-cache"
    return answer
