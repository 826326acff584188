"""Drawings as pixels, by resvg and Pillow: no network, no script, our own fonts only."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import resvg_py
from PIL import Image, ImageOps

CARD = (1200, 630)
PALETTE = 64


def png(drawing: str, *, width: int, fonts: Path) -> bytes:
    """PNG bytes of an SVG at `width` pixels; text is set in the TTF files of a folder."""
    files = [str(path) for path in sorted(fonts.glob("*.ttf"))]
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=width, font_files=files, skip_system_fonts=True))


def card(drawing: str, *, paper: str) -> bytes:
    """PNG bytes of an SVG as a share card: 1200 by 630, the drawing whole on paper, few flat colours."""
    picture = _on_paper(png(drawing, width=CARD[0], fonts=Path()), CARD, paper)
    return _saved(picture.quantize(PALETTE, dither=Image.Dither.NONE))


def share(drawing: str, *, fonts: Sequence[str]) -> bytes:
    """PNG bytes of an SVG of 1200 by 630, few flat colours; text is set in these font files."""
    pixels = resvg_py.svg_to_bytes(svg_string=drawing, width=CARD[0], font_files=list(fonts), skip_system_fonts=True)
    return _saved(Image.open(BytesIO(bytes(pixels))).convert("RGB").quantize(PALETTE, dither=Image.Dither.NONE))


def square(drawing: str, *, side: int, paper: str, fonts: Path) -> bytes:
    """PNG bytes of an SVG as a square of RGB pixels without alpha: the drawing whole, paper around it."""
    return _saved(_on_paper(png(drawing, width=side, fonts=fonts), (side, side), paper))


def _on_paper(pixels: bytes, size: tuple[int, int], paper: str) -> Image.Image:
    picture = Image.open(BytesIO(pixels)).convert("RGB")
    return ImageOps.pad(picture, size, color=paper, method=Image.Resampling.LANCZOS)


def _saved(picture: Image.Image) -> bytes:
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()
