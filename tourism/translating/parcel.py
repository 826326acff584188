"""Words on their way to translators outside and back: what a file of either kind carries. Pure."""

import re
from dataclasses import dataclass

from tourism import codes
from tourism.translating.states import State

KEY = re.compile(r"name|hook|story|(?:title|text)-[1-9][0-9]{0,2}")
# Opaque id, source's language and version, other language and version (0: nothing there yet).
_STAMP = re.compile(r"([0-9A-Za-z]{8})/([A-Za-z-]{2,20})/([0-9]{1,6})/([A-Za-z-]{2,20})/([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Unit:
    """One part for a translator: `longest` in characters, `terms` as the commune wants them said."""

    key: str
    state: State
    source: str
    target: str
    longest: int
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """One site's parts, and the versions of its words that they were taken from."""

    site: str
    name: str
    source_number: int
    target_number: int
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes out in one language."""

    source_language: str
    language: str
    bundles: tuple[Bundle, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file tells of the versions that it was taken from."""

    site: str
    source_language: str
    source_number: int
    language: str
    target_number: int

    def __str__(self) -> str:
        return f"{self.site}/{self.source_language}/{self.source_number}/{self.language}/{self.target_number}"


@dataclass(frozen=True, slots=True)
class Returned:
    """One part that came back; `where` names the row or unit in its file, `fault` why it is no text."""

    where: str
    stamp: str
    key: str
    source: str
    target: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file said; `language` is that of the translations."""

    source_language: str
    language: str
    rows: tuple[Returned, ...]


def stamp_of(parcel: Parcel, bundle: Bundle) -> Stamp:
    """The versions that a bundle was taken from."""
    return Stamp(bundle.site, parcel.source_language, bundle.source_number, parcel.language, bundle.target_number)


def read_stamp(text: str) -> Stamp | None:
    """The versions that a file tells; None for what no file of ours says."""
    found = _STAMP.fullmatch(text.strip())
    if found is None or not codes.is_valid(found[1]):
        return None
    return Stamp(found[1], found[2], int(found[3]), found[4], int(found[5]))
