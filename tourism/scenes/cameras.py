"""From where a model and its parts are seen, and lengths as documents tell them."""

from math import cos, radians, sin

from tourism.scenes.addresses import Body
from tourism.scenes.view import CameraView, Point


def metres(point: Point) -> list[float]:
    """To a tenth of a millimetre: the last digits of a float are another machine's matter."""
    return [_rounded(each, 4) for each in point]


def told_camera(view: CameraView) -> Body:
    """A camera of our own document: degrees and metres."""
    return {
        "around": _rounded(view.around, 3),
        "down": _rounded(view.down, 3),
        "away": _rounded(view.away, 4),
        "target": metres(view.target),
    }


def camera_position(view: CameraView) -> Point:
    """Where a camera stands: `around` 0 is in front (z), 90 to the right (x); `down` 0 is straight above."""
    around, down = radians(view.around), radians(view.down)
    x, y, z = view.target
    level = view.away * sin(down)
    return x + level * sin(around), y + view.away * cos(down), z + level * cos(around)


def _rounded(number: float, digits: int) -> float:
    """Zero without a sign."""
    return round(number, digits) + 0.0
