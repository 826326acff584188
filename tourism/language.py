"""Language tags: negotiation, fallback, direction. Pure: matches against our own list only."""

import re
from collections.abc import Sequence
from functools import lru_cache

SOURCE = "vi"
SECOND = "en"
HEADER_MAX = 2_000
WISHES_MAX = 50
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,5}|\*")
_QUALITY = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "ps", "sd", "yi", "dv", "ug"})
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
# macOS and old Android still say these.
_OLD_NAMES = {"iw": "he", "in": "id", "ji": "yi"}


def source_first(tag: str) -> tuple[bool, str]:
    """A key for sorting: the source's language before the others, and these by their tags."""
    return tag != SOURCE, tag


@lru_cache(maxsize=1024)
def match(tag: str, available: tuple[str, ...]) -> str | None:
    """The available language that serves a reader of `tag`, or None.

    Chinese goes by script: zh, zh-CN, zh-SG -> zh-Hans; zh-TW, zh-HK, zh-MO -> zh-Hant. Every other
    language goes by its first subtag (fr-CA -> fr).
    """
    subtags = tag.lower().split("-")
    first = _OLD_NAMES.get(subtags[0], subtags[0])
    if first in ("zh", "cmn", "yue"):
        # A written script outweighs the region: zh-Hans-HK is simplified.
        traditional = "hans" not in subtags and (bool(_TRADITIONAL.intersection(subtags)) or first == "yue")
        first = "zh-hant" if traditional else "zh-hans"
    for language in available:
        if language.lower() in (first, "-".join(subtags)):
            return language
    return None


def negotiate(header: str | None, available: Sequence[str]) -> str:
    """The language for a request's Accept-Language (RFC 9110): no header -> vi, none of ours -> en."""
    if header is None or not header.strip():
        return SOURCE
    return _negotiated(header[:HEADER_MAX], tuple(available))


@lru_cache(maxsize=4096)
def _negotiated(header: str, available: tuple[str, ...]) -> str:
    wishes = _wishes(header)
    refused = {match(name, available) for weight, name in wishes if weight == 0}
    wanted = [name for weight, name in wishes if weight > 0]
    anything = next((tag for tag in (SOURCE, SECOND, *available) if tag not in refused), SECOND)
    for name in wanted:
        found = anything if name == "*" else match(name, available)
        if found:
            return found
    return SECOND if wanted else anything


def _wishes(header: str) -> list[tuple[float, str]]:
    """Weights and tags, the dearest first; 0 refuses a language, what cannot be read is left out."""
    wishes = []
    for part in header.split(",")[:WISHES_MAX]:
        name, _, parameters = (each.strip() for each in part.partition(";"))
        quality = _QUALITY.fullmatch(parameters or "q=1")
        if quality and _TAG.fullmatch(name):
            wishes.append((float(quality[1]), name))
    return sorted(wishes, key=lambda wish: -wish[0])


def fallback_chain(asked: str) -> tuple[str, ...]:
    """Told languages to try for a reader of `asked`: asked, then en, then vi."""
    return tuple(dict.fromkeys((asked, SECOND, SOURCE)))


def best_told(asked: str, told: Sequence[str]) -> str | None:
    """The language of `told` for a reader of `asked`; None where nothing is told."""
    for language in fallback_chain(asked):
        if language in told:
            return language
    return min(told, default=None)


def primary(tag: str) -> str:
    """The first subtag in lower case: zh-Hans -> zh."""
    return tag.lower().partition("-")[0]


def direction(tag: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute."""
    return "rtl" if primary(tag) in _RIGHT_TO_LEFT else "ltr"


def catalog(tag: str) -> str:
    """The catalog's folder name: zh-Hans -> zh_Hans."""
    return tag.replace("-", "_")
