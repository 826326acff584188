"""Texts of a row as they can be kept: repaired where that is safe, and said so. Pure."""

import re
import unicodedata

from tourism.communes.draft import LINE_MAX, TEXT_MAX
from tourism.importing.cells import Cells
from tourism.importing.findings import Findings, quoted
from tourism.sites.cleaning import cleaned, cleaned_line

# What a spreadsheet runs; our own tables set an apostrophe before it.
_FORMULA = re.compile(r"[=＝]")
_HARMLESS = re.compile(r"'(?=[=+\-@＝＋－＠])")
_MARKUP = re.compile(r"<[A-Za-z/!][^<>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", re.IGNORECASE)
_BROKEN = "\ufffd"
# A number of nine figures that lost its first one: mobiles and land lines begin with 0.
_PHONE = re.compile(r"[1-9]\d{8,9}")
LIMITS = {"name": LINE_MAX, "hook": LINE_MAX, "story": TEXT_MAX}
PRACTICAL_MAX = 1000


def repaired(raw: str, column: str, notes: Findings, *, is_known_decomposed: bool) -> str:
    """A cell without what nobody sees, composed; what it had to be repaired for is said once a row."""
    text = _HARMLESS.sub("", raw, count=1) if raw.startswith("'") else raw
    if _FORMULA.match(text.lstrip()):
        notes.stop("formula", column, text=quoted(text))
        return ""
    composed = unicodedata.normalize("NFC", text)
    if composed != text and not is_known_decomposed:
        notes.mend("composed", column)
    kept = cleaned(composed)
    if len(kept) < len(" ".join(composed.split(" "))) and _lost_unseen(composed, kept):
        notes.mend("unseen-left-out", column)
    if _BROKEN in kept:
        notes.ask("broken-letters", column, text=quoted(kept))
    return kept


def _lost_unseen(before: str, after: str) -> bool:
    """Whether more than blanks went."""
    return len("".join(before.split())) > len("".join(after.split()))


def line(cells: Cells, field: str, tag: str, notes: Findings) -> str:
    """Words of one line; too long ones stop the row."""
    return _within(cleaned_line(cells.get(field, tag)), cells.column(field, tag), LIMITS.get(field, LINE_MAX), notes)


def text(cells: Cells, field: str, tag: str, notes: Findings) -> str:
    """Words of several lines."""
    return _within(cells.get(field, tag), cells.column(field, tag), LIMITS.get(field, PRACTICAL_MAX), notes)


def _within(told: str, column: str, limit: int, notes: Findings) -> str:
    if len(told) > limit:
        notes.stop("too-long", column, count=str(len(told) - limit), limit=str(limit))
        return ""
    if _MARKUP.search(told):
        notes.ask("markup", column, text=quoted(told))
    return told


def phone(told: str, column: str, notes: Findings) -> str:
    """A telephone number with the zero that a spreadsheet took."""
    digits = "".join(told.split())
    if _PHONE.fullmatch(digits):
        notes.mend("zero-restored", column, text=quoted(told), value=f"0{digits}")
        return f"0{digits}"
    return told
