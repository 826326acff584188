"""Which points of a part are kept, and in what order."""

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.mesh import Indices

Places = NDArray[np.intp]


def firsts(numbers: NDArray[np.uint32], count: int) -> Places:
    """Where each of `count` numbers is first."""
    found = np.empty(count, np.intp)
    found[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)
    return found


def used_first(triangles: Indices) -> tuple[Places, Indices]:
    """The points that triangles use, in the order in which they do; and the triangles between those."""
    points, first, numbers = np.unique(triangles, return_index=True, return_inverse=True)
    order = np.argsort(first)
    places = np.empty(len(order), np.uint32)
    places[order] = np.arange(len(order), dtype=np.uint32)
    return points[order].astype(np.intp), places[numbers].reshape(-1, 3)
