"""How single words are said: what people wrote for their commune, then what every commune needs."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tourism.language import primary
from tourism.narration.lexicon_defaults import DEFAULTS

WRITTEN_MAX = 100
SPOKEN_MAX = 100
ENTRIES_MAX = 500
# Stands in a sentence for a word whose spoken form is final; a letter, so that rules see a word there.
HELD = "\ua74f"
UNSAYABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Scripts without spaces between words, or (in Korea) with endings that follow without any.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u19e0-\u19ff\u2e80-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\U00020000-\U000323af]"
)
SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f", " "))

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Pairs of a word as it is written and as it is said; made by `lexicon_of`."""

    entries: tuple[tuple[str, str], ...] = ()


NONE = Lexicon()


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Words by how they are written, the surest first; by their first letters, the lengths they come in."""

    exact: tuple[Words, Words]
    folded: tuple[Words, Words]
    lengths: dict[str, tuple[int, ...]]

    def longest_at(self, text: str, folded: str, place: int) -> tuple[int, str]:
        """Length and spoken form of the longest word that begins here, or 0."""
        if folded[place] not in self.lengths or _continues(text, place):
            return 0, ""
        for length in self.lengths[folded[place]]:
            end = place + length
            for exact, small in zip(self.exact, self.folded, strict=True):
                spoken = exact.get(text[place:end]) or small.get(folded[place:end])
                if spoken and not _continues(text, end):
                    return length, spoken
        return 0, ""


def lexicon_of(entries: Mapping[str, str]) -> Lexicon:
    """The same entries in any order are the same lexicon."""
    return Lexicon(tuple(sorted((tidy(written), tidy(spoken)) for written, spoken in entries.items())))


def tidy(word: str) -> str:
    """NFC, one space between words: how entries are kept and compared."""
    return " ".join(unicodedata.normalize("NFC", word).split())


def replaced(text: str, lexicon: Lexicon, language: str) -> str:
    """The text with every known word as it is said.

    The longest word wins, and of the same length the commune's before the house's. A word is found in other
    capitals too ("HỒNG VÂN"), unless it is written in capitals itself: "IT" is not "it".
    """
    return released(*held(text, lexicon, language))


def held(text: str, lexicon: Lexicon, language: str) -> tuple[str, tuple[str, ...]]:
    """The text with `HELD` in place of every known word, and what is said in those places, in their order."""
    text = text.replace(HELD, " ")
    shelf = _shelf(lexicon, primary(language))
    plain = text.translate(SPACES)
    folded = _folded(plain)
    pieces, said = [], []
    done = place = 0
    while place < len(text):
        length, spoken = shelf.longest_at(plain, folded, place)
        if length:
            pieces.append(text[done:place])
            said.append(spoken)
            done = place + length
        place += length or 1
    return HELD.join([*pieces, text[done:]]), tuple(said)


def released(text: str, said: tuple[str, ...]) -> str:
    """The inverse of `held`, with what is said; the places must have kept their order."""
    words = iter(said)
    return re.sub(HELD, lambda _found: next(words), text)


def fault_of(written: str, spoken: str) -> str | None:
    """What is wrong with an entry, in a sentence for who wrote it."""
    for name, word, longest in (("the word", written, WRITTEN_MAX), ("what is said", spoken, SPOKEN_MAX)):
        if not any(character.isalnum() for character in word):
            return f"{name} is empty: it needs a letter at least"
        if len(word) > longest:
            return f"{name} is longer than {longest} characters"
        if HELD in word or any(unicodedata.category(character) in UNSAYABLE for character in word):
            return f"{name} holds a character that cannot be said"
    if any(unicodedata.category(character) in ("Nd", "No") for character in spoken):
        return "what is said must be words: write its numbers out"
    return None


@lru_cache(maxsize=256)
def _shelf(lexicon: Lexicon, language: str) -> _Shelf:
    own, house = dict(lexicon.entries), DEFAULTS.get(language, {})
    lengths: dict[str, set[int]] = {}
    for written in (*own, *house):
        lengths.setdefault(_folded(written[0]), set()).add(len(written))
    longest_first = {letter: tuple(sorted(each, reverse=True)) for letter, each in lengths.items()}
    return _Shelf((own, house), (_by_fold(own), _by_fold(house)), longest_first)


def _by_fold(words: Words) -> Words:
    return {_folded(written): spoken for written, spoken in words.items() if not written.isupper()}


def _folded(text: str) -> str:
    """In small letters, as long as before."""
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)


def _continues(text: str, place: int) -> bool:
    """Whether a word or a number goes on across this place: 5 is neither in 1.5 nor in 5,0."""
    before, after = text[max(0, place - 2) : place], text[place : place + 2]
    if not before or not after:
        return False
    if after[0].isdigit() and before[-1] in ".," and before[0].isdigit():
        return True
    if before[-1].isdigit() and after[0] in ".," and after[-1].isdigit():
        return True
    return _in_word(before[-1]) and _in_word(after[0])


def _in_word(character: str) -> bool:
    """Letters, digits and marks of scripts that put spaces between words."""
    if character.isascii():
        return character.isalnum()
    letter = character.isalnum() or unicodedata.category(character).startswith("M")
    return letter and not UNSPACED.match(character)
