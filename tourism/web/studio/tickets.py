"""Signed links: what they carry cannot be read out of a guess, nor used for another page of the desk."""

from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

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


def _serializer(kind: str) -> URLSafeSerializer:
    return URLSafeSerializer(backends().config.secret_key, salt=f"desk:{kind}")
