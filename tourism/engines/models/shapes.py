"""The triangles of one piece of a mesh, whichever way the file lists them; points and lines are left out."""

from dataclasses import dataclass

import numpy as np

from tourism.engines.models import tangents
from tourism.engines.models.materials_read import Laid
from tourism.engines.models.mesh import Floats, Indices
from tourism.engines.models.opened import Glb, Told
from tourism.engines.models.posing import Used, morphed
from tourism.engines.models.tangents import AS_USUAL, Flips
from tourism.engines.models.trees import Placed

TRIANGLES, STRIP, FAN = 4, 5, 6


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What a mesh.Part has, in the mesh's own space; `used` are the points of the file that it has, None: all."""

    positions: Floats
    triangles: Indices
    normals: Floats | None
    uvs: Floats | None
    colours: Floats | None
    flips: Flips
    used: Used


def shape(glb: Glb, placed: Placed, primitive: Told, laid: Laid) -> Shape | None:
    """The piece without triangles that are none and points that nothing needs; None where no triangle is left."""
    attributes = primitive["attributes"]
    if primitive.get("mode", TRIANGLES) not in (TRIANGLES, STRIP, FAN) or "POSITION" not in attributes:
        return None
    positions = morphed(glb, placed, primitive, "POSITION")
    triangles = _solid(corners(glb, primitive, len(positions)), positions)
    if not len(triangles):
        return None
    used, triangles = kept(triangles, len(positions))
    positions = at(positions, used)
    normals = at(morphed(glb, placed, primitive, "NORMAL"), used) if "NORMAL" in attributes else None
    uvs = places(glb, attributes, laid, used)
    flips = flipped(glb, attributes, used, positions=positions, triangles=triangles, normals=normals, uvs=uvs)
    return Shape(positions, triangles, normals, uvs, colours(glb, attributes, used), flips, used)


def at(values: Floats, used: Used) -> Floats:
    """The rows that are used."""
    return values if used is None else values[used]


def corners(glb: Glb, primitive: Told, count: int) -> Indices:
    """Corners (m, 3); strips turn every second triangle round so that all look the same way."""
    if "indices" in primitive:
        order = glb.accessor(primitive["indices"]).astype(np.uint32, copy=False)
    else:
        order = np.arange(count, dtype=np.uint32)
    mode = primitive.get("mode", TRIANGLES)
    if mode == TRIANGLES:
        return order[: len(order) // 3 * 3].reshape(-1, 3)
    if len(order) < 3:
        return np.empty((0, 3), np.uint32)
    if mode == FAN:
        return np.column_stack((np.full(len(order) - 2, order[0], np.uint32), order[1:-1], order[2:]))
    strip = np.column_stack((order[:-2], order[1:-1], order[2:]))
    strip[1::2] = strip[1::2, [1, 0, 2]]
    return strip


def _solid(triangles: Indices, positions: Floats) -> Indices:
    """Without those that have two corners in one place."""
    flat = np.zeros(len(triangles), bool)
    for one, other in ((0, 1), (1, 2), (2, 0)):
        a, b = triangles[:, one], triangles[:, other]
        flat |= a == b
        flat |= (positions[a] == positions[b]).all(axis=1)
    return triangles[~flat] if flat.any() else triangles


def kept(triangles: Indices, count: int) -> tuple[Used, Indices]:
    """The points that triangles need, None for all; and the triangles into those."""
    needed = np.zeros(count, bool)
    needed[triangles.ravel()] = True
    if needed.all():
        return None, triangles
    return np.flatnonzero(needed), (np.cumsum(needed, dtype=np.uint32) - np.uint32(1))[triangles]


def places(glb: Glb, attributes: Told, laid: Laid, used: Used) -> Floats | None:
    """Where each point lies on the pictures, whole turns of a repeated picture taken away."""
    name = f"TEXCOORD_{laid.coordinates}"
    if name not in attributes:
        return None
    uvs = at(glb.floats(attributes[name]), used).astype(np.float64)
    if laid != Laid(laid.coordinates):
        sine, cosine = np.sin(laid.turn), np.cos(laid.turn)
        uvs = (uvs * laid.scale) @ np.array([[cosine, -sine], [sine, cosine]]) + laid.offset
    uvs[~np.isfinite(uvs)] = 0.0
    near: Floats = (uvs - np.floor(uvs.min(axis=0) + 1e-4)).astype(np.float32)
    return near


def flipped(
    glb: Glb,
    attributes: Told,
    used: Used,
    *,
    positions: Floats,
    triangles: Indices,
    normals: Floats | None,
    uvs: Floats | None,
) -> Flips:
    """Which way round pictures of directions are on it."""
    if "TANGENT" not in attributes or normals is None or uvs is None:
        return AS_USUAL
    return tangents.flips(positions, triangles, normals, uvs, at(glb.floats(attributes["TANGENT"]), used))


def colours(glb: Glb, attributes: Told, used: Used) -> Floats | None:
    """Those of the points, see-through or not."""
    if "COLOR_0" not in attributes:
        return None
    found: Floats = np.clip(at(glb.floats(attributes["COLOR_0"]), used), 0.0, 1.0)
    return found if found.shape[1] == 4 else np.pad(found, ((0, 0), (0, 1)), constant_values=1.0)
