"""lexicon.yaml: how voices are to say single words, by language. Pure."""

from collections.abc import Mapping
from typing import TypeAlias

from pydantic import TypeAdapter

from tourism.content.located import Located, shape
from tourism.errors import Problem
from tourism.narration.lexicon import ENTRIES_MAX, fault_of, tidy

Lexicons: TypeAlias = dict[str, dict[str, str]]
FILE = TypeAdapter(Lexicons)


def lexicons_of(located: Located, languages: tuple[str, ...]) -> tuple[Lexicons, list[Problem]]:
    """What is said by how it is written, by language; every fault with its line."""
    shaped = shape(located, FILE)
    problems = shaped[1]
    found: Lexicons = {}
    for language, words in (shaped[0] or {}).items():
        if language not in languages:
            sentence = f"{language} is not a language of content/languages.yaml"
            problems.append(Problem(located.file, located.line((language,)), sentence))
        elif len(words) > ENTRIES_MAX:
            sentence = f"a language has {ENTRIES_MAX} words at most"
            problems.append(Problem(located.file, located.line((language,)), sentence))
        elif words:
            found[language] = _checked(located, language, words, problems)
    return found, problems


def _checked(located: Located, language: str, words: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, spoken in words.items():
        written, said = tidy(word), tidy(spoken)
        fault = "the word stands here twice" if written in found else fault_of(written, said)
        if fault:
            problems.append(Problem(located.file, located.line((language, word)), f"{written[:80]!r}: {fault}"))
        found[written] = said
    return found
