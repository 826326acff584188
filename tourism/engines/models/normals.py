"""Which way a surface looks at each of its points."""

import numpy as np

from tourism.engines.models.mesh import Floats, Indices
from tourism.engines.models.trees import Matrix


def smooth(positions: Floats, triangles: Indices) -> Floats:
    """Normals (n, 3) as the triangles around each point have them, large ones counting for more."""
    a, b, c = (positions[triangles[:, at]] for at in range(3))
    faces = np.cross(b - a, c - a)
    summed = np.empty_like(positions)
    for axis in range(3):
        summed[:, axis] = np.bincount(triangles.ravel(), np.repeat(faces[:, axis], 3), len(positions))
    return unit(summed)


def turned(normals: Floats, matrix: Matrix) -> Floats:
    """Normals of a surface whose points a matrix moves."""
    one, two, three = matrix[:3, :3].T
    # The inverse transposed, times a number; this one is there for flat matrices too.
    across = np.column_stack((np.cross(two, three), np.cross(three, one), np.cross(one, two)))
    return unit(normals @ (across * np.copysign(1.0, np.linalg.det(matrix[:3, :3]))).T.astype(np.float32))


def unit(vectors: Floats) -> Floats:
    """The same directions, one long; straight up where there is none."""
    with np.errstate(all="ignore"):
        # Twice: the first brings very long and very short ones to where squares can be taken.
        near = vectors / np.abs(vectors).max(axis=1, keepdims=True)
        found = near / np.sqrt((near * near).sum(axis=1, keepdims=True))
    found[~np.isfinite(found).all(axis=1)] = (0.0, 1.0, 0.0)
    return np.asarray(found, np.float32)


def mended(normals: Floats, positions: Floats, triangles: Indices) -> Floats:
    """Those of the file as they are, one long; from the triangles where the file has none that is a direction."""
    lost = ~(np.abs(normals).max(axis=1) > 0) | ~np.isfinite(normals).all(axis=1)
    if not lost.any():
        return unit(normals)
    return np.where(lost[:, None], smooth(positions, triangles), unit(normals))
