"""A tiled roof with upswept corners: four slopes that sag a little, hips that rise to horns at their ends."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from content.models.shapes import Floats, Shape, by, curve, grid, joined, mirrored, rectangle, sweep

SAG = 0.36


@dataclass(frozen=True, slots=True)
class _Side:
    """A slope: half its width (negative where it is laid from the right), its strips, where tiles begin, its points."""

    half: float
    strips: int
    begins: Callable[[Floats], Floats]
    at: Callable[[Floats, Floats], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roof:
    """In metres around the middle of the ridge, which runs along x; `ridge` is half of its length.

    From the ridge down to the share `gablet` of the way the ends stand upright; 1 makes a plain gable. `strips` times
    the picture of tiles lies along the front, `end_strips` times along an end.
    """

    half_width: float
    half_depth: float
    top: float
    eaves: float
    ridge: float
    gablet: float = 1.0
    lift: float = 0.0
    flare: float = 0.0
    strips: int = 4
    end_strips: int = 2
    columns: int = 7
    rows: int = 9
    # The share of the picture that is seen, from its lower edge.
    tiles: float = 1.0
    # Along each of its lines.
    points: int = 15

    @property
    def has_ends(self) -> bool:
        """Whether there are slopes at the ends too."""
        return self.gablet < 1

    def height(self, t: Floats) -> Floats:
        """Of a slope away from its corners, the share `t` of the way down."""
        return self.top - (self.top - self.eaves) * ((1 + SAG) * t - SAG * t * t)

    def risen(self, x: Floats, z: Floats, t: Floats) -> Floats:
        """Points (…, 3) of the plan with their height, drawn up and out towards the corners."""
        corner = (np.abs(x) / self.half_width * np.abs(z) / self.half_depth) ** 3.6
        out = 1 + self.flare * corner
        return np.stack([x * out, self.height(t) + self.lift * corner, z * out], axis=-1)

    def front(self, x: Floats, t: Floats) -> Floats:
        """Points of the slope in front."""
        x, t = np.broadcast_arrays(x, t)
        return self.risen(x, self.half_depth * t, t)

    def end(self, z: Floats, t: Floats) -> Floats:
        """Points of the slope at the right end."""
        z, t = np.broadcast_arrays(z, t)
        return self.risen(self._hip(t), z, t)

    def over(self, x: float, z: float) -> float:
        """How high the roof is over a place, from above."""
        share = max(abs(z) / self.half_depth, float(self._begins(np.array([x]))[0]) if self.has_ends else 0.0)
        return float(self.risen(np.array(x), np.array(z), np.array(share))[1])

    def hip(self, points: int | None = None) -> Floats:
        """The line from the right end of the ridge to the front corner."""
        t = np.linspace(0, 1, points or self.points)
        return self.risen(self._hip(t), self.half_depth * t, t)

    def slopes(self, rows: int, drop: float = 0.0) -> Shape:
        """All slopes, each strip with the whole picture of tiles across."""
        front = self._cut(_Side(self.half_width, self.strips, self._begins, self.front), rows)
        around = [front, front.turned(180)]
        if self.has_ends:
            end = self._cut(_Side(-self.half_depth, self.end_strips, self._ends, self.end), rows - 1)
            around += [end, end.turned(180)]
        return joined(around).moved(y=-drop)

    def fascias(self) -> Shape:
        """Boards along the eaves."""
        across = np.linspace(-1, 1, self.points + 4)
        front = self.front(self.half_width * across, np.array(1.0))
        profile = rectangle(0.16, 0.3) - np.array([0, 0.34])
        board = sweep(profile, front)
        boards = [board, board.turned(180)]
        if self.has_ends:
            end = sweep(profile, self.end(self.half_depth * across[::-1], np.array(1.0)))
            boards += [end, end.turned(180)]
        return joined(boards)

    def gablets(self) -> Shape:
        """The upright triangles under the ends of the ridge."""
        t, across = np.linspace(0.02, self.gablet, 7)[:, None], np.linspace(1, -1, 5)[None]
        z = self.half_depth * t * across
        inset = self.ridge - 0.12
        wall = grid(np.stack([np.full_like(z, inset), np.broadcast_to(self.height(t) - 0.05, z.shape), z], axis=-1))
        wall = replace(
            wall,
            places=np.stack(
                [
                    0.5 - z.ravel() / self.half_depth / self.gablet / 2,
                    np.broadcast_to(t / self.gablet, z.shape).ravel(),
                ],
                axis=1,
            ),
        )
        return joined([wall, wall.turned(180)])

    def ridge_line(self, width: float, height: float) -> Shape:
        """The band of lime along the ridge, its ends a little up, with a coping."""
        line = self._ridge(height, np.linspace(-self.ridge - 0.15, self.ridge + 0.15, self.points))
        body = sweep(rectangle(width, height), line)
        cap = sweep(rectangle(width * 1.5, height * 0.22) + np.array([0, height]), line)
        return joined([body, cap])

    def openwork(self, width: float, height: float) -> Shape:
        """The faces of that band, each stretch of eight heights with the whole picture across."""
        edges = np.linspace(-self.ridge, self.ridge, round(self.ridge / height / 4) + 1)
        out = by(z=width / 2 + 0.012)
        faces = []
        for left, right in pairwise(edges):
            line = self._ridge(height, np.linspace(left, right, 4 if self.has_ends else 2)) + out
            faces.append(grid(np.stack([line + by(y=height * 0.96), line + by(y=height * 0.16)])))
        face = joined(faces)
        return joined([face, face.turned(180)])

    def hip_lines(self, width: float, height: float) -> Shape:
        """The same down the four hips."""
        line = self.hip() - by(0, 0.06, 0)
        if not self.has_ends:
            line = line - by(width / 2, 0, 0)
        return mirrored(*_fore_and_aft(sweep(rectangle(width, height), line)))

    def horns(self, size: float) -> Shape:
        """The upswept corners: a horn that curls in at its tip, and a leaf that curls from its back."""
        corner = self.hip()[-1]
        ahead = np.array([corner[0], 0, corner[2]]) / np.hypot(corner[0], corner[2])
        horn = _curl(
            corner,
            ahead,
            size,
            [
                (-0.7, -0.32),
                (0, -0.06),
                (0.55, 0.32),
                (0.9, 0.95),
                (0.78, 1.5),
                (0.42, 1.62),
                (0.3, 1.38),
                (0.45, 1.25),
            ],
        )
        leaf = _curl(
            corner,
            ahead,
            size,
            [(-0.75, -0.1), (-0.35, 0.18), (0.0, 0.5), (0.02, 0.86), (-0.22, 0.95), (-0.3, 0.78), (-0.2, 0.72)],
        )
        return mirrored(*_fore_and_aft(horn), *_fore_and_aft(leaf))

    def _ridge(self, height: float, x: Floats) -> Floats:
        y = self.top - 0.12 + height * 0.5 * np.abs(x / self.ridge) ** 6
        return np.stack([x, y, np.zeros_like(x)], axis=1)

    def _hip(self, t: Floats) -> Floats:
        if not self.has_ends:
            return np.full_like(t, self.ridge)
        return self.ridge + (self.half_width - self.ridge) * np.clip((t - self.gablet) / (1 - self.gablet), 0, 1)

    def _begins(self, x: Floats) -> Floats:
        past = (np.abs(x) - self.ridge) / max(self.half_width - self.ridge, 1e-9)
        return np.where(past > 1e-9, self.gablet + (1 - self.gablet) * past, 0.0)

    def _ends(self, z: Floats) -> Floats:
        return np.maximum(self.gablet, np.abs(z) / self.half_depth)

    def _cut(self, side: _Side, rows: int) -> Shape:
        cut = []
        edges = np.linspace(-side.half, side.half, side.strips + 1)
        for left, right in pairwise(edges):
            across = np.linspace(left, right, self.columns + 1)[None]
            start = side.begins(across)
            t = start + (1 - start) * np.linspace(0, 1, rows + 1)[:, None]
            strip = grid(side.at(across, t))
            down = 1 - self.tiles * (1 - t.ravel())
            cut.append(replace(strip, places=np.stack([strip.places[:, 0], down], axis=1)))
        return joined(cut)


def _fore_and_aft(shape: Shape) -> tuple[Shape, Shape]:
    return shape, shape.scaled(z=-1)


def _curl(corner: Floats, ahead: Floats, size: float, knots: list[tuple[float, float]]) -> Shape:
    path = curve([corner + ahead * out * size + np.array([0, up * size, 0]) for out, up in knots], 13)
    side = np.cross(ahead, [0, 1, 0])
    taper = np.linspace(1, 0.3, len(path)) * size
    return sweep(np.array([[-0.13, -0.11], [0.13, -0.11], [0.13, 0.11], [-0.13, 0.11]]), path, taper, up=side)
