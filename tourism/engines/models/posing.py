"""A shape as it rests: morphed by its default weights, and held by its joints where they stand."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.mesh import Floats
from tourism.engines.models.opened import Glb, Told
from tourism.engines.models.trees import Matrix, Placed

# Joints come by fours; no more than two fours are followed.
JOINT_SETS = 2
# Points whose matrices are in memory at once.
AT_ONCE = 65_536
Used = NDArray[np.intp] | None


def morphed(glb: Glb, placed: Placed, primitive: Told, name: str) -> Floats:
    """An attribute (n, width), with what the shapes that it moves between add to it at rest."""
    values = glb.floats(primitive["attributes"][name])
    weights: Sequence[float] = (placed.node if "weights" in placed.node else placed.mesh).get("weights", ())
    for weight, target in zip(weights, primitive.get("targets", ()), strict=False):
        if weight and name in target:
            values = values + np.float32(weight) * glb.floats(target[name])
    return values


def held(
    glb: Glb, skin: Told, matrices: Mapping[int, Matrix], primitive: Told, used: Used
) -> Iterator[tuple[slice, Matrix]]:
    """For some points after the other one matrix each (n, 4, 4) into the world, mixed from their joints'."""
    moves, sets = _joints(glb, skin, matrices), _sets(glb, primitive, used)
    count = len(sets[0][0]) if sets else 0
    for start in range(0, count, AT_ONCE):
        some = slice(start, start + AT_ONCE)
        whole = sum(weights[some].sum(axis=1) for _, weights in sets)
        mixed = sum(np.einsum("nk,nkij->nij", weights[some], moves[numbers[some]]) for numbers, weights in sets)
        is_held = (whole > 0)[:, None, None]
        yield some, np.where(is_held, mixed / np.where(whole > 0, whole, 1.0)[:, None, None], np.identity(4))


def _sets(glb: Glb, primitive: Told, used: Used) -> list[tuple[NDArray[np.integer], NDArray[np.float64]]]:
    attributes, found = primitive["attributes"], []
    for at in range(JOINT_SETS):
        if f"JOINTS_{at}" not in attributes or f"WEIGHTS_{at}" not in attributes:
            break
        numbers = glb.accessor(attributes[f"JOINTS_{at}"])
        weights = glb.floats(attributes[f"WEIGHTS_{at}"]).astype(np.float64)
        found.append((numbers, weights) if used is None else (numbers[used], weights[used]))
    return found


def _joints(glb: Glb, skin: Told, matrices: Mapping[int, Matrix]) -> Matrix:
    """What each joint of a skin does to a point (joints, 4, 4), into the world."""
    stand = np.array([matrices.get(at, np.identity(4)) for at in skin["joints"]])
    if "inverseBindMatrices" not in skin:
        return stand
    unbound = glb.floats(skin["inverseBindMatrices"])[: len(stand)].reshape(-1, 4, 4).transpose(0, 2, 1)
    return np.asarray(stand @ unbound.astype(np.float64))
