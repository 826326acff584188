"""How much sky each point sees: rays through a grid of what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from content.models.finish import Solid
from content.models.shapes import Floats

RAYS = 44
STEPS = 24
SAMPLES_PER_CELL = 5.0
# Off the round numbers that things are built in, so that no point lies between two cells.
OFFSET = 0.3719


@dataclass(frozen=True, slots=True, eq=False)
class Shade:
    """A grid of cells in which light is held up, 0 (air) to 1 (wood); `low` is its corner, in metres."""

    held: Floats
    low: Floats
    cell: float

    def seen_from(self, points: Floats, normals: Floats, rng: np.random.Generator) -> Floats:
        """The share of the sky (n,) that is seen from points along outward directions, 0 to 1."""
        across, along = _axes(normals)
        turns = rng.uniform(0, 2 * np.pi, len(points))
        start = points + normals * self.cell * 1.2
        seen, whole = np.zeros(len(points)), np.zeros(len(points))
        for ray in range(RAYS):
            rise = np.sqrt((ray + 0.5) / RAYS)
            flat, angle = np.sqrt(1 - rise**2), ray * 2.399963 + turns
            sideways = across * np.cos(angle)[:, None] + along * np.sin(angle)[:, None]
            direction = sideways * flat + normals * rise
            weight = 0.3 + 0.7 * (direction[:, 1] * 0.5 + 0.5)
            seen += weight * self._passing(start, direction)
            whole += weight
        return np.asarray(seen / whole)

    def _passing(self, start: Floats, direction: Floats) -> Floats:
        left = np.ones(len(start))
        for step in range(STEPS):
            left *= 1 - self._at(start + direction * (self.cell * (step + step**2 * 0.04)))
        return left

    def _at(self, points: Floats) -> Floats:
        # The outermost cells are air: whoever is outside is there.
        cells = ((points - self.low) / self.cell).astype(np.int32)
        x, y, z = np.clip(cells, 0, np.array(self.held.shape, dtype=np.int32) - 1).T
        return np.asarray(self.held[x, y, z])


def cast_by(solids: Iterable[tuple[Solid, float]], cell: float, rng: np.random.Generator) -> Shade:
    """The shade of things, each with how much light a cell of it holds up."""
    every = list(solids)
    low = np.min([solid.points.min(axis=0) for solid, _ in every], axis=0) - cell * (1 + OFFSET)
    high = np.max([solid.points.max(axis=0) for solid, _ in every], axis=0) + cell * 2
    held = np.zeros(tuple(np.ceil((high - low) / cell).astype(int)))
    for solid, thickness in every:
        x, y, z = np.floor((_strewn(solid, cell, rng) - low) / cell).astype(np.int64).T
        held[x, y, z] = np.maximum(held[x, y, z], thickness)
    return Shade(held, low, cell)


def _strewn(solid: Solid, cell: float, rng: np.random.Generator) -> Floats:
    a, b, c = (solid.points[solid.triangles[:, corner]] for corner in range(3))
    areas = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
    counts = np.ceil(areas / cell**2 * SAMPLES_PER_CELL).astype(int) + 1
    which = np.repeat(np.arange(len(areas)), counts)
    s, t = rng.uniform(size=(2, len(which), 1))
    s, t = np.where(s + t > 1, 1 - s, s), np.where(s + t > 1, 1 - t, t)
    return np.asarray(a[which] + (b - a)[which] * s + (c - a)[which] * t)


def _axes(normals: Floats) -> tuple[Floats, Floats]:
    steep = np.abs(normals[:, 1:2]) > 0.9
    helper = np.where(steep, [[1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0]])
    across = np.cross(normals, helper)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    return across, np.cross(normals, across)
