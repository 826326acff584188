"""Shapes as they are built: grids, sweeps, tubes, turned bodies and blocks, in metres with y up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
UP = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Triangles (m, 3) that turn left seen from outside, into points (n, 3) with their places on a picture (n, 2)."""

    points: Floats
    places: Floats
    triangles: Integers

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Shape":
        """The same elsewhere."""
        return replace(self, points=self.points + by(x, y, z))

    def scaled(self, x: float = 1.0, y: float = 1.0, z: float = 1.0) -> "Shape":
        """The same in another size; an odd number of negative factors makes it its mirror image."""
        triangles = self.triangles[:, ::-1] if x * y * z < 0 else self.triangles
        return replace(self, points=self.points * (x, y, z), triangles=triangles)

    def turned(self, degrees: float, axis: str = "y") -> "Shape":
        """The same turned left round an axis."""
        return replace(self, points=self.points @ rotation(degrees, axis).T)

    def reversed(self) -> "Shape":
        """The same seen from inside."""
        return replace(self, triangles=self.triangles[:, ::-1])

    def placed(self, left: float, top: float, right: float, bottom: float) -> "Shape":
        """The same with its places laid from the whole picture into a part of it."""
        corner, size = np.array([left, top]), np.array([right - left, bottom - top])
        return replace(self, places=corner + self.places * size)


def by(x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Floats:
    """A way to go: so far to the right, up and to the front."""
    return np.array([x, y, z])


def rotation(degrees: float, axis: str = "y") -> Floats:
    """Turns left round x, y or z, seen from where the axis points to."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    first, second = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    found = np.eye(3)
    found[first, first] = found[second, second] = cos
    found[first, second], found[second, first] = -sin, sin
    return found


def joined(shapes: Iterable[Shape]) -> Shape:
    """Several as one."""
    every = list(shapes)
    starts = np.cumsum([0, *(len(each.points) for each in every)])
    return Shape(
        np.concatenate([each.points for each in every]),
        np.concatenate([each.places for each in every]),
        np.concatenate([each.triangles + start for each, start in zip(every, starts, strict=False)]),
    )


def mirrored(*shapes: Shape) -> Shape:
    """These, and what a mirror in the middle (x = 0) shows of them."""
    whole = joined(shapes)
    return joined((whole, whole.scaled(x=-1)))


def grid(points: ArrayLike) -> Shape:
    """A sheet over points (rows, columns, 3); rows go down its picture, columns to the right, seen from outside."""
    laid = np.asarray(points, dtype=float)
    rows, columns = laid.shape[:2]
    down, right = np.meshgrid(np.linspace(0, 1, rows), np.linspace(0, 1, columns), indexing="ij")
    numbers = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = (each.ravel() for each in (numbers[:-1, :-1], numbers[1:, :-1], numbers[1:, 1:], numbers[:-1, 1:]))
    triangles = np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])
    return Shape(laid.reshape(-1, 3), np.stack([right.ravel(), down.ravel()], axis=1), triangles)


def sheet(top_left: ArrayLike, top_right: ArrayLike, bottom_left: ArrayLike, rows: int = 1, columns: int = 1) -> Shape:
    """A flat parallelogram, cut finely enough to take light."""
    start, right, down = (np.asarray(each, dtype=float) for each in (top_left, top_right, bottom_left))
    t, s = np.linspace(0, 1, rows + 1)[:, None, None], np.linspace(0, 1, columns + 1)[None, :, None]
    return grid(start + (down - start) * t + (right - start) * s)


def fan(rim: Floats) -> Shape:
    """A lid over a closed line of points, which goes round to the left seen from outside."""
    count = len(rim)
    points = np.concatenate([rim, rim.mean(axis=0)[None]])
    following = (np.arange(count) + 1) % count
    triangles = np.stack([np.arange(count), following, np.full(count, count)], axis=1)
    flat = points[:, [0, 2]]
    low, high = flat.min(axis=0), flat.max(axis=0)
    return Shape(points, (flat - low) / np.maximum(high - low, 1e-9), triangles)


def lofted(rings: Floats, *, capped: bool = True) -> Shape:
    """A skin over rings (rings, points, 3), each closed and going round to the left seen from the start."""
    closed = np.concatenate([rings, rings[:, :1]], axis=1)
    skin = grid(closed)
    return joined([skin, fan(rings[0]), fan(rings[-1][::-1])]) if capped else skin


def frames(path: Floats, up: ArrayLike | None = None) -> tuple[Floats, Floats]:
    """Two directions across a path at each of its points: to the right of it, and up from it.

    With `up` they lean to it; else they turn as little as they can.
    """
    ahead = np.gradient(path, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    above = np.asarray(UP if up is None else up, dtype=float)
    if up is None and abs(ahead[0] @ above) > 0.9:
        above = np.array([0.0, 0.0, 1.0])
    rights, tops = [], []
    for each in ahead:
        right = np.cross(each, above)
        right /= np.linalg.norm(right)
        top = np.cross(right, each)
        rights.append(right)
        tops.append(top)
        above = top if up is None else above
    return np.array(rights), np.array(tops)


def sweep(
    profile: ArrayLike, path: ArrayLike, sizes: ArrayLike = 1.0, up: ArrayLike | None = UP, *, capped: bool = True
) -> Shape:
    """A profile (points to the right and up, going round to the left seen from the start) drawn along a path."""
    line = np.asarray(path, dtype=float)
    rights, tops = frames(line, up)
    section = np.asarray(profile, dtype=float)
    scale = np.broadcast_to(np.asarray(sizes, dtype=float), (len(line),))[:, None, None]
    across = section[None, :, :1] * rights[:, None] + section[None, :, 1:] * tops[:, None]
    return lofted(line[:, None] + across * scale, capped=capped)


def tube(path: ArrayLike, radii: ArrayLike, sides: int = 6, *, capped: bool = False) -> Shape:
    """A round body along a path; a radius of nearly nothing closes it."""
    angles = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    return sweep(np.stack([np.cos(angles), np.sin(angles)], axis=1), path, radii, None, capped=capped)


def lathe(profile: ArrayLike, sides: int, *, oval: float = 1.0) -> Shape:
    """A turned body from (radius, height) pairs, from the foot up; `oval` is its depth by its width."""
    section = np.asarray(profile, dtype=float)
    angles = np.linspace(0, 2 * np.pi, sides + 1)
    radii, heights = section[:, :1], section[:, 1:]
    around = np.stack(np.broadcast_arrays(-radii * np.sin(angles), heights, oval * radii * np.cos(angles)), axis=-1)
    shape = grid(around)
    return replace(shape, places=1 - shape.places)


def ellipsoid(x: float, y: float, z: float, sides: int = 8, rows: int = 5) -> Shape:
    """A round body by its half-axes, around the origin."""
    angles = np.linspace(-np.pi / 2, np.pi / 2, rows + 1)
    return lathe(np.stack([np.cos(angles), np.sin(angles)], axis=1), sides).scaled(x, y, z)


def rectangle(width: float, height: float) -> Floats:
    """A profile that stands on its path."""
    half = width / 2
    return np.array([[-half, 0], [half, 0], [half, height], [-half, height]])


def block(low: Sequence[float], high: Sequence[float], cuts: int = 1) -> Shape:
    """A box between two corners, with its grain along its longest side, which is cut for the light."""
    start, end = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    size, middle = end - start, (start + end) / 2
    axis = int(np.argmax(size))
    path = np.repeat(middle[None], cuts + 1, axis=0)
    path[:, axis] = np.linspace(start[axis], end[axis], cuts + 1)
    up = UP if axis != 1 else np.array([0.0, 0.0, -1.0])
    width, height = (size[2], size[1]) if axis == 0 else (size[0], size[1]) if axis == 2 else (size[0], size[2])
    return sweep(rectangle(width, height) - (0, height / 2), path, up=up)


def curve(points: ArrayLike, count: int) -> Floats:
    """A smooth line (Catmull and Rom's) through points, as `count` points spread evenly over its pieces."""
    knots = np.asarray(points, dtype=float)
    padded = np.concatenate([2 * knots[:1] - knots[1:2], knots, 2 * knots[-1:] - knots[-2:-1]])
    at = np.linspace(0, len(knots) - 1, count)
    piece = np.minimum(at.astype(int), len(knots) - 2)
    t = (at - piece)[:, None]
    a, b, c, d = (padded[piece + step] for step in range(4))
    return np.asarray(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
