"""Passwords: normalised both ways, guessable ones refused, hashed two at a time."""

import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from tourism.engines.turns import Turns
from tourism.sites.naming import folded

SHORTEST, LONGEST = 12, 128
# OWASP's first choice: 19 MiB, twice, on one core; 20 people at once stay under 400 MB only because they queue.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_TURNS = Turns(2, wait_seconds=8.0)
# What people type first, folded and without spaces; longer ones before those that they contain.
_COMMON = (
    "motconvitxoerahaicaicanh", "correcthorsebatterystaple", "thuonghieuvietnam", "qwertyuiopasdfghjkl",
    "matkhaucuatoi", "xinchaovietnam", "abcdefghijklmnopqrstuvwxyz", "vietnamvodich", "toiyeuvietnam",
    "bimatkhongnoi", "uybannhandan", "vanhoaxahoi", "canbovanhoa", "quanly", "iloveyouforever", "administrator",
    "1qaz2wsx3edc", "q1w2e3r4t5y6", "qwertyuiop", "asdfghjkl", "zxcvbnm", "anhyeuem", "emyeuanh", "ubndxa",
    "hochiminh", "saigon", "hanoi", "vietnam", "matkhau", "password", "passw0rd", "dulich", "tourism",
    "letmein", "welcome", "iloveyou", "loique", "sunshine", "princess", "dragon", "monkey", "football",
    "khongbiet", "khongco", "abcdefgh", "abcdef", "qwerty", "admin", "abc",
)  # fmt: skip
# So many letters must be left, and so many different ones, once names and common words are taken out.
_LEFT_MIN, _DIFFERENT_MIN = 6, 4


def normalised(password: str) -> str:
    """The same password however a keyboard composed its marks (NFKD)."""
    return unicodedata.normalize("NFKD", password)


def fault(password: str, names: Iterable[str]) -> str | None:
    """Why a new password is refused (`short`, `long`, `easy`); `names` are the person's and the commune's."""
    length = len(unicodedata.normalize("NFKC", password))
    if length < SHORTEST:
        return "short"
    if length > LONGEST:
        return "long"
    left = _letters(password)
    words = {_letters(each) for each in names} | {part for each in names for part in folded(each).split()}
    for word in sorted({each for each in words if len(each) > 1} | set(_COMMON), key=len, reverse=True):
        left = left.replace(word, "")
    left = "".join(mark for mark in left if mark.isalpha())
    return "easy" if len(left) < _LEFT_MIN or len(set(left)) < _DIFFERENT_MIN else None


def hashed(password: str) -> str:
    """A password as it is kept; raises Busy where too many wait."""
    with _TURNS.one():
        return HASHER.hash(normalised(password))


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password is the kept one; takes as long where there is none. Raises Busy where too many wait."""
    fits = len(password) <= LONGEST * 4
    with _TURNS.one():
        try:
            HASHER.verify(kept or _nobody(), normalised(password) if fits else "")
        except (VerifyMismatchError, InvalidHashError):
            return False
    return kept is not None and fits


def is_outdated(kept: str) -> bool:
    """Whether it was hashed with other parameters than today's."""
    return HASHER.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    """A hash that no password fits, for names that nobody has."""
    return HASHER.hash(secrets.token_urlsafe(32))


def _letters(text: str) -> str:
    return "".join(mark for mark in folded(unicodedata.normalize("NFKC", text)) if mark.isalnum())
