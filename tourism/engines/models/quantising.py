"""A part of a model in whole numbers of few bits, which pack well; nothing moves farther than can be seen."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models import optimiser
from tourism.engines.models.mesh import Floats, Indices, Model, Part
from tourism.engines.models.points import firsts, used_first

# Of the longest side of the model: 0.12 mm of error a metre, and less for finely cut ones.
FEWEST_BITS, MOST_BITS = 12, 16
# How much of a usual edge a step may be.
EDGE_SHARE = 1 / 12
# Steps in a picture's pixel.
PIXEL_STEPS = 4
DIRECTION_STEPS = 127


@dataclass(frozen=True, slots=True)
class Grid:
    """Positions are `low` and whole numbers of `step`, in metres; the same for all parts, so that seams stay shut."""

    low: tuple[float, float, float]
    step: float


@dataclass(frozen=True, slots=True)
class Lay:
    """Coordinates on pictures are `offset` and whole numbers of `step`."""

    offset: tuple[float, float]
    step: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Quantised:
    """A part: positions are uint16 (n, 4) of which the last is nothing, normals int8 (n, 4) as `octahedral` has them.

    `uvs` are uint16 (n, 2), colours uint8 (n, 4).
    """

    triangles: Indices
    positions: NDArray[np.uint16]
    normals: NDArray[np.int8] | None
    uvs: NDArray[np.uint16] | None
    colours: NDArray[np.uint8] | None
    lay: Lay | None


def grid(model: Model) -> Grid:
    """One for the whole model, fine enough for its usual edge."""
    low = np.min([part.positions.min(axis=0) for part in model.parts], axis=0)
    longest = max(model.size)
    edges = np.concatenate([_edges(part) for part in model.parts])
    usual = float(np.partition(edges, len(edges) // 2)[len(edges) // 2]) * EDGE_SHARE
    wanted = math.ceil(math.log2(longest / usual)) if usual > 0 else MOST_BITS
    bits = min(MOST_BITS, max(FEWEST_BITS, wanted))
    x, y, z = (float(each) for each in low)
    return Grid((x, y, z), longest / (2**bits - 1))


def _edges(part: Part) -> NDArray[np.float32]:
    a, b = part.positions[part.triangles[:, 0]], part.positions[part.triangles[:, 1]]
    return np.asarray(np.linalg.norm(a - b, axis=1))


def quantised(part: Part, on: Grid, sizes: Sequence[tuple[int, int]]) -> Quantised:
    """The part on the grid; `sizes` are those of the pictures that lie on it."""
    lay = None if part.uvs is None else _lay(part.uvs, sizes)
    steps = np.zeros((len(part.positions), 4), np.uint16)
    steps[:, :3] = np.rint((part.positions.astype(np.float64) - on.low) / on.step).clip(0, 65_535)
    return Quantised(
        part.triangles,
        steps,
        None if part.normals is None else directions(part.normals),
        None if part.uvs is None or lay is None else _on(part.uvs, lay),
        None if part.colours is None else np.rint(part.colours * 255).astype(np.uint8),
        lay,
    )


def _lay(uvs: Floats, sizes: Sequence[tuple[int, int]]) -> Lay:
    low, high = uvs.min(axis=0).astype(np.float64), uvs.max(axis=0).astype(np.float64)
    finest = [1 / (PIXEL_STEPS * max((size[axis] for size in sizes), default=1)) for axis in range(2)]
    across, down = (max(finest[axis], float(high[axis] - low[axis]) / 65_535) for axis in range(2))
    return Lay((float(low[0]), float(low[1])), (across, down))


def _on(uvs: Floats, lay: Lay) -> NDArray[np.uint16]:
    return np.asarray(np.rint((uvs.astype(np.float64) - lay.offset) / lay.step).clip(0, 65_535).astype(np.uint16))


def octahedral(normals: Floats) -> NDArray[np.int8]:
    """Directions (n, 3) as two numbers, what stands for one, and nothing (n, 4): the filter OCTAHEDRAL undoes it."""
    with np.errstate(all="ignore"):
        flat = normals / np.abs(normals).sum(axis=1, keepdims=True)
    x, y, z = np.nan_to_num(flat).T
    folded = z < 0
    across = np.where(folded, (1 - np.abs(y)) * np.where(x >= 0, 1, -1), x)
    down = np.where(folded, (1 - np.abs(x)) * np.where(y >= 0, 1, -1), y)
    found = np.zeros((len(normals), 4), np.int8)
    found[:, 0], found[:, 1] = np.rint(across * DIRECTION_STEPS), np.rint(down * DIRECTION_STEPS)
    found[:, 2] = DIRECTION_STEPS
    return found


def directions(normals: Floats) -> NDArray[np.int8]:
    """Normals as they are written: ready for the filter where points are packed, else as they are."""
    if optimiser.is_there:
        return octahedral(normals)
    found = np.zeros((len(normals), 4), np.int8)
    found[:, :3] = np.rint(normals * DIRECTION_STEPS)
    return found


def compact(part: Quantised) -> Quantised:
    """The part with equal points joined, in an order that packs well; triangles that have become lines are gone."""
    a, b, c = (part.positions[part.triangles[:, at]] for at in range(3))
    kept = part.triangles[(a != b).any(axis=1) & (b != c).any(axis=1) & (c != a).any(axis=1)]
    if not optimiser.is_there or not len(kept):
        return replace(part, triangles=kept)
    there = [each for each in (part.positions, part.normals, part.uvs, part.colours) if each is not None]
    numbers, count = optimiser.same(np.concatenate([each.view(np.uint8) for each in there], axis=1))
    points, triangles = used_first(optimiser.ordered(numbers[kept], count, is_for_size=True))
    points = firsts(numbers, count)[points]
    return Quantised(
        triangles,
        part.positions[points],
        None if part.normals is None else part.normals[points],
        None if part.uvs is None else part.uvs[points],
        None if part.colours is None else part.colours[points],
        part.lay,
    )
