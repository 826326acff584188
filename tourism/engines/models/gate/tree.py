"""The gate for nodes: a tree that is not too deep, drawn not too often, in a place and a size that can be true."""

from itertools import product
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.gate.meshes import Shape
from tourism.engines.models.gate.rules import LARGEST
from tourism.engines.models.opened import Glb
from tourism.engines.models.refusals import MOST_DRAWN, MOST_POINTS, MOST_TRIANGLES, Strange

DEEPEST: Final = 64
SMALLEST: Final = 1e-6
Matrix = NDArray[np.float64]


def judge(glb: Glb, shapes: list[Shape]) -> None:
    """Turns are made one long; raises Strange."""
    nodes = glb.listed("nodes")
    for node in nodes:
        _settle(node)
        shape = shapes[node["mesh"]] if "mesh" in node else Shape()
        if len(node.get("weights", ())) not in (0, shape.targets):
            raise Strange("damaged", "weights of shapes that are not there")
    worlds = _worlds(glb, _order(nodes))
    roots = set(glb.roots)
    if len(roots) != len(glb.roots) or roots.intersection(_children(nodes)):
        raise Strange("damaged", "a scene that begins within the tree, or twice")
    _count([shapes[node["mesh"]] for node in nodes if "mesh" in node])
    _measure(glb, shapes, worlds)


def _settle(node: dict[str, Any]) -> None:
    if "matrix" in node:
        if any(name in node for name in ("translation", "rotation", "scale")):
            raise Strange("damaged", "a node that is placed twice")
        if node["matrix"][3::4] != [0, 0, 0, 1]:
            raise Strange("damaged", "a matrix that moves things out of space")
    if "rotation" in node:
        length = float(np.linalg.norm(node["rotation"]))
        if not 0.9 < length < 1.1:
            raise Strange("damaged", "a turn that is none")
        node["rotation"] = [each / length for each in node["rotation"]]


def _children(nodes: list[dict[str, Any]]) -> list[int]:
    return [child for node in nodes for child in node.get("children", ())]


def _order(nodes: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """All nodes, parents first, with their parents (-1: none); raises Strange for what is no tree."""
    children = _children(nodes)
    held = set(children)
    if len(held) != len(children):
        raise Strange("damaged", "a node with two parents")
    order, level = [], [(index, -1) for index in range(len(nodes)) if index not in held]
    for _ in range(DEEPEST):
        order += level
        level = [(child, index) for index, _ in level for child in nodes[index].get("children", ())]
    if level:
        raise Strange("too-many-parts", f"nodes more than {DEEPEST} deep")
    if len(order) != len(nodes):
        raise Strange("damaged", "nodes that hold each other in a circle")
    return order


def _worlds(glb: Glb, order: list[tuple[int, int]]) -> dict[int, Matrix]:
    """What places each node in the world."""
    found = {-1: np.eye(4)}
    for index, parent in order:
        found[index] = found[parent] @ _local(glb.listed("nodes")[index])
        if not np.abs(found[index]).max() <= LARGEST:
            raise Strange("odd-size", f"a node of {np.abs(found[index]).max():.0e}")
    return found


def _local(node: dict[str, Any]) -> Matrix:
    if "matrix" in node:
        return np.array(node["matrix"], np.float64).reshape(4, 4).T
    x, y, z, w = node.get("rotation", (0.0, 0.0, 0.0, 1.0))
    made = np.eye(4)
    made[:3, :3] = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    made[:3, :3] *= node.get("scale", (1.0, 1.0, 1.0))
    made[:3, 3] = node.get("translation", (0.0, 0.0, 0.0))
    return made


def _count(drawn: list[Shape]) -> None:
    if sum(shape.triangles for shape in drawn) > MOST_TRIANGLES:
        raise Strange("too-many-triangles", f"{sum(shape.triangles for shape in drawn)}")
    if sum(shape.points for shape in drawn) > MOST_POINTS:
        raise Strange("too-many-points", f"{sum(shape.points for shape in drawn)}")
    if sum(shape.pieces for shape in drawn) > MOST_DRAWN:
        raise Strange("too-many-parts", f"{sum(shape.pieces for shape in drawn)} pieces")


def _measure(glb: Glb, shapes: list[Shape], worlds: dict[int, Matrix]) -> None:
    """The box around all that is shown, at most as much larger as boxes within it are turned."""
    nodes, level, corners = glb.listed("nodes"), list(glb.roots), []
    while level:
        index = level.pop()
        level += nodes[index].get("children", ())
        shape = shapes[nodes[index]["mesh"]] if "mesh" in nodes[index] else Shape()
        if shape.triangles and shape.low is not None and shape.high is not None:
            box = np.array([(*corner, 1.0) for corner in product(*zip(shape.low, shape.high, strict=True))])
            corners.append(box @ worlds[index].T)
    if not corners:
        raise Strange("nothing-to-see", "no triangles are shown")
    sides = np.sort(np.ptp(np.concatenate(corners)[:, :3], axis=0))
    if not sides[-1] <= LARGEST:
        raise Strange("odd-size", f"{sides[-1]:.0e} long")
    if sides[-1] < SMALLEST or sides[1] < SMALLEST * sides[-1]:
        raise Strange("nothing-to-see", f"a box of {sides}")
