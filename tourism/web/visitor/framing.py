"""From how far a whole model is seen: nearer than its corners allow, some of it would be cut off. Pure."""

from itertools import product
from math import cos, radians, sin, tan

from tourism.scenes.view import Point

# The stage is 4:3, and the viewer's eye opens 30 degrees from top to bottom.
SHAPE = 4 / 3
HALF = tan(radians(15))
# What of the stage is left for the model, from the middle to an edge.
ROOM = 0.9


def framed(size: Point, around: float, down: float) -> float:
    """Metres from the middle of a model (width, height, depth) seen from degrees around and down from above."""
    turn, tilt = radians(around), radians(down)
    towards = (sin(tilt) * sin(turn), cos(tilt), sin(tilt) * cos(turn))
    right = (cos(turn), 0.0, -sin(turn))
    up = (-cos(tilt) * sin(turn), sin(tilt), -cos(tilt) * cos(turn))
    corners = product(*((-each / 2, each / 2) for each in size))
    return max(
        _along(each, towards)
        + max(abs(_along(each, up)) / (HALF * ROOM), abs(_along(each, right)) / (HALF * SHAPE * ROOM))
        for each in corners
    )


def _along(corner: tuple[float, ...], axis: Point) -> float:
    return sum(one * other for one, other in zip(corner, axis, strict=True))
