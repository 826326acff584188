"""Where the tree's parts are, in metres from the middle of the stand's foot; the whole is about 0.9 m high."""

from dataclasses import dataclass

import numpy as np

from content.models.shapes import Floats, by, curve

STAND, TRAY_WIDTH, TRAY_DEPTH = 0.125, 0.66, 0.37
POT_X, POT_HALF, POT_OVAL, POT_HEIGHT = -0.06, 0.205, 0.68, 0.098
SOIL = STAND + POT_HEIGHT - 0.008
TRUNK = [
    (-0.085, SOIL - 0.035, 0.0), (-0.088, SOIL + 0.03, 0.004), (-0.06, SOIL + 0.125, 0.024), (0.035, SOIL + 0.2, 0.012),
    (0.07, SOIL + 0.28, -0.03), (0.005, SOIL + 0.365, -0.03), (-0.06, SOIL + 0.43, 0.0), (-0.03, SOIL + 0.52, 0.01),
    (0.01, SOIL + 0.575, 0.0),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tier:
    """A cloud of leaves at the end of a branch, which leaves the trunk there (0 foot to 1 top) and has these bends."""

    leaves_at: float
    bends: tuple[tuple[float, float, float], ...]
    middle: tuple[float, float, float]
    wide: float
    high: float
    deep: float


# From the lowest up; the first is the one that is being wired.
TIERS = (
    Tier(
        0.41,
        ((0.1, 0.432, 0.022), (0.165, 0.405, 0.05), (0.225, 0.412, 0.045)),
        (0.315, 0.437, 0.035),
        0.112,
        0.036,
        0.088,
    ),
    Tier(0.25, ((-0.16, 0.355, 0.03), (-0.23, 0.375, 0.025)), (-0.3, 0.4, 0.02), 0.122, 0.04, 0.095),
    Tier(0.48, ((0.1, 0.475, -0.1), (0.12, 0.5, -0.14)), (0.14, 0.53, -0.165), 0.1, 0.036, 0.08),
    Tier(0.56, ((0.13, 0.56, 0.0), (0.17, 0.575, 0.02)), (0.215, 0.6, 0.03), 0.1, 0.038, 0.085),
    Tier(0.66, ((-0.07, 0.56, 0.02), (-0.13, 0.545, 0.05)), (-0.195, 0.56, 0.06), 0.105, 0.038, 0.085),
    Tier(0.8, ((-0.1, 0.68, -0.04), (-0.13, 0.69, -0.06)), (-0.155, 0.705, -0.07), 0.085, 0.034, 0.075),
    Tier(0.9, ((0.03, 0.72, 0.03), (0.07, 0.725, 0.04)), (0.105, 0.74, 0.045), 0.075, 0.032, 0.07),
    Tier(0.97, (), (0.005, 0.822, 0.0), 0.1, 0.06, 0.088),
)


def trunk_line(points: int) -> Floats:
    """The middle of the trunk from the foot to the top."""
    return curve(TRUNK, points)


def on_trunk(share: float) -> Floats:
    """A place in the middle of the trunk."""
    return np.asarray(trunk_line(201)[round(share * 200)])


def branch_line(tier: Tier, points: int) -> Floats:
    """The middle of a tier's branch."""
    end = np.array(tier.middle) - by(y=tier.high * 0.3)
    return curve(np.array([on_trunk(tier.leaves_at), *tier.bends, end]), points)
