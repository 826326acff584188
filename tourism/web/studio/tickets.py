"""Signed links: what they carry cannot be read out of a guess, nor used for another page of the desk."""

from base64 import b64encode
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from tourism.engines import qr
from tourism.errors import NotFound
from tourism.web.request import backends

TOKEN_MAX = 400


def sealed(kind: str, content: Any) -> str:
    """A token for the links of one `kind`; `content` is JSON, readable by whoever holds the link."""
    return str(_serializer(kind).dumps(content))


def opened(kind: str, token: str) -> Any:
    """What a token of this kind carries; raises NotFound for what we did not seal."""
    if len(token) > TOKEN_MAX:
        raise NotFound("no-such-link")
    try:
        return _serializer(kind).loads(token)
    except BadSignature as error:
        raise NotFound("no-such-link") from error


def drawn(address: str) -> str:
    """An address as a QR code, for an `img`."""
    return "data:image/svg+xml;base64," + b64encode(qr.picture(address).encode()).decode()


def _serializer(kind: str) -> URLSafeSerializer:
    return URLSafeSerializer(backends().config.secret_key, salt=f"desk:{kind}")
