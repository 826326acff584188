"""What is made of wood and lime: columns, beams, brackets, screens and walls."""

from itertools import pairwise

import numpy as np

from content.models.house.plan import (
    BAYS,
    GALLERY_X,
    HALL_Z,
    LOW_PLINTH,
    PLINTH,
    REAR_Z,
    ROWS,
    SANCTUARY_Z,
    on_hall,
)
from content.models.shapes import Shape, block, curve, lathe, mirrored, rectangle, sheet, sweep

BASE = [(0.44, 0), (0.46, 0.1), (0.4, 0.2), (0.34, 0.26)]


def columns() -> list[Shape]:
    """All columns, a little thicker in the middle, as high as the roof lets them."""
    hall = [_column(x, z, PLINTH + 0.2, on_hall(x, z) - 0.3, 0.27) for x in BAYS for z in ROWS]
    around = [
        _column(12.1 * side, z, LOW_PLINTH, 2.9, 0.15, sides=6) for side in (-1, 1) for z in np.linspace(5.3, -13.6, 8)
    ]
    behind = [_column(x, -14.9, LOW_PLINTH, 3.0, 0.15, sides=6) for x in np.linspace(-9, 9, 7)]
    return [*hall, *around, *behind]


def bases() -> list[Shape]:
    """The stones that the hall's columns stand on."""
    return [lathe(BASE, 8).moved(x, PLINTH, z) for x in BAYS for z in ROWS]


def beams() -> list[Shape]:
    """Along the rows of columns and across them, and the thresholds between those in front."""
    found = []
    for z in ROWS:
        top = on_hall(9.0, z) - 0.5
        found.append(block((-8.7, top - 0.34, z - 0.13), (8.7, top, z + 0.13), 4))
    for x in BAYS:
        for front, back in pairwise(ROWS):
            top = min(on_hall(x, front), on_hall(x, back)) - 0.7
            found.append(block((x - 0.12, top - 0.32, back), (x + 0.12, top, front)))
    found += [_between(left, right, 0.0, 0.3, 0.09) for left, right in pairwise(BAYS)]
    return found


def brackets() -> list[Shape]:
    """Curved arms from the outer columns out under the eaves."""
    found = []
    for x in BAYS:
        for z, out in ((ROWS[0], 1), (ROWS[-1], -1)):
            tip = z + 2.0 * out
            knots = [
                (x, on_hall(0, z) - 1.15, z),
                (x, on_hall(0, z) - 0.95, z + 0.8 * out),
                (x, on_hall(0, tip) - 0.42, tip),
            ]
            found.append(sweep(rectangle(0.2, 0.34) - (0, 0.1), curve(knots, 4), np.linspace(1.25, 0.7, 4)))
    return found


def screens() -> list[Shape]:
    """Turned bars before the bays at either end, and a low rail before their neighbours."""
    left, right = BAYS[-2], BAYS[-1]
    bars = [
        block((x - 0.05, PLINTH + 0.3, ROWS[0] - 0.05), (x + 0.05, PLINTH + 2.2, ROWS[0] + 0.05))
        for x in np.linspace(left + 0.45, right - 0.45, 8)
    ]
    rails = [_between(left, right, low, low + 0.14, 0.08) for low in (0.95, 2.15)]
    return [mirrored(*bars, *rails)]


def panels() -> list[Shape]:
    """Boarded ends of the hall."""
    top = on_hall(8.2, HALL_Z) - 0.8
    return [mirrored(block((8.12, PLINTH, ROWS[-1]), (8.28, top, ROWS[0]), 7))]


def walls() -> list[Shape]:
    """Limewashed walls: behind the hall, round the link and the sanctuary, outside the galleries."""
    back = [block((1.9, PLINTH, 1.5), (8.2, 5.6, 1.7), 6)]
    link = [block((2.5, PLINTH - 0.4, -4.2), (2.7, 4.3, 1.5), 5)]
    front, rear = SANCTUARY_Z + 3.1, SANCTUARY_Z - 3.1
    sanctuary = [
        block((2.5, PLINTH - 0.4, front - 0.1), (6.3, 5.0, front + 0.1), 5),
        block((6.2, PLINTH - 0.4, rear), (6.4, 5.0, front), 6),
        block((0.0, PLINTH - 0.4, rear - 0.1), (6.3, 5.0, rear + 0.1), 6),
    ]
    gallery = [block((GALLERY_X + 1.3, LOW_PLINTH, -17.9), (GALLERY_X + 1.5, 3.0, 5.8), 12)]
    ends = [block((GALLERY_X - 1.4, LOW_PLINTH, 5.6), (GALLERY_X + 1.4, 3.2, 5.8), 3)]
    return [mirrored(*back, *link, *sanctuary, *gallery, *ends), _rear()]


def carvings() -> list[Shape]:
    """Carved boards between the tops of the outer columns, each with the whole picture of carving."""
    found = []
    for z, out in ((ROWS[0], 1), (ROWS[-1], -1)):
        top = on_hall(0, z) - 0.95
        for left, right in pairwise(BAYS):
            a, b = (left, right) if out == 1 else (right, left)
            at = z + 0.14 * out
            found.append(sheet((a, top, at), (b, top, at), (a, top - 0.62, at)))
    return found


def _column(x: float, z: float, foot: float, top: float, radius: float, sides: int = 9) -> Shape:
    heights = np.linspace(0, 1, 4 if sides > 6 else 2)
    widths = radius * (1 + 0.12 * np.sin(np.pi * np.clip(heights + 0.1, 0, 1)))
    return lathe(np.stack([widths, foot + (top - foot) * heights], axis=1), sides).moved(x, 0, z)


def _between(left: float, right: float, low: float, high: float, depth: float) -> Shape:
    return block((left, PLINTH + low, ROWS[0] - depth), (right, PLINTH + high, ROWS[0] + depth), 3)


def _rear() -> Shape:
    return block((-15.2, LOW_PLINTH, REAR_Z - 1.5), (15.2, 3.15, REAR_Z - 1.3), 14)
