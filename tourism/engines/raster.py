"""Drawings as pixels, by resvg: no network, no script, our own fonts only."""

from pathlib import Path

import resvg_py


def png(drawing: str, *, width: int, fonts: Path) -> bytes:
    """PNG bytes of an SVG at `width` pixels; text is set in the TTF files of a folder."""
    files = [str(path) for path in sorted(fonts.glob("*.ttf"))]
    return bytes(
        resvg_py.svg_to_bytes(svg_string=drawing, width=width, font_files=files, skip_system_fonts=True)
    )
