"""What goes out with a page and comes back unread and unchanged, under keys made of the guide's secret."""

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any, cast

from cryptography.fernet import Fernet, InvalidToken

from tourism.web.request import backends


def key(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose only."""
    return hmac.new(backends().config.secret_key.encode(), purpose.encode(), hashlib.sha256).digest()


def folded(purpose: str, text: str) -> str:
    """A text that can be compared and not read; 32 hex digits."""
    return hmac.new(key(purpose), text.encode(), hashlib.sha256).hexdigest()[:32]


def seal(purpose: str, told: dict[str, Any], now: datetime) -> str:
    """`told` as text that only `opened` with the same purpose reads."""
    return _fernet(purpose).encrypt_at_time(json.dumps(told).encode(), int(now.timestamp())).decode()


def opened(purpose: str, sealed: str, now: datetime, *, minutes: int) -> dict[str, Any] | None:
    """What was sealed in the last minutes; None for anything else."""
    try:
        found = _fernet(purpose).decrypt_at_time(sealed.encode(), minutes * 60, int(now.timestamp()))
    except InvalidToken:
        return None
    return cast("dict[str, Any]", json.loads(found))


def _fernet(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(key(f"sealed:{purpose}")))
