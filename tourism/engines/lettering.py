"""Which fonts can write a text: our own, else one of this machine's for the scripts of East Asia; never empty boxes."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

from tourism import language

# Where Debian and most others keep fonts.
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
# One character has other strokes in each country: the face of the reader's own.
FACES = {"zh-hans": "SC", "zh-hant": "TC", "ja": "JP", "ko": "KR"}
FILES = ("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc")


@dataclass(frozen=True, slots=True)
class Lettering:
    """A font family, and the files that it takes."""

    family: str
    files: tuple[str, ...]


def lettering(text: str, tag: str, own: Path, folders: tuple[Path, ...] = FOLDERS) -> Lettering | None:
    """What writes every character of a text in a language; None where nothing here does.

    `own` is the folder of our TTF files, `folders` are searched for fonts of the machine's.
    """
    needed = frozenset(map(ord, text))
    if needed <= _ours(own):
        return Lettering("Be Vietnam Pro", _own_files(own))
    country = FACES.get(tag.lower()) or FACES.get(language.primary(tag), "")
    for path in _installed(folders) if country else ():
        face = _face(path, country)
        if face and needed <= face.characters:
            return Lettering(face.family, (path,))
    return None


@dataclass(frozen=True, slots=True)
class _Face:
    family: str
    characters: frozenset[int]


@lru_cache(maxsize=4)
def _own_files(own: Path) -> tuple[str, ...]:
    return tuple(str(path) for path in sorted(own.glob("*.ttf")))


@lru_cache(maxsize=4)
def _ours(own: Path) -> frozenset[int]:
    """What all our weights can write."""
    covered = []
    for path in _own_files(own):
        with TTFont(path, lazy=True) as font:
            covered.append(_characters(font))
    return frozenset.intersection(*covered) if covered else frozenset()


@lru_cache(maxsize=4)
def _installed(folders: tuple[Path, ...]) -> tuple[str, ...]:
    return tuple(str(path) for name in FILES for folder in folders for path in sorted(folder.rglob(name)))


@lru_cache(maxsize=16)
def _face(path: str, country: str) -> _Face | None:
    """A country's face in a collection of them all."""
    with TTCollection(path, lazy=True) as collection:
        for font in collection.fonts:
            family = font["name"].getBestFamilyName() or ""
            if family.endswith(f"CJK {country}"):
                return _Face(family, _characters(font))
    return None


def _characters(font: TTFont) -> frozenset[int]:
    return frozenset(font.getBestCmap() or {})
