"""A model with as many triangles as a phone draws: equal points joined, then the least seen edges given up."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models import normals, optimiser
from tourism.engines.models.mesh import Floats, Indices, Model, Part
from tourism.engines.models.points import firsts, used_first
from tourism.engines.models.refusals import MOST_TRIANGLES_AS_THEY_ARE, Strange

MOST_TRIANGLES = 50_000
# Of what was asked: with more, another way is tried.
NEARLY = 1.05


def simplified(model: Model, most: int = MOST_TRIANGLES) -> Model:
    """The model with about `most` triangles at the most; raises Strange where what simplifies is not installed.

    Points stay where they were, so that pictures lie as they did. A part that loses triangles, and has no normals,
    gets those of all that it had: flat ones would show where triangles are missing.
    """
    if not optimiser.is_there:
        if model.triangle_count > MOST_TRIANGLES_AS_THEY_ARE:
            raise Strange("cannot-simplify", f"{model.triangle_count} triangles")
        return model
    shares = _shares(model.parts, most)
    parts = [_in_order(_reduced(part, share)) for part, share in zip(model.parts, shares, strict=True)]
    return replace(model, parts=tuple(part for part in parts if len(part.triangles)))


def _shares(parts: Sequence[Part], most: int) -> list[int]:
    """How many triangles each part keeps: more for many triangles and for large ones; none gets more than it has."""
    counts = [len(part.triangles) for part in parts]
    if sum(counts) <= most:
        return counts
    weights = [math.sqrt(count * _area(part)) + 1e-12 for part, count in zip(parts, counts, strict=True)]
    shares, left, open_ones = [0] * len(parts), most, list(range(len(parts)))
    while open_ones:
        whole = sum(weights[at] for at in open_ones)
        full = [at for at in open_ones if counts[at] <= left * weights[at] / whole]
        for at in full or open_ones:
            shares[at] = counts[at] if full else max(1, int(left * weights[at] / whole))
        left -= sum(shares[at] for at in full)
        open_ones = [at for at in open_ones if at not in full] if full else []
    return shares


def _area(part: Part) -> float:
    a, b, c = (part.positions[part.triangles[:, at]] for at in range(3))
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum(dtype=np.float64)) / 2


def _reduced(part: Part, most: int) -> Part:
    """The part with at most so many triangles, or about so many."""
    part = _joined(part)
    if len(part.triangles) <= most:
        return part
    triangles = optimiser.simpler(part.triangles, part.positions, most)
    if len(triangles) > most * NEARLY and part.normals is not None:
        # Where every triangle has normals of its own, no two of them share an edge that could be given up.
        part = _joined(replace(part, normals=None))
        triangles = optimiser.simpler(part.triangles, part.positions, most)
    if len(triangles) > most * NEARLY:
        triangles = _torn(part, most)
    if part.normals is None:
        part = replace(part, normals=_smooth(part))
    return replace(part, triangles=triangles)


def _torn(part: Part, most: int) -> Indices:
    """A part in too many pieces: small ones go first, but where that would be most of it, what is near is joined."""
    triangles = optimiser.simpler(part.triangles, part.positions, most, "crumbs")
    if most / 2 < len(triangles) <= most * NEARLY:
        return triangles
    return optimiser.simpler(part.triangles, part.positions, most, "sloppily")


def _smooth(part: Part) -> Floats:
    """Normals that are the same wherever points lie in one place, though pictures have a seam there."""
    numbers, count = optimiser.same(part.positions)
    return normals.smooth(part.positions[firsts(numbers, count)], numbers[part.triangles])[numbers]


def _joined(part: Part) -> Part:
    """The part with points that are equal in everything made one."""
    there = [each for each in (part.positions, part.normals, part.uvs, part.colours) if each is not None]
    # Zero has two signs.
    numbers, count = optimiser.same(np.concatenate(there, axis=1) + np.float32(0))
    if count == len(part.positions):
        return part
    return _with_points(part, firsts(numbers, count), numbers[part.triangles])


def _in_order(part: Part) -> Part:
    """Triangles as they are quick to draw, points in the order of their use; those of no use are left out."""
    if not len(part.triangles):
        return part
    points, triangles = used_first(optimiser.ordered(part.triangles, len(part.positions)))
    return _with_points(part, points, triangles)


def _with_points(part: Part, points: NDArray[np.integer], triangles: Indices) -> Part:
    return Part(
        part.surface,
        part.positions[points],
        triangles,
        *(None if each is None else each[points] for each in (part.normals, part.uvs, part.colours)),
    )
