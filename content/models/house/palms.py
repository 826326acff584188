"""Areca palms in the corners by the gate, and clipped shrubs in pots beside the steps: those on the right."""

from dataclasses import replace

import numpy as np

from content.models.house.plan import SLAB
from content.models.shapes import Floats, Shape, curve, ellipsoid, grid, lathe, tube

PLACES = ((13.3, 13.2, 6.6), (12.2, 14.9, 5.2))
POTS = ((3.9, 11.6), (6.2, 11.2))


def trunks(rng: np.random.Generator) -> list[Shape]:
    """Thin stems, a little bent."""
    found = []
    for x, z, height in PLACES:
        lean = rng.uniform(-0.3, 0.3, 2)
        path = curve([(x, SLAB, z), (x + lean[0], SLAB + height / 2, z + lean[1]), (x, SLAB + height, z)], 7)
        found.append(tube(path, [0.2, 0.15, 0.14, 0.13, 0.13, 0.14, 0.1], 7))
    return found


def fronds(rng: np.random.Generator) -> list[Shape]:
    """Ten to a palm, feathered, hanging at their tips."""
    return [
        _frond(turn + rng.uniform(-12, 12), rng.uniform(0.85, 1.15)).moved(x, SLAB + height - 0.05, z)
        for x, z, height in PLACES
        for turn in np.linspace(0, 360, 10, endpoint=False)
    ]


def pots() -> list[Shape]:
    """Glazed, before the plinth."""
    profile = [(0.26, 0), (0.4, 0.16), (0.46, 0.42), (0.4, 0.6), (0.48, 0.68), (0.42, 0.68), (0.36, 0.6), (0, 0.6)]
    return [lathe(profile, 10).moved(x, SLAB, z) for x, z in POTS]


def shrubs(rng: np.random.Generator) -> list[Shape]:
    """Two clipped balls of leaves on one stem."""
    return [
        _ball(size, rng).moved(x, SLAB + height, z) for x, z in POTS for size, height in ((0.52, 1.1), (0.34, 1.82))
    ]


def _ball(size: float, rng: np.random.Generator) -> Shape:
    ball = ellipsoid(size, size * 0.85, size, 10, 7)
    # What is in one place stays in one place.
    where = np.unique(np.round(ball.points, 5), axis=0, return_inverse=True)[1].ravel()
    return replace(ball, points=ball.points * rng.uniform(0.86, 1.12, where.max() + 1)[where, None])


def _frond(turn: float, size: float) -> Shape:
    rib = curve([(0, 0, 0), (0, 0.85, 0.7), (0, 0.7, 1.7), (0, -0.35, 2.3)], 15) * size
    t = np.linspace(0, 1, 15)
    half = 0.5 * np.sin(np.pi * np.clip(t * 0.86 + 0.1, 0, 1)) * size
    leaflets = half * np.where(np.arange(15) % 2, 1.0, 0.16)
    ahead = np.array([0, -0.2, 0.16]) * np.where(np.arange(15) % 2, 1.0, 0.0)[:, None]
    left, right = _beside(rib + ahead, -leaflets), _beside(rib + ahead, leaflets)
    return grid(np.stack([left, rib, right], axis=1)).turned(turn)


def _beside(rib: Floats, out: Floats) -> Floats:
    return rib + np.stack([out, -np.abs(out) * 0.55, 0 * out], axis=1)
