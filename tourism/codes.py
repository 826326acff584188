"""Public ids and sign codes: opaque, random, with a check character."""

import secrets
import unicodedata
from collections.abc import Iterator

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_PRIMITIVE = 0b100101  # x^5 + x^2 + 1 makes GF(32)
TYPED_MAX = 40


def _double(value: int) -> int:
    value <<= 1
    return value ^ _PRIMITIVE if value & 32 else value


def _checksum(values: list[int]) -> int:
    """Horner's scheme over GF(32): any one wrong and any two swapped characters change the sum.

    Every place has a weight of its own, a power of the field's generator.
    """
    total = 0
    for value in values:
        total = _double(total) ^ value
    return _double(total)


def check_character(body: str) -> str:
    """The character that makes `body` a whole code."""
    return ALPHABET[_checksum([_VALUE[character] for character in body])]


def mint() -> str:
    """A new random code: 7 characters (35 bits) and their check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def is_valid(code: str) -> bool:
    """Whether `code` is whole and in its canonical spelling."""
    if len(code) != LENGTH or any(character not in _VALUE for character in code):
        return False
    return check_character(code[:-1]) == code[-1]


def normalise(typed: str) -> str:
    """What somebody typed, in canonical spelling: case, width, spaces, hyphens and O/I/L are forgiven."""
    narrow = unicodedata.normalize("NFKC", typed[:TYPED_MAX])
    kept = "".join(each for each in narrow if not each.isspace() and unicodedata.category(each) != "Pd")
    return kept.upper().translate(_MISREAD)


def printed(code: str) -> str:
    """The code as it stands on a sign: XXXX-XXXX."""
    return f"{code[:4]}-{code[4:]}"


def near_misses(typed: str) -> Iterator[str]:
    """Whole codes that are one slip of the finger away from `typed` (already normalised).

    A wrong, missing or extra character and two neighbours swapped; a code over 10 characters has none.
    """
    if not LENGTH - 1 <= len(typed) <= LENGTH + 1:
        return
    seen = set()
    for candidate in _slips(typed):
        if candidate not in seen and is_valid(candidate):
            seen.add(candidate)
            yield candidate


def _slips(typed: str) -> Iterator[str]:
    if len(typed) == LENGTH:
        for place in range(LENGTH):
            for character in ALPHABET:
                yield typed[:place] + character + typed[place + 1 :]
        for place in range(LENGTH - 1):
            yield typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
    elif len(typed) == LENGTH - 1:
        for place in range(LENGTH):
            for character in ALPHABET:
                yield typed[:place] + character + typed[place:]
    else:
        for place in range(len(typed)):
            yield typed[:place] + typed[place + 1 :]
