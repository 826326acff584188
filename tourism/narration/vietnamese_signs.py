"""Letters and signs as a Vietnamese voice can take them, before words are made of numbers and after."""

import re
import unicodedata
from functools import cache

# Said where they stand; all other signs of these kinds would be named one by one.
KEPT = frozenset("°²³")
SUBSTITUTES = {
    **dict.fromkeys('“”„‟«»‹›"「」『』《》〈〉*_#`^|\\~¶§†‡※¿¡', " "),
    **dict.fromkeys("∼≈≃≅～〜", "~"),
    **dict.fromkeys("‐‑−", "-"),
    **dict.fromkeys("‒―", "–"),
    **dict.fromkeys("•·∙‧・▪", ", "),
    **dict.fromkeys("。．", ". "),
    **dict.fromkeys("’ʼ‘´", "'"),
    "~": "~",
    "#": "#",
    "、": ", ",
    "º": "°",
    "₫": "đ",
    "№": "số ",
    "⁄": "/",
    "∕": "/",
    "→": "→",
    "‥": "…",
}
UNSPOKEN = frozenset({"Cc", "Cs", "Co", "Cn", "So", "Sk", "Zs", "Zl", "Zp"})
SILENT = frozenset({"Cf", "Me"})
# Accents that found no letter to melt into; other marks belong to other scripts.
ACCENTS = range(0x300, 0x370)
COMPATIBLE = re.compile("[\u2100-\u218b\u2460-\u249b\u3200-\u33ff\uff00-\uffef]")
DIGITS = "0123456789"
# For patterns: a capital letter of Vietnamese, and a syllable, which "Hàng" is and "Durand" is not.
CAPITAL = f"[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ{''.join(map(chr, range(0x1EA0, 0x1EFA, 2)))}]"
MARKED = f"à-öø-ýăĩũơư{''.join(map(chr, range(0x1EA1, 0x1EFA, 2)))}"
SMALL = f"[a-zđ{MARKED}]"
VOWEL = f"[aeiouy{MARKED}]"
ONSET = "ngh?|nh|[ckgt]h|gi|kh|ph|tr|qu|[bcdđghklmnprstvx]"
SYLLABLE = rf"(?i:(?:{ONSET})?{VOWEL}{{1,3}}(?:ch|ng|nh|[cmnpt])?)(?!\w)"


def cleaned(text: str) -> str:
    """One line in NFC of Latin letters, plain digits and signs that mean something aloud."""
    composed = unicodedata.normalize("NFC", text)
    heard = re.sub(r"(?<=[²³])(?=\w)", " ", "".join(map(_heard, composed)))
    return " ".join(heard.split())


def tidied(line: str) -> str:
    """Brackets and dashes are pauses; what is left over of signs is gone."""
    line = re.sub(r"(?<=\w)\.,", ",", line)
    line = re.sub(r"[(\[{][\s.,;:]*[)\]}]", " ", line)
    line = re.sub(r"[()\[\]{}–—]|(?<!\S)-(?!\S)", " , ", line)
    line = re.sub(r"[~#<>=→+±≥≤÷×√∞$€£¥@′″&/²³]", " ", line)
    line = re.sub(r"(?<!\w)['-]+|['-]+(?!\w)", " ", line)
    # One space at a time: a run of them would be looked through from each of its ends.
    line = re.sub(r"\s(?=[,.;:!?…])", "", " ".join(re.sub(r"\.{2,}", "…", line).split()))
    line = re.sub(r",+(?=[.;:!?…])|(?<=[.;:!?…,]),+", "", line)
    line = re.sub(r"(?<=\w)([,;:!?…])(?=\w)", r"\1 ", line)
    return " ".join(line.split()).lstrip(",;:. ").rstrip(", ")


@cache
def _heard(character: str) -> str:
    if character.isascii() or character in SUBSTITUTES or character in KEPT:
        return SUBSTITUTES.get(character) or (character if character.isprintable() else " ")
    category = unicodedata.category(character)
    if category in ("Nd", "No", "Nl") or COMPATIBLE.match(character):
        return _number_or_compatible(character)
    if category in SILENT:
        return ""
    if category.startswith("M"):
        return character if ord(character) in ACCENTS else ""
    foreign = category.startswith("L") and not unicodedata.name(character, "").startswith("LATIN")
    return " " if foreign or category in UNSPOKEN else character


def _number_or_compatible(character: str) -> str:
    """５ → 5; ½ → 1/2; ① → 1; ℃ → °C; a raised number is a footnote's, and is not said."""
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if kind == "<super>":
        return ""
    plain = unicodedata.normalize("NFKC", character).replace("⁄", "/")
    if plain != character:
        heard = "".join(map(_heard, plain))
        return heard if kind in ("<wide>", "<sub>", "<font>") else f" {heard} "
    value = unicodedata.decimal(character, None)
    return "" if value is None else DIGITS[value]
