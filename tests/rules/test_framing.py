"""The whole of a model is seen first, whatever its shape and from wherever."""

from itertools import product
from math import cos, radians, sin

import numpy as np
import pytest

from tourism.web.visitor.framing import HALF, SHAPE, framed

SIZES = {
    "a statue": (0.7, 2.1, 0.6),
    "a house": (24.0, 9.0, 30.0),
    "a wall": (8.0, 3.0, 0.2),
    "a plate": (1.0, 0.02, 1.0),
}


def seen(size, around, down) -> np.ndarray:
    """Where the corners lie on the stage, from -1 to 1, by an eye that is turned and moved as matrices do it."""
    turn, tilt = radians(around), radians(90 - down)
    about_y = np.array([[cos(turn), 0, -sin(turn)], [0, 1, 0], [sin(turn), 0, cos(turn)]])
    about_x = np.array([[1, 0, 0], [0, cos(tilt), -sin(tilt)], [0, sin(tilt), cos(tilt)]])
    corners = np.array(list(product((-0.5, 0.5), repeat=3))) * size @ (about_x @ about_y).T
    depth = framed(size, around, down) - corners[:, 2]
    assert (depth > 0).all()
    return corners[:, :2] / depth[:, None] / (HALF * SHAPE, HALF)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("around", [0, 28, 90, -135, 360])
@pytest.mark.parametrize("down", [0, 45, 70, 90, 120, 180])
def test_no_corner_is_cut_off_and_none_could_come_nearer(size, around, down):
    assert np.abs(seen(size, around, down)).max() == pytest.approx(0.9)
