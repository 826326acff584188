"""A GLB that was let in as a model: the tree of its scene flattened into triangles by surface, in metres."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.materials_read import pictures_of
from tourism.engines.models.mesh import Floats, Model, Part, Vector
from tourism.engines.models.opened import Glb
from tourism.engines.models.pictures_read import Album
from tourism.engines.models.pieces import Piece, pieces
from tourism.engines.models.trees import Matrix, moved

AT_ONCE = 262_144


@dataclass(frozen=True, slots=True)
class Frame:
    """How the world of the file becomes that of the model: `scale` times, then moved by `offset`, in metres."""

    scale: float
    offset: Vector

    @property
    def matrix(self) -> Matrix:
        """The same, to be multiplied with others."""
        matrix = np.diag((self.scale, self.scale, self.scale, 1.0))
        matrix[:3, 3] = self.offset
        return matrix


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of a scene, before anything is made of it: width, height and depth in the file's own units."""

    size: Vector
    triangles: int


def read(glb: Glb, height_m: float | None, album: Album | None = None) -> Model:
    """What is seen of the scene at rest, `height_m` high or else 1 m along its longest side; raises Strange.

    Points and lines, triangles that are none, and points of no triangle are left out. A part without normals keeps
    none: glTF has it flat. An album that is handed over keeps the pictures for others too.
    """
    album = album or Album()
    found = pieces(glb, album)
    matrix = _frame(*_box(found), height_m).matrix
    surfaces = tuple(dict.fromkeys(piece.surface for piece in found))
    groups: dict[tuple[int, ...], list[Piece]] = {}
    for piece in found:
        has = (each is not None for each in (piece.normals, _uvs(piece), piece.shape.colours))
        groups.setdefault((surfaces.index(piece.surface), *has), []).append(piece)
    del found
    parts = []
    while groups:
        key = next(iter(groups))
        parts.append(_joined(key[0], groups.pop(key), matrix))
    return Model(tuple(parts), surfaces, tuple(album.pictures))


def seen(glb: Glb) -> Seen:
    """The size of a scene as its file has it; raises Strange. No picture is read."""
    found = pieces(glb, None)
    low, high = _box(found)
    width, height, depth = (float(each) for each in high - low)
    return Seen((width, height, depth), sum(len(piece.shape.triangles) for piece in found))


def frame(glb: Glb, height_m: float | None) -> Frame:
    """Where `read` puts the same scene; raises Strange."""
    return _frame(*_box(pieces(glb, None)), height_m)


def _frame(low: NDArray[np.float64], high: NDArray[np.float64], height_m: float | None) -> Frame:
    """The foot's middle comes to lie in the origin; what has no height is measured along its longest side."""
    size = high - low
    is_high = height_m is not None and size[1] > 1e-6 * size.max()
    scale = float(height_m / size[1]) if is_high and height_m else float((height_m or 1.0) / size.max())
    x, y, z = (float(each) for each in -scale * np.array(((low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2)))
    return Frame(scale, (x, y, z))


def _box(found: Sequence[Piece]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    low, high = np.full(3, np.inf), np.full(3, -np.inf)
    for piece in found:
        for points in _in_world(piece.positions, piece.matrix):
            low, high = np.minimum(low, points.min(axis=0)), np.maximum(high, points.max(axis=0))
    return low, high


def _in_world(positions: NDArray[np.floating[Any]], matrix: Matrix) -> Iterator[NDArray[np.float64]]:
    for start in range(0, len(positions), AT_ONCE):
        yield moved(positions[start : start + AT_ONCE], matrix)


def _uvs(piece: Piece) -> Floats | None:
    """Only where there is a picture."""
    return piece.shape.uvs if pictures_of(piece.surface) else None


def _joined(surface: int, group: list[Piece], matrix: Matrix) -> Part:
    """One part of all pieces that show the same surface."""
    positions, triangles, count = [], [], 0
    for piece in group:
        whole = matrix @ piece.matrix
        positions += [points.astype(np.float32) for points in _in_world(piece.positions, whole)]
        corners = piece.shape.triangles + np.uint32(count)
        # What is seen in a mirror turns the other way round.
        triangles.append(corners[:, ::-1] if np.linalg.det(whole[:3, :3]) < 0 else corners)
        count += len(piece.positions)
    return Part(
        surface,
        np.concatenate(positions),
        np.ascontiguousarray(np.concatenate(triangles)),
        _all_of([piece.normals for piece in group]),
        _all_of([_uvs(piece) for piece in group]),
        _all_of([piece.shape.colours for piece in group]),
    )


def _all_of(arrays: Sequence[Floats | None]) -> Floats | None:
    there = [each for each in arrays if each is not None]
    if len(there) == 1:
        return np.ascontiguousarray(there[0])
    return np.concatenate(there) if there else None
