"""Where the nodes of a scene stand in the world, and which meshes hang on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.opened import Glb, Told

# 4 by 4, for columns of points: the last column moves.
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A mesh at a node: `matrix` takes its points into the world; `node` is the whole entry."""

    mesh: Told
    node: Told
    matrix: Matrix


def worlds(glb: Glb) -> dict[int, Matrix]:
    """The matrix of every node of the scene, by the node's number, parents before children."""
    nodes, found = glb.listed("nodes"), {}
    waiting = [(at, np.identity(4)) for at in reversed(glb.roots)]
    while waiting:
        at, above = waiting.pop()
        found[at] = above @ local(nodes[at])
        waiting += [(child, found[at]) for child in reversed(nodes[at].get("children", []))]
    return found


def placed(glb: Glb, matrices: Mapping[int, Matrix]) -> list[Placed]:
    """Every mesh of the scene, once for each node that it hangs on."""
    nodes, meshes = glb.listed("nodes"), glb.listed("meshes")
    return [
        Placed(meshes[nodes[at]["mesh"]], nodes[at], matrix) for at, matrix in matrices.items() if "mesh" in nodes[at]
    ]


def local(node: Told) -> Matrix:
    """A node's own matrix, from its numbers or from its move, turn and scale."""
    if "matrix" in node:
        return np.array(node["matrix"], np.float64).reshape(4, 4).T
    matrix = np.identity(4)
    matrix[:3, :3] = turned(node.get("rotation", (0, 0, 0, 1))) * np.array(node.get("scale", (1, 1, 1)), np.float64)
    matrix[:3, 3] = node.get("translation", (0, 0, 0))
    return matrix


def turned(quaternion: Sequence[float]) -> Matrix:
    """The 3 by 3 matrix of a turn."""
    length = float(np.linalg.norm(quaternion))
    if length == 0:
        return np.identity(3)
    x, y, z, w = (each / length for each in quaternion)
    return np.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ])  # fmt: skip


def moved(points: NDArray[np.floating[Any]], matrix: Matrix) -> NDArray[np.float64]:
    """Points (n, 3) where a matrix takes them."""
    return np.asarray(points @ matrix[:3, :3].T + matrix[:3, 3])
