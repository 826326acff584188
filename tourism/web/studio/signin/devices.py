"""From which device and network somebody asks; what is kept of either says no more than it must."""

import hmac
import secrets
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request
from werkzeug.wrappers import Response

from tourism.staff.queries import Known
from tourism.web.studio import door
from tourism.web.studio.signin import sealed

KNOWN_DAYS = 180
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "coc_coc": "Cốc Cốc",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def name() -> str:
    """The device in a few words for its owner: Chrome, Android."""
    agent = request.headers.get("User-Agent", "")[:400]
    found = [next((told for mark, told in each.items() if mark in agent), "") for each in (_BROWSERS, _SYSTEMS)]
    return ", ".join(each for each in found if each) or "?"


def network() -> str:
    """The asker's network (/24, /48), folded; whoever comes without an address is of one network."""
    try:
        address = ip_address((request.remote_addr or "").partition("%")[0])
    except ValueError:
        return sealed.folded("network", "")
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    around = ip_network(f"{address}/{24 if address.version == 4 else 48}", strict=False)
    return sealed.folded("network", str(around))


def cookie_name() -> str:
    """The cookie by which a device is known again."""
    return "__Host-desk-knows" if door.is_https() else "desk-knows"


def known_by(known: Known | None) -> str | None:
    """The name of this device where this person signed in on it before; bound to the person's handle."""
    mark, _, seal = request.cookies.get(cookie_name(), "").partition(".")
    if known is None or not hmac.compare_digest(seal.encode(), _seal(mark, known.handle).encode()):
        return None
    return mark


def remember(response: Response, handle: str) -> None:
    """Knows the device again next time."""
    mark = secrets.token_urlsafe(16)
    response.set_cookie(
        cookie_name(),
        f"{mark}.{_seal(mark, handle)}",
        max_age=KNOWN_DAYS * 86_400,
        secure=door.is_https(),
        httponly=True,
        samesite="Lax",
    )


def _seal(mark: str, handle: str) -> str:
    return sealed.folded("device", f"{mark}:{handle}")
