"""The gate for skins and animations: joints that exist, times that go on, as many values as there are times."""

from typing import Any, Final

import numpy as np

from tourism.engines.models.gate.fields import MOST_CHANNELS
from tourism.engines.models.gate.meshes import Shape
from tourism.engines.models.gate.numbers import FLOAT, bounds, of_kind
from tourism.engines.models.opened import Glb
from tourism.engines.models.refusals import Strange

LONGEST_SECONDS: Final = 3_600.0
SMALL = (5120, 5121, 5122, 5123)
# What each path is given: type, and its numbers' kinds.
VALUES: dict[str, tuple[str, tuple[int, ...]]] = {
    "translation": ("VEC3", (FLOAT,)),
    "rotation": ("VEC4", (FLOAT, *SMALL)),
    "scale": ("VEC3", (FLOAT,)),
    "weights": ("SCALAR", (FLOAT, *SMALL)),
}


def judge(glb: Glb, shapes: list[Shape]) -> None:
    """Raises Strange; channels that move nothing are taken out."""
    for skin in glb.listed("skins"):
        _skin(glb, skin)
    for node in glb.listed("nodes"):
        if "skin" in node and ("mesh" not in node or not _holds(glb, node, shapes)):
            raise Strange("damaged", "a skin without its mesh, or without the joints that the mesh names")
    if sum(len(each["channels"]) for each in glb.listed("animations")) > MOST_CHANNELS:
        raise Strange("too-many-parts", "channels")
    for animation in glb.listed("animations"):
        animation["channels"] = [each for each in animation["channels"] if "node" in each["target"]]
        _animation(glb, animation, shapes)


def _skin(glb: Glb, skin: dict[str, Any]) -> None:
    if len(set(skin["joints"])) != len(skin["joints"]):
        raise Strange("damaged", "a joint that is there twice")
    if "inverseBindMatrices" in skin:
        if of_kind(glb, skin["inverseBindMatrices"], ("MAT4",), (FLOAT,)) < len(skin["joints"]):
            raise Strange("damaged", "joints without a matrix")
        bounds(glb, skin["inverseBindMatrices"])


def _holds(glb: Glb, node: dict[str, Any], shapes: list[Shape]) -> bool:
    return bool(shapes[node["mesh"]].joint < len(glb.listed("skins")[node["skin"]]["joints"]))


def _animation(glb: Glb, animation: dict[str, Any], shapes: list[Shape]) -> None:
    for sampler in animation["samplers"]:
        _times(glb, sampler["input"])
        bounds(glb, sampler["output"])
    moved = set()
    for channel in animation["channels"]:
        if channel["sampler"] >= len(animation["samplers"]):
            raise Strange("damaged", "a channel without a sampler")
        target = channel["target"]
        moved.add((target["node"], target["path"]))
        _values(glb, animation["samplers"][channel["sampler"]], target, shapes)
    if len(moved) != len(animation["channels"]):
        raise Strange("damaged", "one thing that is moved twice")


def _times(glb: Glb, index: int) -> None:
    of_kind(glb, index, ("SCALAR",), (FLOAT,))
    low, high = bounds(glb, index)
    if low < 0 or high > LONGEST_SECONDS or np.any(np.diff(glb.accessor(index)) <= 0):
        raise Strange("damaged", "times that do not go on")


def _values(glb: Glb, sampler: dict[str, Any], target: dict[str, Any], shapes: list[Shape]) -> None:
    node, path = glb.listed("nodes")[target["node"]], target["path"]
    width, kinds = VALUES[path]
    each = 3 if sampler.get("interpolation") == "CUBICSPLINE" else 1
    if path == "weights":
        each *= shapes[node["mesh"]].targets if "mesh" in node else 0
    elif "matrix" in node:
        raise Strange("damaged", "a node that a matrix holds is moved")
    count = of_kind(glb, sampler["output"], (width,), kinds)
    if each == 0 or count != each * glb.listed("accessors")[sampler["input"]]["count"]:
        raise Strange("damaged", "values and times that do not fit each other")
