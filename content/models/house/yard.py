"""What one walks on and past: the slab, plinths and steps, the low wall and the gate of four pillars."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from content.models.house.plan import (
    GALLERY_X,
    GATE_Z,
    HALF_DEPTH,
    HALF_WIDTH,
    HALL_Z,
    LOW_PLINTH,
    PLINTH,
    REAR_Z,
    SANCTUARY_Z,
    SLAB,
)
from content.models.shapes import (
    Floats,
    Shape,
    block,
    by,
    curve,
    ellipsoid,
    grid,
    joined,
    lathe,
    mirrored,
    rectangle,
    sheet,
    sweep,
)

STEPS, STEP_DEPTH, STEPS_HALF = 5, 0.42, 2.6
# Half-width, back, front and height of everything that stands on the slab and is walked on.
FLOORS = (
    (9.6, HALL_Z - 4.8, HALL_Z + 4.8, PLINTH),
    (3.2, SANCTUARY_Z, HALL_Z - 4.0, PLINTH),
    (7.0, SANCTUARY_Z - 3.8, SANCTUARY_Z + 3.8, PLINTH),
    (15.4, REAR_Z - 1.7, REAR_Z + 1.7, LOW_PLINTH),
)
GALLERY_FLOOR = (GALLERY_X - 1.7, GALLERY_X + 1.7, -14.7, 6.0)


def ground() -> list[Shape]:
    """All that is walked on, with its place on the one picture of the ground."""
    slab = _floor(-HALF_WIDTH, HALF_WIDTH, -HALF_DEPTH, HALF_DEPTH, SLAB)
    floors = [_floor(-half, half, back, front, height) for half, back, front, height in FLOORS]
    left, right, back, front = GALLERY_FLOOR
    return [slab, *floors, _floor(left, right, back, front, LOW_PLINTH), _floor(-right, -left, back, front, LOW_PLINTH)]


def heights(rows: int, columns: int) -> Floats:
    """Points (rows, columns, 3) on what is walked on, seen from above, back to front."""
    z, x = np.meshgrid(
        np.linspace(-HALF_DEPTH, HALF_DEPTH, rows), np.linspace(-HALF_WIDTH, HALF_WIDTH, columns), indexing="ij"
    )
    y = np.full_like(x, SLAB)
    for half, back, front, height in FLOORS:
        y = np.where((np.abs(x) < half) & (z > back) & (z < front), height, y)
    left, right, back, front = GALLERY_FLOOR
    inside = (np.abs(x) > left) & (np.abs(x) < right) & (z > back) & (z < front)
    return np.stack([x, np.where(inside, LOW_PLINTH, y), z], axis=-1)


def stones() -> list[Shape]:
    """Edges of plinths, the steps with their cheeks, and the slab's own edge."""
    found = [_rim(-half, half, back, front, height) for half, back, front, height in FLOORS]
    left, right, back, front = GALLERY_FLOOR
    found += [mirrored(_rim(left, right, back, front, LOW_PLINTH))]
    return [*found, *_steps(), mirrored(_cheek())]


def plinths() -> list[Shape]:
    """Their brick sides."""
    found = [_sides(-half, half, back, front, height - 0.16) for half, back, front, height in FLOORS]
    left, right, back, front = GALLERY_FLOOR
    return [*found, mirrored(_sides(left, right, back, front, LOW_PLINTH - 0.16))]


def slab() -> list[Shape]:
    """The edge of all: a board with a moulding, as a model stands on."""
    width, depth = HALF_WIDTH, HALF_DEPTH
    profile = np.array([[0.0, 0.0], [0.25, 0.0], [0.25, 0.16], [0.1, 0.3], [0.1, SLAB], [0.0, SLAB]])
    return [_around(profile, -width, width, -depth, depth)]


def walls() -> list[Shape]:
    """The low wall round the court, from the galleries to the gate."""
    side = [
        block((15.0, SLAB, 6.2), (15.3, SLAB + 1.25, GATE_Z + 0.15), 8),
        block((14.9, SLAB + 1.25, 6.1), (15.4, SLAB + 1.45, GATE_Z + 0.25), 8),
    ]
    front = [
        block((6.9, SLAB, GATE_Z - 0.15), (15.1, SLAB + 1.25, GATE_Z + 0.15), 6),
        block((6.9, SLAB + 1.25, GATE_Z - 0.25), (15.2, SLAB + 1.45, GATE_Z + 0.25), 6),
    ]
    return [mirrored(*side, *front)]


def gate() -> tuple[list[Shape], list[Shape]]:
    """Four pillars: what is of lime, and their dark mouldings and tops."""
    lime, trim = [], []
    for x, height, half in ((2.7, 4.6, 0.42), (6.4, 3.4, 0.36)):
        lime += [mirrored(each.moved(x, SLAB, GATE_Z)) for each in _pillar(height, half)]
        trim += [mirrored(each.moved(x, SLAB, GATE_Z)) for each in _mouldings(height, half)]
    return lime, trim


def _pillar(height: float, half: float) -> list[Shape]:
    lantern = height + 0.16
    return [
        block((-half, 0.4, -half), (half, height, half), 5),
        block((-half * 0.8, lantern, -half * 0.8), (half * 0.8, lantern + half * 1.7, half * 0.8), 2),
    ]


def _mouldings(height: float, half: float) -> list[Shape]:
    top = height + 0.16 + half * 1.7
    wide = [(half * 1.25, 0.0, 0.4), (half * 1.2, height, 0.16), (half * 1.15, top, 0.14)]
    plates = [block((-w, low, -w), (w, low + high, w)) for w, low, high in wide]
    panel = [block((-half * 0.6, 0.75, half), (half * 0.6, height - 0.35, half + 0.04), 4)]
    bud = lathe(
        [(half * 0.95, top + 0.14), (half * 1.1, top + 0.3), (half * 0.75, top + 0.5), (half * 0.9, top + 0.72),
         (half * 0.5, top + 1.0), (0.0, top + 1.3)], 8
    )  # fmt: skip
    return [*plates, *panel, bud]


def _steps() -> list[Shape]:
    found, front = [], HALL_Z + 4.8
    for number in range(STEPS):
        top = PLINTH - (number + 1) * (PLINTH - SLAB) / (STEPS + 1)
        start = front + number * STEP_DEPTH
        found.append(block((-STEPS_HALF, SLAB - 0.02, start - 0.05), (STEPS_HALF, top, start + STEP_DEPTH), 6))
    return found


def _cheek() -> Shape:
    front = HALL_Z + 4.8
    knots = [(STEPS_HALF + 0.2, PLINTH + 0.02, front - 0.1), (STEPS_HALF + 0.2, PLINTH - 0.1, front + 0.6),
             (STEPS_HALF + 0.2, PLINTH - 0.62, front + 1.7), (STEPS_HALF + 0.2, SLAB + 0.2, front + 2.5)]  # fmt: skip
    body = sweep(rectangle(0.34, 0.5) - (0, 0.3), curve(knots, 9))
    curl = lathe([(0.0, -0.2), (0.34, -0.2), (0.38, 0.0), (0.34, 0.2), (0.0, 0.2)], 12).turned(90, "z")
    head = ellipsoid(0.2, 0.16, 0.3, 8, 5).moved(STEPS_HALF + 0.2, PLINTH + 0.1, front + 0.05)
    return joined([body, curl.moved(STEPS_HALF + 0.2, SLAB + 0.36, front + 2.62), head])


def _floor(left: float, right: float, back: float, front: float, height: float) -> Shape:
    flat = sheet((left, height, back), (right, height, back), (left, height, front))
    across = (flat.points[:, 0] + HALF_WIDTH) / (2 * HALF_WIDTH)
    down = (flat.points[:, 2] + HALF_DEPTH) / (2 * HALF_DEPTH)
    return replace(flat, places=np.stack([across, down], axis=1))


def _rim(left: float, right: float, back: float, front: float, height: float) -> Shape:
    profile = np.array([[-0.3, -0.16], [0.07, -0.16], [0.07, 0.012], [-0.3, 0.012]])
    return _around(profile, left, right, back, front).moved(y=height)


def _sides(left: float, right: float, back: float, front: float, top: float) -> Shape:
    ring = _ring(left, right, back, front, 6)
    low, high = ring + by(0, SLAB - 0.02, 0), ring + by(0, top, 0)
    sides = []
    for start in range(0, len(ring) - 1, 6):
        across = slice(start, start + 7)
        upright = np.stack([high[across], (high[across] + low[across]) / 2, low[across]])
        sides.append(sheet_of(upright))
    return joined(sides)


def sheet_of(points: Floats) -> Shape:
    """A sheet whose grain lies level."""
    shape = grid(points)
    return replace(shape, places=shape.places[:, ::-1])


def _ring(left: float, right: float, back: float, front: float, cuts: int) -> Floats:
    # From the front left corner to the right, and on to the back.
    corners = [(left, front), (right, front), (right, back), (left, back), (left, front)]
    sides = [np.linspace(a, b, cuts, endpoint=False) for a, b in pairwise(corners)]
    flat = np.concatenate([*sides, [corners[-1]]])
    return np.stack([flat[:, 0], np.zeros(len(flat)), flat[:, 1]], axis=1)


def _around(profile: Floats, left: float, right: float, back: float, front: float) -> Shape:
    # The profile's first coordinate leads outwards; corners are mitred because each ring point moves both ways.
    ring = _ring(left, right, back, front, 4)
    middle = np.array([(left + right) / 2, 0, (back + front) / 2])
    half = np.array([(right - left) / 2, 1, (front - back) / 2])
    outward = np.where(np.abs(np.abs(ring - middle) - half) < 1e-6, np.sign(ring - middle), 0) * (1, 0, 1)
    rows = [ring + outward * out + (0, up, 0) for out, up in profile[::-1]]
    return sheet_of(np.array(rows))
