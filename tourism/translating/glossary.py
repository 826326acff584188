"""Where words of the commune's glossary stand in a text, and whether a translation says them so. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

# Scripts that write without blanks: there a word may begin and end anywhere.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")


class Entry(Protocol):
    """A word and how it is said in the other language."""

    @property
    def source(self) -> str:
        """The word in the source's language."""

    @property
    def target(self) -> str:
        """How it is said in the other."""


Listed = TypeVar("Listed", bound=Entry)


def occurring(text: str, entries: Iterable[Listed]) -> tuple[Listed, ...]:
    """The entries whose word stands in a text, in the order of the text, whatever its case.

    A word inside of a longer one of the list does not count there: where "đình làng" is an entry, "đình" is not said.
    """
    line = _folded(text)
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Listed]] = []
    for entry in sorted(entries, key=lambda each: (-len(each.source), each.source)):
        spans = [each.span() for each in _whole_word(_folded(entry.source)).finditer(line)]
        free = [span for span in spans if not any(start < span[1] and span[0] < end for start, end in taken)]
        if free:
            taken += free
            found.append((free[0][0], entry))
    return tuple(entry for _, entry in sorted(found, key=lambda each: each[0]))


def unfollowed(source: str, target: str, entries: Iterable[Listed]) -> tuple[Listed, ...]:
    """The entries that stand in the source while the translation does not say them as agreed."""
    line = _folded(target)
    listed = occurring(source, entries)
    return tuple(each for each in listed if each.target and not _beginning(_folded(each.target)).search(line))


def matching(entries: Sequence[Listed], asked: str) -> tuple[Listed, ...]:
    """The entries that have what somebody looks for in one of their words."""
    wanted = _folded(asked)
    return tuple(each for each in entries if wanted in _folded(each.source) or wanted in _folded(each.target))


@lru_cache(maxsize=4096)
def _whole_word(word: str) -> re.Pattern[str]:
    return re.compile(_beginning(word).pattern + ("" if _is_open(word[-1:]) else r"(?!\w)"))


@lru_cache(maxsize=4096)
def _beginning(word: str) -> re.Pattern[str]:
    """Finds a word with any ending: "communal house" in "communal houses"."""
    begins = "" if _is_open(word[:1]) else r"(?<!\w)"
    return re.compile(begins + re.escape(word) if word else r"(?!)")


def _is_open(character: str) -> bool:
    """Whether a word may begin or end beside any other letter here."""
    return not re.match(r"\w", character) or bool(_UNSPACED.match(character))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
