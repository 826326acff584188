"""The gate for meshes: their points fit each other, their triangles have corners that exist, and there are some."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.gate.numbers import FLOAT, ROWS, bounds, of_kind
from tourism.engines.models.opened import Glb
from tourism.engines.models.refusals import MOST_MESHES, MOST_POINTS, MOST_TRIANGLES, Strange

TRIANGLES, STRIP, FAN = 4, 5, 6
SMALL = (5120, 5121, 5122, 5123)
UNSIGNED: Final = (5121, 5123)
# By the beginning of an attribute's name: its types, and its numbers' kinds.
KINDS: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "POSITION": (("VEC3",), (FLOAT, *SMALL)),
    "NORMAL": (("VEC3",), (FLOAT, 5120, 5122)),
    "TANGENT": (("VEC4",), (FLOAT, 5120, 5122)),
    "TEXCOORD": (("VEC2",), (FLOAT, *SMALL)),
    "COLOR": (("VEC3", "VEC4"), (FLOAT, *UNSIGNED)),
    "JOINTS": (("VEC4",), UNSIGNED),
    "WEIGHTS": (("VEC4",), (FLOAT, *UNSIGNED)),
}
# What a target may be that is added to them: a tangent without its side.
TARGET_KINDS = KINDS | {"TANGENT": (("VEC3",), (FLOAT, 5120, 5122))}


@dataclass(slots=True)
class Shape:
    """One mesh: how much it is each time it is drawn, its box, the largest joint that it names."""

    triangles: int = 0
    points: int = 0
    pieces: int = 0
    low: NDArray[Any] | None = None
    high: NDArray[Any] | None = None
    joint: int = -1
    targets: int = 0


class Shapes:
    """What is known of the meshes of a file; every accessor is looked at once."""

    def __init__(self, glb: Glb) -> None:
        self._glb = glb
        self._bounds: dict[int, tuple[NDArray[Any], NDArray[Any]]] = {}
        self._largest: dict[int, int] = {}

    def judged(self) -> list[Shape]:
        """One for each mesh; lines, points and meshes that are nothing else are taken out. Raises Strange."""
        meshes = self._glb.listed("meshes")
        if sum(len(mesh["primitives"]) for mesh in meshes) > MOST_MESHES:
            raise Strange("too-many-parts", "primitives")
        for mesh in meshes:
            mesh["primitives"] = [each for each in mesh["primitives"] if each.get("mode", TRIANGLES) >= TRIANGLES]
        for node in self._glb.listed("nodes"):
            if "mesh" in node and not meshes[node["mesh"]]["primitives"]:
                del node["mesh"]
                node.pop("skin", None)
        return [self._shape(mesh) for mesh in meshes]

    def _shape(self, mesh: dict[str, Any]) -> Shape:
        shape = Shape(pieces=len(mesh["primitives"]))
        for primitive in mesh["primitives"]:
            self._add(primitive, shape)
        targets = {len(each.get("targets", ())) for each in mesh["primitives"]}
        shape.targets = max(targets, default=0)
        if len(targets) > 1 or len(mesh.get("weights", ())) not in (0, shape.targets):
            raise Strange("damaged", "shapes to move between that do not fit each other")
        return shape

    def _add(self, primitive: dict[str, Any], shape: Shape) -> None:
        attributes, targets = primitive["attributes"], primitive.get("targets", [])
        count = self._fitting(attributes, KINDS)
        if any(target and self._fitting(target, TARGET_KINDS) != count for target in targets):
            raise Strange("damaged", "a shape to move to with another number of points")
        shape.points += count * (1 + sum(len(target) > 0 for target in targets))
        shape.triangles += self._triangles(primitive, count)
        if shape.triangles > MOST_TRIANGLES or shape.points > MOST_POINTS:
            raise Strange("too-many-triangles" if shape.triangles > MOST_TRIANGLES else "too-many-points")
        low, high = self._bounded(attributes["POSITION"])
        shape.low = low if shape.low is None else np.minimum(shape.low, low)
        shape.high = high if shape.high is None else np.maximum(shape.high, high)
        for name in [each for each in attributes if each.startswith("JOINTS")]:
            if self._glb.listed("accessors")[attributes[name]].get("normalized", False):
                raise Strange("damaged", "joints in fractions")
            shape.joint = max(shape.joint, int(np.max(self._bounded(attributes[name])[1])))

    def _fitting(self, attributes: dict[str, int], kinds: dict[str, tuple[tuple[str, ...], tuple[int, ...]]]) -> int:
        """How many points all of these have."""
        counts = set()
        for name, index in attributes.items():
            counts.add(of_kind(self._glb, index, *kinds[name.partition("_")[0]]))
            low, _ = self._bounded(index)
            if name.startswith("WEIGHTS") and np.min(low) < 0:
                raise Strange("damaged", "a weight below nothing")
        if len(counts) != 1:
            raise Strange("damaged", "attributes of different lengths")
        return counts.pop()

    def _triangles(self, primitive: dict[str, Any], count: int) -> int:
        if "indices" in primitive:
            index = primitive["indices"]
            corners = of_kind(self._glb, index, ("SCALAR",), (5121, 5123, 5125))
            if index not in self._largest:
                self._largest[index] = int(self._glb.accessor(index).max())
            if self._largest[index] >= count:
                raise Strange("damaged", "a triangle's corner that does not exist")
        else:
            corners = count
        if primitive.get("mode", TRIANGLES) == TRIANGLES:
            if corners % 3:
                raise Strange("damaged", "a triangle with less than three corners")
            return corners // 3
        return max(0, corners - 2)

    def _bounded(self, index: int) -> tuple[NDArray[Any], NDArray[Any]]:
        if index not in self._bounds:
            self._bounds[index] = bounds(self._glb, index)
        return self._bounds[index]


def has_surface(glb: Glb) -> bool:
    """Whether one triangle at least is more than a line; most files answer with their first ones."""
    return any(_is_surface(glb, each) for mesh in glb.listed("meshes") for each in mesh["primitives"])


def _is_surface(glb: Glb, primitive: dict[str, Any]) -> bool:
    positions = glb.accessor(primitive["attributes"]["POSITION"])
    order = glb.accessor(primitive["indices"]) if "indices" in primitive else np.arange(len(positions), dtype=np.uint32)
    corners = {
        TRIANGLES: (order[::3], order[1::3], order[2::3]),
        STRIP: (order[:-2], order[1:-1], order[2:]),
        FAN: (np.broadcast_to(order[0], max(0, len(order) - 2)), order[1:-1], order[2:]),
    }[primitive.get("mode", TRIANGLES)]
    for start in range(0, len(corners[2]), ROWS):
        first, second, third = (positions[each[start : start + ROWS]].astype(np.float64) for each in corners)
        if np.any(np.cross(second - first, third - first)):
            return True
    return False
