"""From where a model is drawn: a camera round it, and the lamp that shines on it, which is one too."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
# In radii of what is seen: near enough for depth, far enough for upright walls.
AWAY = 5.0
# The lamp hangs before the model, to the left of the camera and higher.
LAMP_AROUND, LAMP_DOWN, LAMP_AWAY = -48.0, 35.0, 8.0


@dataclass(frozen=True, slots=True, eq=False)
class Camera:
    """A pinhole at `eye`; the rows of `axes` are right, down and forward, `middle` is where forward is seen.

    All lengths in the picture are pixels; the middle of the first one is at 0.5, 0.5.
    """

    eye: Doubles
    axes: Doubles
    focal: float
    middle: tuple[float, float]
    width: int
    height: int

    def corners(self, points: NDArray[np.floating]) -> Doubles:
        """Points (n, 3) as x, y and 1 in pixels (n, 3), each times how far away it is."""
        inside = np.array([[self.focal, 0, self.middle[0]], [0, self.focal, self.middle[1]], [0, 0, 1]])
        return np.asarray((points - self.eye) @ (inside @ self.axes).T)

    def rays(self, x: NDArray[np.floating], y: NDArray[np.floating]) -> Doubles:
        """Ways (n, 3) that lead from the eye through places in the picture, one long in the forward direction."""
        sideways = np.stack(((x - self.middle[0]) / self.focal, (y - self.middle[1]) / self.focal, np.ones_like(x)), 1)
        return np.asarray(sideways @ self.axes)

    def enlarged(self, factor: float, width: int, height: int, middle: tuple[float, float] | None = None) -> "Camera":
        """The same view in another size; `middle` where it is not simply that many times as far."""
        there = middle or (self.middle[0] * factor, self.middle[1] * factor)
        return replace(self, focal=self.focal * factor, middle=there, width=width, height=height)


@dataclass(frozen=True, slots=True)
class Room:
    """A picture's size, and what the model leaves free at each edge, as shares of it."""

    width: int
    height: int
    beside: float
    above: float
    below: float


def looking(points: NDArray[np.floating], around: float, down: float, room: Room) -> Camera:
    """A camera `around` degrees round the model and `down` from above that has all points (n, 3) in its room."""
    middle, radius = _ball(points)
    eye = middle + AWAY * radius * _way(around, down)
    return fitted(Camera(eye, _axes(middle - eye), 1.0, (0.0, 0.0), 1, 1), points, room)


def lamp(points: NDArray[np.floating], around: float, side: int) -> Camera:
    """What the lamp sees where the camera is `around`: a square with all points in it."""
    return _squared(points, _way(around + LAMP_AROUND, LAMP_DOWN), side)


def below(points: NDArray[np.floating], around: float, side: int) -> Camera:
    """What is seen from below the floor: a square with all points in it."""
    return _squared(points, _way(around, 179.0), side)


def _squared(points: NDArray[np.floating], way: Doubles, side: int) -> Camera:
    middle, radius = _ball(points)
    eye = middle + LAMP_AWAY * radius * way
    room = Room(side, side, 0.08, 0.08, 0.08)
    return fitted(Camera(eye, _axes(middle - eye), 1.0, (0.0, 0.0), 1, 1), points, room)


def fitted(camera: Camera, points: NDArray[np.floating], room: Room) -> Camera:
    """The same camera with all points in another room, as large as they can be."""
    plain = replace(camera, focal=1.0, middle=(0.0, 0.0)).corners(points)
    seen = plain[:, :2] / plain[:, 2:]
    low, high = seen.min(axis=0), seen.max(axis=0)
    wide, tall = np.maximum(high - low, 1e-9)
    width, height = room.width * (1 - 2 * room.beside), room.height * (1 - room.above - room.below)
    focal = float(min(width / wide, height / tall))
    x, y = (low + high) / 2 * focal
    centre = room.height * room.above + height / 2
    return replace(camera, focal=focal, middle=(room.width / 2 - x, centre - y), width=room.width, height=room.height)


def _ball(points: NDArray[np.floating]) -> tuple[Doubles, float]:
    low, high = points.min(axis=0).astype(np.float64), points.max(axis=0).astype(np.float64)
    return (low + high) / 2, max(float(np.linalg.norm(high - low)) / 2, 1e-6)


def _way(around: float, down: float) -> Doubles:
    """From the model to where somebody stands; straight above there would be no upright."""
    round_, steep = math.radians(around), math.radians(min(179.0, max(1.0, down)))
    return np.array((math.sin(steep) * math.sin(round_), math.cos(steep), math.sin(steep) * math.cos(round_)))


def _axes(forward: Doubles) -> Doubles:
    ahead = forward / np.linalg.norm(forward)
    right = np.cross(ahead, (0.0, 1.0, 0.0))
    right /= np.linalg.norm(right)
    return np.stack((right, np.cross(ahead, right), ahead))
