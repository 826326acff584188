"""The printed sheet: ten codes that open once each."""

import secrets

from tourism.staff import keyring, queries
from tourism.staff.queries import Known
from tourism.web.request import backends, reading
from tourism.web.studio.signin import sealed

COUNT = 10
# Crockford's: no letter looks like another. 80 bits, so that nobody needs to slow their guessing down.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def minted() -> tuple[str, ...]:
    """Ten new codes as they are printed, in groups of four."""
    codes = ("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)) for _ in range(COUNT))
    return tuple("-".join(code[at : at + 4] for at in range(0, _LENGTH, 4)) for code in codes)


def looks_like_one(typed: str) -> bool:
    """Whether somebody typed a code of the sheet and not one of an authenticator."""
    return len(_plain(typed)) == _LENGTH


def digest(person: int, typed: str) -> str:
    """A code as it is kept; how it was typed (case, spaces, hyphens, O for 0) makes no difference."""
    return sealed.folded("sheet", f"{person}:{_plain(typed)}")


def use(known: Known, typed: str) -> bool:
    """Whether this is an unused code of their sheet; from now on it was used."""
    with backends().sessions.writing() as session:
        return keyring.use_code(session, known.person, digest(known.person, typed), backends().clock())


def holds(known: Known | None, typed: str) -> bool:
    """Whether this is an unused code of their sheet; it stays unused. `known` None: nobody's sheet holds it."""
    if known is None:
        return False
    with reading() as session:
        return queries.has_code(session, known.person, digest(known.person, typed))


def _plain(typed: str) -> str:
    return "".join(mark for mark in typed[:80].upper().translate(_ALIKE) if mark in _ALPHABET)
