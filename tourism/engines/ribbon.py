"""A short label on a strip of paper, as pixels: what a picture must not be shown without."""

import html
import unicodedata
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.ttLib import TTFont

from tourism.engines import fonts, raster

FONTS = Path(__file__).parents[1] / "web" / "static" / "vendor" / "be-vietnam-pro"
FACE, WEIGHT = "Be Vietnam Pro", 700
# Twice as high as on the largest picture that it is laid onto. All lengths are pixels.
HEIGHT, LETTERS, BESIDE = 104, 46, 34
SEAL, AFTER_SEAL = 26, 22
PAPER, INK, LINE, LACQUER = "#FBF6EA", "#231F1C", "#D9CBB0", "#A8322A"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    '<rect x="1.5" y="1.5" width="{inner}" height="{high}" rx="8" fill="{paper}" stroke="{line}" stroke-width="3"/>'
    '<rect x="{beside}" y="{top}" width="{seal}" height="{seal}" rx="3" fill="{lacquer}"'
    ' transform="rotate(-6 {seal_x} {middle})"/>'
    '<text x="{start}" y="{foot}" font-family="{face}" font-weight="{weight}" font-size="{letters}"'
    ' fill="{ink}">{text}</text></svg>'
)


@lru_cache(maxsize=16)
def ribbon(text: str) -> bytes:
    """A PNG, 104 pixels high and as wide as the text; what the letters are not made for is left out by the engine."""
    words = unicodedata.normalize("NFC", " ".join(text.split()))
    with TemporaryDirectory() as folder:
        face = _face(Path(folder))
        start = BESIDE + SEAL + AFTER_SEAL
        width = round(start + _length(words, face) + BESIDE)
        drawing = DRAWING.format(
            width=width,
            height=HEIGHT,
            inner=width - 3,
            high=HEIGHT - 3,
            paper=PAPER,
            line=LINE,
            beside=BESIDE,
            top=(HEIGHT - SEAL) / 2,
            seal=SEAL,
            lacquer=LACQUER,
            seal_x=BESIDE + SEAL / 2,
            middle=HEIGHT / 2,
            start=start,
            # Letters stand on their line: a third of their size below the middle they look centred with their marks.
            foot=HEIGHT / 2 + LETTERS * 0.34,
            face=FACE,
            weight=WEIGHT,
            letters=LETTERS,
            ink=INK,
            text=html.escape(words),
        )
        return raster.png(drawing, width=width, fonts=face.parent)


def _face(folder: Path) -> Path:
    """The file of the face: as the guide made it, else made here out of what browsers load."""
    name = f"be-vietnam-pro-{WEIGHT}.ttf"
    if (FONTS / name).exists():
        return FONTS / name
    fonts.whole(sorted(FONTS.glob(f"be-vietnam-pro-*-{WEIGHT}-normal.woff2")), folder / name)
    return folder / name


def _length(text: str, face: Path) -> float:
    """How long the words are in this face."""
    with TTFont(face) as font:
        glyphs, widths = font.getBestCmap(), font["hmtx"].metrics
        units = sum(widths[glyphs.get(ord(letter), ".notdef")][0] for letter in text)
        return float(units * LETTERS / font["head"].unitsPerEm)
