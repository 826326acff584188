"""The text inside a WiFi join code. Pure."""

import re

_SPECIAL = re.compile(r'([\\;,":])')


def escaped(text: str) -> str:
    """`text` with the five special characters escaped by a backslash."""
    return _SPECIAL.sub(r"\\\1", text)


def join_payload(network: str, security: str | None, password: str | None, *, hidden: bool = False) -> str:
    """The `WIFI:` text that phones offer to join; without a password the network is open.

    WPA covers WPA2 and WPA3, as in the Wi-Fi Alliance's WPA3 specification, section 7.
    """
    kind = "WPA" if password and security != "open" else "nopass"
    secret = f"P:{escaped(password)};" if password and kind == "WPA" else ""
    return f"WIFI:T:{kind};S:{escaped(network)};{secret}{'H:true;' if hidden else ''};"


def read_payload(text: str) -> dict[str, str]:
    """Fields of a join code by letter; the inverse of `join_payload`. Raises ValueError for other texts."""
    if not text.startswith("WIFI:"):
        raise ValueError("not a WiFi code")
    fields = {}
    for part in re.findall(r"(?:\\.|[^;\\])+", text.removeprefix("WIFI:"), re.DOTALL):
        letter, _, value = part.partition(":")
        fields[letter] = re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)
    return fields
