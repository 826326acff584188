"""Passkeys: what a browser is asked, and whether its answer holds."""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import request
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tourism.errors import Invalid
from tourism.staff import queries, throttling
from tourism.staff.keyring import NewPasskey
from tourism.staff.queries import PasskeyView
from tourism.web.request import backends, reading
from tourism.web.studio.signin import devices, sealed

log = logging.getLogger(__name__)
NAME = "Lời Quê"
# How long a page with a challenge may lie open.
MINUTES = 30
ANSWER_MAX = 16_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page hands to the browser (`options`, JSON) and gets back with the answer (`challenge`, sealed)."""

    options: str
    challenge: str


def host() -> str | None:
    """The name that passkeys are bound to; None where there is none: an IP address cannot be one."""
    config = backends().config
    name = urlsplit(config.public_base_url).hostname or ""
    if not _is_address(name):
        return name
    asked = urlsplit(f"//{request.host}").hostname
    return "localhost" if asked == "localhost" and request.host in config.answered_hosts else None


def ask_for_new(purpose: str, *, handle: str, login: str, name: str, known: Iterable[str] = ()) -> Asked | None:
    """What makes a passkey for somebody, not twice on one device (`known`); None where there can be none here."""
    place = host()
    if place is None:
        return None
    challenge = generate_challenge()
    options = generate_registration_options(
        rp_id=place,
        rp_name=NAME,
        user_name=login,
        user_display_name=name,
        user_id=base64url_to_bytes(handle),
        challenge=challenge,
        timeout=300_000,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known],
    )
    return Asked(options_to_json(options), _sealed(purpose, challenge, handle))


def ask(purpose: str) -> Asked | None:
    """What asks for any passkey of this guide; None where there can be none here."""
    place = host()
    if place is None:
        return None
    challenge = generate_challenge()
    options = generate_authentication_options(
        rp_id=place, challenge=challenge, timeout=300_000, user_verification=UserVerificationRequirement.REQUIRED
    )
    return Asked(options_to_json(options), _sealed(purpose, challenge, ""))


def made(purpose: str) -> tuple[NewPasskey, str]:
    """The passkey that the browser made, and the handle that it was made for; raises Invalid."""
    challenge, handle = _challenge(purpose)
    try:
        found = verify_registration_response(
            credential=_answer(),
            expected_challenge=challenge,
            expected_rp_id=host() or "",
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except Exception as error:
        raise _refused(error) from error
    public = bytes_to_base64url(found.credential_public_key)
    return NewPasskey(bytes_to_base64url(found.credential_id), public, found.sign_count, devices.name()), handle


def shown(purpose: str) -> tuple[PasskeyView, int]:
    """The kept passkey that the browser showed, and its new counter; raises Invalid."""
    challenge, _ = _challenge(purpose)
    answer = _answer()
    name = str(json.loads(answer).get("id", ""))
    with reading() as session:
        # JSON can say what no database takes: half a character, a NUL.
        kept = queries.passkey(session, name) if name.isascii() and name.isprintable() else None
    if kept is None:
        raise unknown()
    try:
        found = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=host() or "",
            expected_origin=_origin(),
            credential_public_key=base64url_to_bytes(kept.public_key),
            credential_current_sign_count=kept.counter,
            require_user_verification=True,
        )
    except Exception as error:
        raise _refused(error) from error
    return kept, found.new_sign_count


def unknown() -> Invalid:
    """Nobody here has this passkey any more."""
    return Invalid("passkey-unknown")


def _sealed(purpose: str, challenge: bytes, handle: str) -> str:
    told = {"challenge": bytes_to_base64url(challenge), "handle": handle}
    return sealed.seal(f"passkey:{purpose}", told, backends().clock())


def _challenge(purpose: str) -> tuple[bytes, str]:
    """The challenge of the page that was sent and whom it was for; no challenge is answered twice."""
    now = backends().clock()
    told = sealed.opened(f"passkey:{purpose}", request.form.get("challenge", ""), now, minutes=MINUTES)
    if told is None:
        raise Invalid("passkey-page-old")
    with backends().sessions.writing() as session:
        if not throttling.first_use(session, f"once:{queries.digest(told['challenge'])}", now):
            raise Invalid("passkey-page-old")
    return base64url_to_bytes(told["challenge"]), told["handle"]


def _answer() -> str:
    """The browser's answer: a JSON object; raises Invalid."""
    text = request.form.get("credential", "")
    try:
        found = json.loads(text) if len(text) <= ANSWER_MAX else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Invalid("bad-passkey")
    return text


def _refused(error: Exception) -> Invalid:
    # A hostile answer breaks parsers in more ways than can be listed.
    log.warning("a passkey was refused: %s: %s", type(error).__name__, str(error)[:200])
    return Invalid("bad-passkey")


def _origin() -> str:
    base = backends().config.public_base_url
    return base if not _is_address(urlsplit(base).hostname or "") else f"{urlsplit(base).scheme}://{request.host}"


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
