"""The trunk in its curves, the roots that grip the soil, branches, and the wire that bends one of them."""

import numpy as np

from content.models.shapes import Floats, Shape, by, curve, frames, grid, joined, tube
from content.models.surfaces import rough
from content.models.tree.plan import SOIL, TIERS, TRUNK, branch_line, trunk_line

RINGS, SIDES = 46, 20
ROOTS = 9


def trunk(rng: np.random.Generator) -> Floats:
    """Points (rings, around, 3) of the bark, from the foot up; the last of a ring is the first again."""
    line = trunk_line(RINGS)
    rights, tops = frames(line)
    t = np.linspace(0, 1, RINGS)[:, None]
    angle = np.linspace(0, 2 * np.pi, SIDES + 1)[None]
    radius = 0.047 * (1 - t) ** 0.8 + 0.009 + 0.03 * np.exp(-t / 0.075)
    # Flutes run up from the roots and fade; burls swell where branches were cut.
    flutes = 0.15 * np.exp(-t / 0.3) * np.cos(5 * angle + 2.5 * t) + 0.1 * np.exp(-t / 0.6) * np.cos(3 * angle - 4 * t)
    bumps = rough(rng, (RINGS, SIDES), (9, 5), 3)
    bumps = np.concatenate([bumps, bumps[:, :1]], axis=1) - 0.5
    radius = radius * (1 + flutes + 0.32 * bumps)
    out = np.cos(angle)[..., None] * rights[:, None] + np.sin(angle)[..., None] * tops[:, None]
    return np.asarray(line[:, None] + out * radius[..., None])


def roots(rng: np.random.Generator) -> list[Shape]:
    """Thick at the trunk, into the soil at their ends, some forked."""
    found = []
    for turn in np.linspace(0, 2 * np.pi, ROOTS, endpoint=False) + rng.uniform(-0.25, 0.25, ROOTS):
        length = rng.uniform(0.055, 0.095)
        found.append(_root(turn, length, 0.025, rng))
        if rng.uniform() > 0.4:
            found.append(_root(turn + rng.choice([-0.4, 0.4]), length * 0.8, 0.013, rng))
    return found


def branches() -> list[Shape]:
    """One to each tier, and the twigs inside its leaves."""
    found = []
    for tier in TIERS:
        line = branch_line(tier, 9)
        found.append(tube(line, np.linspace(0.0165 if tier.bends else 0.012, 0.006, 9), 7))
        middle = np.array(tier.middle)
        for turn in np.linspace(0, 2 * np.pi, 4, endpoint=False) + tier.wide * 9:
            tip = middle + by(np.cos(turn) * tier.wide * 0.7, 0, np.sin(turn) * tier.deep * 0.7)
            found.append(
                tube(curve([line[-2], (line[-1] + tip) / 2 - by(y=0.008), tip], 4), [0.005, 0.004, 0.003, 0.0015], 4)
            )
    return found


def spare_twig() -> Shape:
    """A shoot without order on the front left tier, which the shears will take."""
    start = np.array(TIERS[4].middle) + by(0.02, 0.02, 0.06)
    bare = [start, start + by(0.015, 0.035, 0.02), start + by(0.01, 0.07, 0.03), start + by(0.03, 0.1, 0.04)]
    side = [start + by(0.012, 0.045, 0.023), start + by(-0.015, 0.07, 0.035)]
    return joined([tube(curve(bare, 6), np.linspace(0.0035, 0.0012, 6), 4), tube(side, [0.002, 0.001], 4)])


def wire() -> Shape:
    """Turns of wire along the lowest branch, begun at the trunk."""
    line = branch_line(TIERS[0], 61)[13:47]
    rights, tops = frames(line)
    turn = np.linspace(0, 6.5 * 2 * np.pi, 84)
    at = np.linspace(0, len(line) - 1, 84)
    middle, right, top = (_between(each, at) for each in (line, rights, tops))
    radius = np.linspace(0.0162, 0.0104, 84)[:, None]
    return tube(middle + (right * np.cos(turn)[:, None] + top * np.sin(turn)[:, None]) * radius, 0.0022, 4)


def bark_light(points: Floats) -> Floats:
    """Outward directions (rings, around, 3) of the trunk's points."""
    along, around = np.gradient(points, axis=0), np.gradient(points, axis=1)
    around[:, 0] = around[:, -1] = points[:, 1] - points[:, -2]
    out = np.cross(along, around)
    return np.asarray(out / np.linalg.norm(out, axis=-1, keepdims=True))


def bark(points: Floats) -> Shape:
    """The trunk's skin with the whole picture of bark."""
    return grid(points)


def _between(rows: Floats, at: Floats) -> Floats:
    low = np.minimum(at.astype(int), len(rows) - 2)
    share = (at - low)[:, None]
    return np.asarray(rows[low] * (1 - share) + rows[low + 1] * share)


def _root(turn: float, length: float, thick: float, rng: np.random.Generator) -> Shape:
    foot = np.array(TRUNK[0]) * (1, 0, 1)
    out = np.array([np.cos(turn), 0, np.sin(turn) * 0.8])
    side = np.array([-out[2], 0, out[0]]) * rng.uniform(-0.025, 0.025)
    knots = [
        foot + out * 0.022 + by(0, SOIL + 0.062, 0),
        foot + out * 0.056 + by(0, SOIL + 0.024, 0),
        foot + out * (0.06 + length / 2) + side + by(0, SOIL + 0.012, 0),
        foot + out * (0.06 + length) + by(0, SOIL - 0.006, 0),
    ]
    return tube(curve(knots, 8), np.linspace(thick, thick * 0.4, 8), 6)
