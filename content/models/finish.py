"""The last hand on shapes: edges that are sharp where faces meet at an angle, round where they flow."""

from dataclasses import dataclass

import numpy as np

from content.models.shapes import Floats, Integers, Shape

CREASE_DEGREES = 42.0
# Corners nearer than this are one.
TOUCH_M = 1e-4
SMALLEST_AREA = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Solid:
    """Triangles (m, 3) into points (n, 3) with their outward directions (n, 3) and places on a picture (n, 2)."""

    points: Floats
    normals: Floats
    places: Floats
    triangles: Integers


def finished(shape: Shape, crease: float = CREASE_DEGREES) -> Solid:
    """A shape with its outward directions; faces that meet at less than `crease` degrees share them."""
    triangles, faces = _faces(shape)
    touching = np.unique(np.round(shape.points / TOUCH_M).astype(np.int64), axis=0, return_inverse=True)[1].ravel()
    normals = _corner_normals(touching[triangles.ravel()], faces, np.cos(np.radians(crease)))
    corners = triangles.ravel()
    seen = np.concatenate([corners[:, None], np.round(normals * 500).astype(np.int64)], axis=1)
    _, first, numbers = np.unique(seen, axis=0, return_index=True, return_inverse=True)
    kept = corners[first]
    return Solid(shape.points[kept], normals[first], shape.places[kept], numbers.reshape(-1, 3))


def _faces(shape: Shape) -> tuple[Integers, Floats]:
    a, b, c = (shape.points[shape.triangles[:, corner]] for corner in range(3))
    faces = np.cross(b - a, c - a)
    real = np.linalg.norm(faces, axis=1) > SMALLEST_AREA
    return shape.triangles[real], faces[real]


def _corner_normals(groups: Integers, faces: Floats, least: float) -> Floats:
    # Every corner looks at every other corner in the same place.
    of_face = np.repeat(faces, 3, axis=0)
    unit = of_face / np.linalg.norm(of_face, axis=1, keepdims=True)
    order = np.argsort(groups, kind="stable")
    counts = np.bincount(groups)
    size = counts[groups[order]]
    start = (np.cumsum(counts) - counts)[groups[order]]
    mine = np.repeat(order, size)
    step = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    other = order[np.repeat(start, size) + step]
    alike = np.einsum("ij,ij->i", unit[mine], unit[other]) >= least
    total = np.zeros_like(of_face)
    np.add.at(total, mine[alike], of_face[other[alike]])
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12))
