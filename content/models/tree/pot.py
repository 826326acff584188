"""The glazed pot with its soil, on a stand of dark wood with curved legs."""

import numpy as np

from content.models.shapes import Floats, Shape, block, curve, grid, joined, lathe, mirrored, rectangle, sheet, sweep
from content.models.surfaces import rough
from content.models.tree.plan import POT_HALF, POT_HEIGHT, POT_OVAL, POT_X, SOIL, STAND, TRAY_DEPTH, TRAY_WIDTH

# The outside from the foot to the lip, then over it and down inside, in metres.
OUTLINE = [
    (0.13, 0.008), (0.152, 0.016), (0.17, 0.034), (0.182, 0.055), (0.187, 0.072), (0.186, 0.08), (0.19, 0.084),
    (0.203, 0.087), (0.205, 0.094), (0.2, POT_HEIGHT), (0.184, POT_HEIGHT - 0.002), (0.18, 0.08),
]  # fmt: skip
POT_SIDES, SOIL_RINGS = 40, 6


def pot() -> Shape:
    """Oval, with the whole picture of its glaze from the foot (below) to the inside of the lip."""
    return lathe(OUTLINE, POT_SIDES, oval=POT_OVAL).moved(POT_X, STAND)


def pot_feet() -> Shape:
    """Four small feet."""
    foot = lathe([(0.02, 0.0), (0.024, 0.005), (0.02, 0.014)], 8)
    return mirrored(foot.moved(0.1, 0, 0.055), foot.moved(0.1, 0, -0.055)).moved(POT_X, STAND)


def soil(rng: np.random.Generator) -> Floats:
    """Points (rings, around, 3) of the mound, from the rim to the middle."""
    angle = np.linspace(0, 2 * np.pi, POT_SIDES + 1)[None]
    far = np.linspace(1, 0.001, SOIL_RINGS)[:, None]
    lumps = rough(rng, (SOIL_RINGS, POT_SIDES), (4, 9), 3)
    lumps = np.concatenate([lumps, lumps[:, :1]], axis=1) - 0.5
    high = SOIL - 0.006 + 0.022 * (1 - far**2) + 0.016 * lumps * far * (1 - far**6)
    x = POT_X - np.sin(angle) * far * (POT_HALF - 0.02)
    z = np.cos(angle) * far * (POT_HALF - 0.02) * POT_OVAL
    return np.stack(np.broadcast_arrays(x, high, z), axis=-1)


def mound(points: Floats) -> Shape:
    """The soil's skin, its place on the picture as seen from above."""
    shape = grid(points[::-1, ::-1])
    flat = shape.points[:, [0, 2]]
    low, high = flat.min(axis=0), flat.max(axis=0)
    return Shape(shape.points, (flat - low) / (high - low), shape.triangles)


def stand() -> list[Shape]:
    """A board with a moulded edge, an apron in the shape of clouds, four legs that bow out and end in scrolls."""
    half_x, half_z = TRAY_WIDTH / 2, TRAY_DEPTH / 2
    edge = [(0.0, 0.0), (0.008, 0.004), (0.008, 0.012), (0.0, 0.017)]
    # Cut finely, so that the pot and the tools lie in their own shade.
    top = sheet((half_x, STAND, -half_z), (half_x, STAND, half_z), (-half_x, STAND, -half_z), 24, 14)
    under = sheet((-half_x, STAND - 0.017, half_z), (half_x, STAND - 0.017, half_z), (-half_x, STAND - 0.017, -half_z))
    return [
        top,
        under,
        _moulding(edge, half_x, half_z),
        *_aprons(half_x - 0.02, half_z - 0.02),
        *_legs(half_x - 0.035, half_z - 0.03),
    ]


def _moulding(edge: list[tuple[float, float]], half_x: float, half_z: float) -> Shape:
    corners = np.array([(-1, 1), (1, 1), (1, -1), (-1, -1), (-1, 1)])
    rows = [
        np.stack(
            [corners[:, 0] * (half_x + out), np.full(5, STAND - 0.017 + up), corners[:, 1] * (half_z + out)], axis=1
        )
        for out, up in edge[::-1]
    ]
    return grid(np.array(rows))


def _aprons(half_x: float, half_z: float) -> list[Shape]:
    front, side = _apron(half_x).moved(z=half_z), _apron(half_z).turned(90).moved(x=half_x)
    return [front, front.turned(180), side, side.turned(180)]


def _apron(half: float) -> Shape:
    across = np.linspace(-1, 1, 33)
    drop = 0.018 + 0.014 * np.abs(np.cos(across * np.pi * 2.5)) + 0.02 * across**6
    top = np.stack([across * half, np.full(33, STAND - 0.015), np.zeros(33)], axis=1)
    return grid(np.stack([top, top - np.stack([0 * drop, drop, 0 * drop], axis=1)]))


def _legs(x: float, z: float) -> list[Shape]:
    ahead = np.array([0.75, 0, 0.66])
    knots = [(0.0, STAND - 0.015), (0.016, 0.085), (0.012, 0.05), (-0.006, 0.024), (0.012, 0.012), (0.03, 0.018)]
    path = curve([ahead * out + (x, up, z) for out, up in knots], 12)
    leg = sweep(rectangle(0.032, 0.032) - (0, 0.016), path, np.linspace(1.15, 0.55, 12), up=(0.66, 0, -0.75))
    pad = block((x - 0.012, 0.0, z - 0.012), (x + 0.02, 0.008, z + 0.02))
    return [mirrored(leg, leg.scaled(z=-1), joined([pad, pad.scaled(z=-1)]))]
