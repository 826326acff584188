"""How Vietnamese a text looks: syllables that the language has, against letters that it never puts together. Pure."""

import re
import unicodedata

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_ONSETS = (
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
_NUCLEI = frozenset({
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu",
    "ia", "iê", "iu", "iêu", "oa", "oă", "oe", "oi", "oai", "oao", "oay", "oeo", "oo", "ôi", "ơi", "ua", "uâ", "uê",
    "ui", "uô", "uôi", "uơ", "uy", "uya", "uyê", "uyu", "ưa", "ưi", "ươ", "ươi", "ươu", "ưu", "yê", "yêu", "uây",
})  # fmt: skip
_CODAS = ("ch", "ng", "nh", "c", "m", "n", "p", "t", "")
_SPLIT = re.compile(r"[\s!-/:-@\[-`{-~“”‘’…–—]+")


def marked(text: str) -> list[str]:
    """The words of a text that have a letter beyond ASCII: the others tell nothing."""
    return [word for word in _SPLIT.split(text) if word and not word.isascii()]


def share(words: list[str]) -> float:
    """How many of some words are Vietnamese syllables, from 0 to 1; 0 for none."""
    return sum(is_syllable(word) for word in words) / len(words) if words else 0.0


def is_syllable(word: str) -> bool:
    """Whether a word could be a Vietnamese syllable: an onset, a nucleus with at most one tone, a coda."""
    letters = unicodedata.normalize("NFD", word.casefold())
    tones = sum(letter in _TONES for letter in letters)
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    return tones <= 1 and any(_fits(bare.removeprefix(onset)) for onset in _ONSETS if bare.startswith(onset))


def _fits(rest: str) -> bool:
    return any((rest.removesuffix(coda) if coda else rest) in _NUCLEI for coda in _CODAS if rest.endswith(coda))
