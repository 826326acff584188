"""Words set into a box of a drawing: as large as they go, in as many lines as that takes."""

import textwrap
from dataclasses import dataclass
from unicodedata import east_asian_width

# How wide letters are, and how far lines are apart, in their own size; our bold ones are 0.58 wide on average.
LETTER, WIDE, APART = 0.6, 1.0, 1.16
STEPS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and where its letters stand."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of one size; `bottom` is where the next thing may begin."""

    lines: tuple[Line, ...]
    size: float
    bottom: float


def fitted(text: str, *, top: float, width: float, height: float, largest: float, smallest: float) -> Fitted:
    """Lines from `top` down; a text that is too long even for the smallest letters ends in an ellipsis."""
    for step in range(STEPS + 1):
        size = largest - (largest - smallest) * step / STEPS
        lines = _broken(text, width / size, _most(height, size))
        if lines is not None:
            return _placed(lines, top, size)
    return _placed(_cut(text, width / smallest, _most(height, smallest)), top, smallest)


def _most(height: float, size: float) -> int:
    return max(1, int(height / (size * APART)))


def _placed(lines: list[str], top: float, size: float) -> Fitted:
    # The letters stand on their line; their marks reach almost a size above it.
    set_ = tuple(Line(line, round(top + size * (0.95 + APART * place), 1)) for place, line in enumerate(lines))
    return Fitted(set_, round(size, 1), round(top + size * APART * len(lines), 1))


def _broken(text: str, ems: float, most: int) -> list[str] | None:
    letters = _letters(text, ems)
    longest = max((len(word) for word in text.split()), default=0)
    if longest > letters and not _is_wide(text):
        return None
    lines = textwrap.wrap(text, letters)
    return lines if len(lines) <= most else None


def _cut(text: str, ems: float, most: int) -> list[str]:
    return textwrap.wrap(text, _letters(text, ems), max_lines=most, placeholder="…")


def _letters(text: str, ems: float) -> int:
    return max(2, int(ems / (WIDE if _is_wide(text) else LETTER)))


def _is_wide(text: str) -> bool:
    """Whether its script breaks lines between any two characters, each as wide as it is high."""
    return any(east_asian_width(each) in "WF" for each in text)
