"""What meshoptimizer does, where the operator has installed it (docs/scenes.md): fewer points, fewer triangles."""

from importlib import import_module
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.mesh import Floats, Indices

library: Any
try:
    library = import_module("meshoptimizer")
except (ImportError, OSError, AttributeError):  # it is not there, or was built for another machine
    is_there = False
else:
    is_there = True
    # The first forms of its codes: every program that knows any knows these.
    library.encode_vertex_version(0)
    library.encode_index_version(1)

Way = Literal["edges", "crumbs", "sloppily"]
# Of the model's size: as far as it takes.
ANY_ERROR = 1.0


def same(points: NDArray[Any]) -> tuple[NDArray[np.uint32], int]:
    """For every row (n, k of 4 bytes) the number of the first kind like it, and how many kinds there are."""
    rows = np.ascontiguousarray(points)
    numbers = np.empty(len(rows), np.uint32)
    each = np.arange(len(rows), dtype=np.uint32)
    return numbers, int(library.generate_vertex_remap(numbers, each, len(rows), rows, len(rows), rows.strides[0]))


def simpler(triangles: Indices, positions: Floats, most: int, way: Way = "edges") -> Indices:
    """At most so many triangles, or as few as it can, between the same points.

    Edges are given up one by one; crumbs, which nothing joins to the rest, as well; or, sloppily, all that is near.
    """
    out = np.empty(triangles.size, np.uint32)
    flat = np.ascontiguousarray(triangles.reshape(-1), np.uint32)
    wanted: dict[str, Any] = {"target_index_count": most * 3, "target_error": ANY_ERROR}
    if way == "sloppily":
        count = library.simplify_sloppy(out, flat, positions, **wanted)
    else:
        count = library.simplify(
            out, flat, positions, options=library.SIMPLIFY_PRUNE if way == "crumbs" else 0, **wanted
        )
    return out[:count].reshape(-1, 3).copy()


def ordered(triangles: Indices, count: int, *, is_for_size: bool = False) -> Indices:
    """The same triangles in an order that is quick to draw, or one that packs well."""
    out = np.empty(triangles.size, np.uint32)
    order = library.optimize_vertex_cache_strip if is_for_size else library.optimize_vertex_cache
    order(out, np.ascontiguousarray(triangles.reshape(-1), np.uint32), triangles.size, count)
    return out.reshape(-1, 3)


def packed_points(rows: NDArray[Any]) -> bytes:
    """Rows (n, of a multiple of 4 bytes) in the library's code for points."""
    flat = np.ascontiguousarray(rows)
    found: bytes = library.encode_vertex_buffer(flat, len(flat), flat.strides[0])
    return found


def packed_triangles(triangles: Indices, count: int) -> bytes:
    """Triangles between `count` points in the library's code for them."""
    found: bytes = library.encode_index_buffer(triangles.reshape(-1), triangles.size, count)
    return found
