"""Text as a voice can take it: what it would spell out or choke on is taken away."""

import re
import unicodedata

# Other, not assigned to sound: control, format, private use, surrogates, unassigned, symbols.
UNSPOKEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "So", "Sk"})
SPOKEN_SYMBOLS = frozenset("°№")
VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f]")
HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+"
)
EMPTY_BRACKETS = re.compile(r"[(\[（]\s*[)\]）]")
PLAIN = str.maketrans("đĐ", "dD")


def legible(text: str, *, han: bool, letters: str | None) -> str:
    """The text in NFC without emoji and control characters.

    `han`: whether the voice reads Chinese characters; others name each of them "Chinese letter".
    `letters`: marked Latin letters the voice knows, None for all; it would spell the others out,
    so "Miếu" becomes "Mieu".
    """
    text = VARIATION_SELECTORS.sub("", unicodedata.normalize("NFC", text))
    text = "".join(_spoken(character) for character in text)
    if not han:
        text = EMPTY_BRACKETS.sub(" ", HAN.sub(" ", text))
    if letters is not None:
        text = "".join(_unmarked(character, letters) for character in text)
    return " ".join(text.split())


def speakable(text: str) -> bool:
    """Whether there is anything to say: a letter or a digit."""
    return any(character.isalnum() for character in text)


def _spoken(character: str) -> str:
    category = unicodedata.category(character)
    if category not in UNSPOKEN or character in SPOKEN_SYMBOLS:
        return character
    return "" if category == "Cf" else " "


def _unmarked(character: str, known: str) -> str:
    if character.isascii() or character.lower() in known:
        return character
    plain = unicodedata.normalize("NFD", character.translate(PLAIN))
    # Only Latin letters: taking marks from й or from Hangul would make other letters of them.
    return plain[0] if plain[0].isascii() and plain[0].isalpha() else character
