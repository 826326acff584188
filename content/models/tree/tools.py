"""What lies ready beside the pot: shears, and a coil of wire."""

import numpy as np

from content.models.shapes import Shape, by, curve, joined, lathe, tube
from content.models.tree.plan import STAND

COIL, SHEARS = (0.235, -0.06), (0.238, 0.085)


def coil() -> Shape:
    """Four turns, the end left standing."""
    turn = np.linspace(0, 4 * 2 * np.pi, 90)
    radius = 0.046 + 0.0025 * np.sin(turn * 0.37)
    rise = 0.003 + 0.0042 * turn / (2 * np.pi)
    path = np.stack([np.cos(turn) * radius, rise, np.sin(turn) * radius], axis=1)
    end = curve([path[-1], path[-1] + by(0.002, 0.004, 0.03), path[-1] + by(-0.014, 0.016, 0.056)], 6)
    return tube(np.concatenate([path, end[1:]]), 0.0023, 4).moved(COIL[0], STAND, COIL[1])


def handles() -> Shape:
    """Two large loops, as pruning shears of the country have."""
    knots = [
        (0.0, 0.0, 0.0),
        (0.016, 0.0, -0.012),
        (0.05, 0.0, -0.03),
        (0.078, 0.0, -0.024),
        (0.08, 0.0, -0.006),
        (0.05, 0.0, -0.004),
        (0.014, 0.0, -0.002),
    ]
    loop = tube(curve(knots, 22), 0.0036, 6)
    return _laid(joined([loop, loop.scaled(z=-1)]))


def blades() -> Shape:
    """Short and pointed, a little open, with the pin that holds them."""
    blade = tube(
        [(0.012, 0, 0), (-0.012, 0, 0.003), (-0.04, 0, 0.006), (-0.062, 0, 0.0005)],
        [0.004, 0.0075, 0.0055, 0.0004],
        6,
        capped=True,
    )
    flat = blade.scaled(y=0.3)
    pin = lathe([(0.004, 0.0), (0.004, 0.003), (0.0, 0.0035)], 8)
    return _laid(joined([flat.turned(-9), flat.scaled(z=-1).turned(9).moved(y=0.0022), pin]))


def _laid(shape: Shape) -> Shape:
    return shape.turned(38).moved(SHEARS[0], STAND + 0.0042, SHEARS[1])
