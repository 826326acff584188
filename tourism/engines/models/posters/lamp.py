"""Where the lamp's light reaches: soft shadows on the model and on the ground."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.posters import depth
from tourism.engines.models.posters.alpha import Cover
from tourism.engines.models.posters.camera import Camera, Doubles, lamp
from tourism.engines.models.posters.depth import Singles
from tourism.engines.models.posters.triangles import Soup, seen

SIDE = 512
# Nothing throws a shadow onto itself: in shares of the distance.
NEARLY = 0.004
# How wide the edge of a shadow is on the model and on the ground, in pixels of what the lamp sees.
SOFT, SOFTER = 2.0, 11
TAPS = ((-1.0, -0.3), (-0.4, 0.9), (0.3, -1.0), (1.0, 0.4), (-0.5, -0.6), (0.6, 0.6), (0.0, 0.0), (0.7, -0.5))


@dataclass(frozen=True, slots=True, eq=False)
class Lamp:
    """What it sees: how near everything is (side, side), and the model's outline, blurred."""

    camera: Camera
    near: Singles
    outline: Singles

    def reaches(self, points: NDArray[np.floating]) -> Singles:
        """How much of its light comes to places on the model (n, 3), from 0 to 1."""
        x, y, away = self._places(points)
        nearness = (1 / away * (1 + NEARLY)).astype(np.float32)
        lit = np.zeros(len(points), np.float32)
        for right, lower in TAPS:
            columns = (x + SOFT * right).astype(np.int64).clip(0, SIDE - 1)
            rows = (y + SOFT * lower).astype(np.int64).clip(0, SIDE - 1)
            lit += self.near[rows, columns] <= nearness
        return np.asarray(lit / len(TAPS), np.float32)

    def darkens(self, points: NDArray[np.floating]) -> Singles:
        """How much of it the model keeps from places on the floor (n, 3), from 0 to 1."""
        x, y, away = self._places(points)
        columns, rows = x.astype(np.int64), y.astype(np.int64)
        side = len(self.outline)
        inside = (columns >= 0) & (rows >= 0) & (columns < side) & (rows < side) & (away > 0)
        return np.where(inside, self.outline[rows.clip(0, side - 1), columns.clip(0, side - 1)], np.float32(0))

    def towards(self) -> Doubles:
        """The way to it, one long."""
        return np.asarray(-self.camera.axes[2])

    def _places(self, points: NDArray[np.floating]) -> tuple[Doubles, Doubles, Doubles]:
        corners = self.camera.corners(points)
        away = corners[:, 2]
        return corners[:, 0] / away, corners[:, 1] / away, away


def lit(triangles: Soup, around: float, cover: Cover) -> Lamp:
    """The lamp where the camera is `around`; what lets light through throws no shadow."""
    camera = lamp(triangles.positions, around, SIDE)
    view = seen(triangles, camera)
    keys = depth.empty(SIDE, SIDE)
    depth.fill(keys, SIDE, view, np.flatnonzero((view.faces != 0) & cover.those("OPAQUE")))
    depth.fill(keys, SIDE, view, np.flatnonzero((view.faces != 0) & cover.those("MASK")), kept=cover.kept)
    near = depth.near(keys).reshape(SIDE, SIDE)
    outline = (near > 0).astype(np.float32)
    for _ in range(3):
        outline = blurred(blurred(outline, SOFTER).T, SOFTER).T
    return Lamp(camera, near, outline)


def blurred(values: Singles, reach: int) -> Singles:
    """Each value (rows, columns) as the mean of those up to `reach` rows above and below it; nothing is outside."""
    padded = np.pad(values, ((reach + 1, reach), (0, 0)))
    summed = np.cumsum(padded, axis=0, dtype=np.float64)
    width = 2 * reach + 1
    return ((summed[width:] - summed[:-width]) / width).astype(np.float32)
