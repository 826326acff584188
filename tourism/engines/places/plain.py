"""Texts out of strangers' files: what can be kept and sent on, whatever was in them."""

from typing import Any

from tourism.engines.places.limits import CELL_MAX

# What a file says where letters were broken; people are shown it and told.
BROKEN = "\ufffd"


def text(value: Any) -> str:
    """Any value as text: halves of characters and what no database holds become marks or nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if not isinstance(value, str | int | float):
        return ""
    told = str(value)[:CELL_MAX].replace("\0", "")
    return told.encode("utf-8", "replace").decode() if told.isascii() else _whole(told)


def _whole(told: str) -> str:
    return "".join(BROKEN if "\ud800" <= letter <= "\udfff" else letter for letter in told)
