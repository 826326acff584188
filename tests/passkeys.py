"""A phone's authenticator: makes passkeys and shows them, by the rules of WebAuthn."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.conftest import HOST
from tests.forms import Form

# The person is there and was recognised; with a new key attached.
PRESENT_AND_VERIFIED, WITH_KEY = 0x05, 0x40


@dataclass
class Authenticator:
    """One passkey of one phone."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    handle: str = ""
    counter: int = 0

    def makes(self, form: Form) -> dict[str, object]:
        """The form of a page that asks for a new passkey, answered."""
        asked = json.loads(form.attributes["data-options"])
        self.handle = asked["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attached = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cbor2.dumps(public)
        told = self._told(asked["rp"]["id"], PRESENT_AND_VERIFIED | WITH_KEY) + attached
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told})
        client = self._client("webauthn.create", asked["challenge"])
        return self._sent(form, {"clientDataJSON": _text(client), "attestationObject": _text(attestation)})

    def shows(self, form: Form) -> dict[str, object]:
        """The form of a page that asks for a passkey, answered."""
        asked = json.loads(form.attributes["data-options"])
        self.counter += 1
        told = self._told(asked["rpId"], PRESENT_AND_VERIFIED)
        client = self._client("webauthn.get", asked["challenge"])
        signature = self.key.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {
            "clientDataJSON": _text(client),
            "authenticatorData": _text(told),
            "signature": _text(signature),
            "userHandle": self.handle,
        }
        return self._sent(form, answer)

    def _told(self, place: str, flags: int) -> bytes:
        return hashlib.sha256(place.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": f"http://{HOST}", "crossOrigin": False}
        return json.dumps(told).encode()

    def _sent(self, form: Form, response: dict[str, str]) -> dict[str, object]:
        name = _text(self.credential)
        credential = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return form.filled(credential=json.dumps({**credential, "clientExtensionResults": {}}))


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
