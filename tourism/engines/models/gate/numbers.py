"""The gate for the numbers of a GLB: everything that is said to lie in the file lies in it, and is finite."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.gate.rules import LARGEST
from tourism.engines.models.opened import COMPONENTS, WIDTHS, Glb
from tourism.engines.models.refusals import Strange

MOST_DECODED_BYTES: Final = 512_000_000
# So many rows are looked at at once.
ROWS = 1 << 16
MATRICES = ("MAT2", "MAT3", "MAT4")
FLOAT = 5126


def within(document: dict[str, Any], binary: memoryview) -> memoryview:
    """The numbers without what fills them up; raises Strange where a view or an accessor leaves its place."""
    length = document["buffers"][0]["byteLength"] if document.get("buffers") else 0
    if not 0 <= len(binary) - length < 4:
        raise Strange("damaged", f"{len(binary)} bytes that say they are {length}")
    views = document.get("bufferViews", [])
    for view in views:
        if view.get("byteOffset", 0) + view["byteLength"] > length:
            raise Strange("damaged", "a view beyond the end")
    decoded = 0
    for told in document.get("accessors", []):
        decoded += _bytes(told, views[told["bufferView"]])
        if decoded > MOST_DECODED_BYTES:
            raise Strange("too-many-points", f"{decoded} bytes of numbers")
    return binary[:length]


def _bytes(told: dict[str, Any], view: dict[str, Any]) -> int:
    """How many bytes an accessor is once it is read."""
    unit = COMPONENTS[told["componentType"]].itemsize
    if told["type"] in MATRICES and unit != 4:
        raise Strange("damaged", "a matrix of small numbers")
    size = unit * WIDTHS[told["type"]]
    stride, offset = view.get("byteStride", size), told.get("byteOffset", 0)
    if stride < size or stride % unit or (offset + view.get("byteOffset", 0)) % unit:
        raise Strange("damaged", "numbers out of line")
    if offset + stride * (told["count"] - 1) + size > view["byteLength"]:
        raise Strange("damaged", "an accessor beyond the end of its view")
    return int(size * told["count"])


def of_kind(glb: Glb, index: int, types: tuple[str, ...], components: tuple[int, ...]) -> int:
    """How many there are of an accessor of these types; raises Strange where it is of another."""
    told = glb.listed("accessors")[index]
    if told["type"] not in types or told["componentType"] not in components:
        raise Strange("damaged", f"{told['type']} of {told['componentType']} where they do not belong")
    count: int = told["count"]
    return count


def bounds(glb: Glb, index: int, largest: float = LARGEST) -> tuple[NDArray[Any], NDArray[Any]]:
    """The smallest and the largest of each component, as they are meant.

    Raises Strange where one is not finite, or beyond all measure.
    """
    rows = [(some.min(axis=0), some.max(axis=0)) for some in _some(glb.accessor(index))]
    low, high = np.min([each for each, _ in rows], axis=0), np.max([each for _, each in rows], axis=0)
    if low.dtype.kind != "f" and glb.listed("accessors")[index].get("normalized", False):
        low, high = low / np.iinfo(low.dtype).max, high / np.iinfo(high.dtype).max
    # One that is not a number is passed on by both.
    if not (np.isfinite(low).all() and np.isfinite(high).all()):
        raise Strange("damaged", "numbers that are not finite")
    if np.min(low) < -largest or np.max(high) > largest:
        raise Strange("odd-size", f"numbers from {np.min(low):.0e} to {np.max(high):.0e}")
    return low, high


def _some(array: NDArray[Any]) -> Iterator[NDArray[Any]]:
    for start in range(0, len(array), ROWS):
        yield array[start : start + ROWS]
