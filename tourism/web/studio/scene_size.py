"""How tall a thing may be in truth when a file counts in units of its own; and beside a person of 1.6 m. Pure."""

import math
from dataclasses import dataclass

from tourism.scenes.draft import HEIGHT_MAX, HEIGHT_MIN
from tourism.scenes.view import Point

# What glTF's metre may be in a program that forgot to convert.
UNITS = {"mm": 0.001, "cm": 0.01, "in": 0.0254}
# A statue on an altar to a gate with its yard: outside of this, another unit is the likelier reading.
LIKELY_MIN, LIKELY_MAX = 0.1, 30.0
PERSON = 1.6
# Of the drawing, in its own units: how high and how wide a thing may be in it.
TALL, WIDE = 100.0, 110.0


@dataclass(frozen=True, slots=True)
class Guess:
    """A height in metres, and the unit that the file would have been written in: m, cm, mm or in."""

    height: float
    unit: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """Heights and width of a person and a box in one drawing, in its units."""

    person: float
    height: float
    width: float


def guesses(claimed: float) -> tuple[Guess, ...]:
    """Heights that a file may mean, the likeliest first; none where no unit makes sense of it."""
    as_said = [Guess(claimed, "m")] if HEIGHT_MIN <= claimed <= HEIGHT_MAX else []
    other = [Guess(claimed * metres, unit) for unit, metres in UNITS.items()]
    possible = [each for each in other if HEIGHT_MIN <= each.height <= HEIGHT_MAX]
    if is_likely(claimed):
        return tuple(as_said)
    return tuple(sorted(possible, key=lambda each: not is_likely(each.height)) + as_said)


def is_likely(height: float) -> bool:
    """Whether a thing of a village may be so tall."""
    return LIKELY_MIN <= height <= LIKELY_MAX


def rounded(height: float) -> float:
    """Three digits: what a tape measure gives."""
    return round(height, max(0, 2 - math.floor(math.log10(height)))) if height > 0 else height


def drawn(height: float, size: Point) -> Drawn:
    """A box of this height and of a model's proportions, beside a person."""
    width = height * max(size[0], size[2]) / size[1] if size[1] else height
    scale = min(TALL / max(height, PERSON), WIDE / width if width else math.inf)
    return Drawn(PERSON * scale, max(height * scale, 0.5), max(width * scale, 0.5))
