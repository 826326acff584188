"""Paper, by typst: values into a layout of ours, never words into markup."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from tourism.engines.turns import Turns

# Each takes a core for a moment; phones of a whole bus wait for one another.
AT_ONCE = 2
WAIT_SECONDS = 20.0
_turns = Turns(AT_ONCE, WAIT_SECONDS, "printing")


def pdf(layout: Path, told: Mapping[str, Any], *, fonts: Path, made: datetime) -> bytes:
    """A PDF of what the layout makes of `told`, which is JSON's; the same is the same bytes. Raises Busy."""
    return bytes(_set(layout, told, fonts, format="pdf", timestamp=int(made.timestamp())))


def pages(layout: Path, told: Mapping[str, Any], *, fonts: Path, dots: float) -> list[bytes]:
    """The same pages as PNG pictures of `dots` to the inch. Raises Busy."""
    found = _set(layout, told, fonts, format="png", ppi=dots)
    return found if isinstance(found, list) else [found]


def families(fonts: Path) -> frozenset[str]:
    """The names of the letters that there are here: ours, typst's own, the machine's."""
    return frozenset(_letters(fonts).families())


def _set(layout: Path, told: Mapping[str, Any], fonts: Path, **wish: Any) -> Any:
    with _turns.one():
        compiler = typst.Compiler(
            layout.read_bytes(),
            root=layout.parent,
            font_paths=_letters(fonts),
            sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        )
        return compiler.compile(**wish)


@lru_cache(maxsize=2)
def _letters(fonts: Path) -> typst.Fonts:
    """Looked for once: it takes a tenth of a second."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[fonts])
