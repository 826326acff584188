"""One latitude or longitude as people write it: degrees, minutes and seconds, letters for the four winds. Pure."""

import re
from typing import Literal

from tourism.importing.numerals import decimals, number

Axis = Literal["lat", "lon"]
_NUMBER = r"[0-9]{1,3}(?:[.,][0-9]{1,17})?"
# Before or behind the figures; also in Vietnamese: Bắc, Đông, Tây, Nam.
_WIND = r"(?:[NSEWBĐDTO]|Bắc|Nam|Đông|Tây)"
_DEGREES = re.compile(
    rf"({_WIND})?\s*([-+−]?)\s*({_NUMBER})\s*(?:°|º|độ|d)\s*"
    rf"(?:({_NUMBER})\s*(?:['′’]|phút|m)\s*)?(?:({_NUMBER})\s*(?:[\"″”]|''|giây|s)\s*)?({_WIND})?",
    re.IGNORECASE,
)
_MARKED = re.compile(rf"({_WIND})?\s*([-+−]?\s*{_NUMBER})\s*({_WIND})?", re.IGNORECASE)
_SPACED = re.compile(rf"([0-9]{{1,3}})[\s:-]+([0-9]{{1,2}})[\s:-]+({_NUMBER})")
_LATITUDES, _NEGATIVE = frozenset({"n", "s", "b", "bắc"}), frozenset({"s", "w", "t", "tây", "o"})
# A degree of latitude.
METRES_PER_DEGREE = 111_000.0


def angle(text: str, axis: Axis) -> float | None:
    """Degrees, as 20.85 · 20,85 · 20.85° N · 20°51'00"B · 20 51 0.0 · N 20.85 say it; None for what is none.

    N is the north as on every phone, so the south is S or Nam. A wind of the other axis is none.
    """
    told = " ".join(text.split())
    if (plain := number(told)) is not None:
        return plain
    if found := _DEGREES.fullmatch(told):
        before, sign, degrees, minutes, seconds, behind = found.groups()
        return _signed(_parts(degrees, minutes, seconds), sign, before or behind, axis)
    if found := _MARKED.fullmatch(told):
        before, figures, behind = found.groups()
        return _signed(number(figures), "", before or behind, axis)
    if found := _SPACED.fullmatch(told):
        return _parts(*found.groups())
    return None


def _parts(degrees: str, minutes: str | None, seconds: str | None) -> float | None:
    whole, parts, rest = (number(each or "0") or 0.0 for each in (degrees, minutes, seconds))
    return None if parts >= 60 or rest >= 60 else round(whole + parts / 60 + rest / 3600, 9)


def _signed(size: float | None, sign: str, wind: str | None, axis: Axis) -> float | None:
    named = (wind or "").lower()
    # A single "n" is the north; written out, "nam" is the south. "d" and "đ" are the east.
    is_south = named == "nam"
    is_latitude = named in _LATITUDES or is_south
    if size is None or (named and is_latitude != (axis == "lat")):
        return None
    return -size if is_south or named in _NEGATIVE or sign in ("-", "−") else size


def exactness(text: str) -> float:
    """Metres that the last written digit stands for, halved: 20.85 is half a hundredth of a degree, 555 m."""
    if any(mark in text for mark in "°º'′’\""):
        # A second is 31 m, a minute sixty of them.
        return 15.0 if re.search(r"[\"″”]|''", text) else 925.0
    return float(METRES_PER_DEGREE / 10 ** min(decimals(text), 9) / 2)
