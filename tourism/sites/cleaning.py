"""Text as it is kept: composed letters, plain blanks and line ends, nothing that cannot be seen. Pure."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
# Turns of direction, soft hyphens, blanks of no width, and what is no character at all. Joiners stay: Khmer needs them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
# The thin no-break space of French stays.
_BLANKS = re.compile("[\t\u00a0\u2007]")
_LINE_TAILS = re.compile(r"[ ]+$", re.MULTILINE)
_GAPS = re.compile(r"\n{4,}")


def cleaned(text: str) -> str:
    """Words of several lines; cleaning twice is cleaning once."""
    lines = _BLANKS.sub(" ", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
    return _GAPS.sub("\n\n", _LINE_TAILS.sub("", unicodedata.normalize("NFC", lines))).strip()


def cleaned_line(text: str) -> str:
    """Words of one line, with single blanks between them."""
    return " ".join(cleaned(text).split())
