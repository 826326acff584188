"""What a rule of saying is: a pattern, and the words for what it finds."""

import re
from collections.abc import Callable
from re import Match

Rule = tuple[re.Pattern[str], Callable[[Match[str]], str]]


def rule(pattern: str, words: Callable[[Match[str]], str] | str) -> Rule:
    """Words are made of what was found, or are always the same."""
    return re.compile(pattern), (words if callable(words) else lambda _found: words)


def alternatives(*words: str) -> str:
    """A pattern for any of them; longest first, since one may begin with another."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
