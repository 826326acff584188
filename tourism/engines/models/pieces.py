"""What a scene is made of: every piece of every mesh where it stands, with the surface that it shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models import normals as directions
from tourism.engines.models.materials_read import material
from tourism.engines.models.mesh import Floats, Surface
from tourism.engines.models.opened import Glb, Told
from tourism.engines.models.painting import painted
from tourism.engines.models.pictures_read import Album
from tourism.engines.models.posing import held
from tourism.engines.models.refusals import Strange
from tourism.engines.models.shapes import Shape, shape
from tourism.engines.models.trees import Matrix, Placed, placed, worlds


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A piece in its place: `positions` (n, 3), which `matrix` takes into the world; `normals` are there already."""

    surface: Surface
    shape: Shape
    positions: NDArray[np.floating[Any]]
    normals: Floats | None
    matrix: Matrix


def pieces(glb: Glb, album: Album | None) -> list[Piece]:
    """All that is seen; pictures go into the album, and are not read at all without one. Raises Strange."""
    matrices, found = worlds(glb), []
    for each in placed(glb, matrices):
        for primitive in each.mesh["primitives"]:
            told = material(glb, primitive.get("material"))
            seen = shape(glb, each, primitive, told.laid)
            if seen is not None:
                surface = painted(glb, told, seen.uvs, seen.colours, seen.flips, album)
                found.append(_piece(glb, each, primitive, matrices, seen, surface))
    if not found:
        raise Strange("nothing-to-see")
    return found


def _piece(
    glb: Glb, each: Placed, primitive: Told, matrices: Mapping[int, Matrix], seen: Shape, surface: Surface
) -> Piece:
    normals = None if seen.normals is None else directions.mended(seen.normals, seen.positions, seen.triangles)
    if "skin" in each.node and "JOINTS_0" in primitive["attributes"]:
        skin = glb.listed("skins")[each.node["skin"]]
        return _held(seen, surface, normals, held(glb, skin, matrices, primitive, seen.used))
    turned = None if normals is None else directions.turned(normals, each.matrix)
    return Piece(surface, seen, seen.positions, turned, each.matrix)


def _held(seen: Shape, surface: Surface, normals: Floats | None, moves: Iterator[tuple[slice, Matrix]]) -> Piece:
    """A piece that joints hold: the node that it hangs on does not count."""
    positions = np.empty(seen.positions.shape)
    turned = None if normals is None else np.empty_like(normals)
    for some, matrices in moves:
        turns = matrices[:, :3, :3]
        positions[some] = np.einsum("nij,nj->ni", turns, seen.positions[some]) + matrices[:, :3, 3]
        if normals is not None and turned is not None:
            turned[some] = directions.unit(np.einsum("nij,nj->ni", turns, normals[some]).astype(np.float32))
    return Piece(surface, seen, positions, turned, np.identity(4))
