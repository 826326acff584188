"""One point for a shape: its own, the centre of its corners, or the middle of a line."""

import math
from collections.abc import Sequence
from typing import Any

from tourism.engines.places.limits import POINTS_MAX, Refused

Spot = tuple[float, float]


def centre(points: Sequence[Spot]) -> Spot | None:
    """The middle of corners (longitude, latitude); a corner that closes the ring counts once. None for none."""
    corners = points[:-1] if len(points) > 2 and points[0] == points[-1] else points
    if not corners:
        return None
    return math.fsum(x for x, _ in corners) / len(corners), math.fsum(y for _, y in corners) / len(corners)


def corners(value: Any) -> list[Spot]:
    """All positions of a shape's `coordinates`, however deep they lie; what is none is left out."""
    found: list[Spot] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if _is_position(each):
            found.append((float(each[0]), float(each[1])))
        elif isinstance(each, list):
            waiting.extend(reversed(each))
        if len(found) + len(waiting) > POINTS_MAX:
            raise Refused("import-too-big")
    return found


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and 2 <= len(value) <= 4
        and all(isinstance(number, int | float) and not isinstance(number, bool) for number in value[:2])
    )
