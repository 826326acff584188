"""Whole TTF files out of the slices that browsers load, for engines that set text in pixels."""

from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

# Slices share kerning that cannot be merged; signs have few words, and marks are precomposed.
LAYOUT = ("GSUB", "GPOS", "GDEF", "STAT", "DSIG")


def whole(slices: list[Path], target: Path) -> None:
    """Merges woff2 slices of one face (latin, vietnamese) into one TTF file."""
    merged = Merger().merge([_plain(path) for path in slices])
    merged.save(target)


def _plain(path: Path) -> BytesIO:
    font = TTFont(path)
    font.flavor = None
    for table in LAYOUT:
        if table in font:
            del font[table]
    plain = BytesIO()
    font.save(plain)
    plain.seek(0)
    return plain
