"""Who comes in at the desk: cookie, forms that no other site can send, a disk that has room."""

import hashlib
import hmac
import shutil
from pathlib import Path
from typing import cast
from urllib.parse import quote

from flask import g, redirect, request
from werkzeug.wrappers import Response

from tourism.errors import Invalid, NoRoom, NotSignedIn
from tourism.staff import sign_ins
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
TOKEN = "_token"  # noqa: S105 (a field's name)
TOKEN_HEADER = "X-Desk-Token"  # noqa: S105 (a header's name)


def cookie_name() -> str:
    """The name of the sign-in's cookie; over https a browser takes it for this host and path only."""
    return "__Host-desk" if is_https() else "desk"


def is_https() -> bool:
    """Whether the guide is served over https."""
    return backends().config.public_base_url.startswith("https://")


def signed_in() -> Actor | None:
    """Who asks, with the rights of this moment."""
    if "actor" not in g:
        cookie = request.cookies.get(cookie_name(), "")
        g.actor = None
        if cookie:
            with reading() as session:
                g.actor = sign_ins.actor(session, cookie, backends().clock())
    return cast("Actor | None", g.actor)


def form_token() -> str:
    """What a form of this sign-in (or of a stranger's browser) carries, so that no other site can send it."""
    holder = request.cookies.get(cookie_name(), "")
    secret = backends().config.secret_key.encode()
    return hmac.new(secret, f"form:{holder}".encode(), hashlib.sha256).hexdigest()


def refuse_foreign_forms() -> None:
    """Raises Invalid for what another site sent; an expired sign-in is told by `NotSignedIn`, not by this."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    # Not parsed as an address: what is none would be an error of ours.
    is_foreign = site not in (None, "same-origin", "none") or (
        origin is not None and origin.partition("://")[2] not in backends().config.answered_hosts
    )
    given = request.headers.get(TOKEN_HEADER) or request.form.get(TOKEN, "")
    if is_foreign or not hmac.compare_digest(given.encode(), form_token().encode()):
        raise Invalid("foreign-form")


def refuse_what_nobody_types() -> None:
    """Raises Invalid for a NUL in a form or a file name: no keyboard makes one, not every database keeps it."""
    names = (file.filename or "" for _, file in request.files.items(multi=True))
    if any("\0" in text for text in (*(text for _, text in request.form.items(multi=True)), *names)):
        raise Invalid("bad-parameter")


def is_writable() -> bool:
    """Whether the disk has room for more than what must still be written."""
    config = backends().config
    if "://" in config.media:
        return True
    media = Path(config.media).absolute()
    folder = next(each for each in (media, *media.parents) if each.exists())
    return shutil.disk_usage(folder).free >= config.free_mb_min * 1_000_000


def refuse_when_full() -> None:
    """Raises NoRoom where the disk is nearly full: the desk only reads then."""
    if not is_writable():
        raise NoRoom("no-room")


def is_fetched() -> bool:
    """Whether a script asks, who wants an answer instead of a page."""
    return "HX-Request" in request.headers or request.accept_mimetypes.best == "application/json"


def to_sign_in() -> Response:
    """A stranger is led to the door and back; raises NotSignedIn where something was sent or a script asks."""
    if request.method in UNSAFE or is_fetched():
        raise NotSignedIn("not-signed-in")
    return redirect(f"/studio/sign-in?then={quote(request.path)}", 303)


def to_proof() -> Response:
    """Somebody whose last proof is too old for what weighs most."""
    if request.method in UNSAFE or is_fetched():
        raise NotSignedIn("prove-again")
    return redirect(f"/studio/sign-in/again?then={quote(request.path)}", 303)


def own_path(asked: str) -> str:
    """The page of the desk that somebody wanted, and nothing outside of it."""
    is_ours = asked.startswith("/studio/") and "\\" not in asked and asked.isprintable()
    return asked if is_ours else "/studio/"
