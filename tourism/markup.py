"""XML that is written piece by piece: what people wrote stays words. Pure."""

import re
import unicodedata
from collections.abc import Iterable

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# No > in words, so that no ]]> is either; white space as it is, also in attributes and before a line's end.
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ESCAPED_VALUE = str.maketrans({**_ESCAPED, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_ESCAPED_TEXT = str.maketrans(_ESCAPED)


def allowed(text: str) -> str:
    """The text in NFC, without characters that no XML may hold."""
    return unicodedata.normalize("NFC", _NOT_XML.sub("", text))


def element(name: str, words: str = "", /, inside: Iterable[str] = (), **attributes: str) -> str:
    """One element with words or finished elements inside; what people wrote stays words."""
    opened = "".join(f' {key}="{allowed(value).translate(_ESCAPED_VALUE)}"' for key, value in attributes.items())
    held = allowed(words).translate(_ESCAPED_TEXT) + "".join(inside)
    return f"<{name}{opened}>{held}</{name}>" if held else f"<{name}{opened}/>"
