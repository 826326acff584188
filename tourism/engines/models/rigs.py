"""A model that moves as it is worked on: its tree of nodes, joints and motions, with numbers of known kinds only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models import normals as directions
from tourism.engines.models.materials_read import material
from tourism.engines.models.mesh import Indices, Surface
from tourism.engines.models.opened import Glb, Told
from tourism.engines.models.painting import painted
from tourism.engines.models.pictures_read import Album
from tourism.engines.models.posing import Used
from tourism.engines.models.refusals import MOST_TRIANGLES_AS_THEY_ARE, Strange
from tourism.engines.models.shapes import at, colours, corners, flipped, kept, places
from tourism.engines.models.trees import worlds

Arrays = dict[str, NDArray[Any]]
# What a node may have; all of it are numbers.
PLACED = ("matrix", "translation", "rotation", "scale", "weights")
JOINTS_A_POINT = 4


@dataclass(frozen=True, slots=True, eq=False)
class Skinned:
    """One primitive: arrays by glTF's names for them, all of as many rows; `targets` are added to them by weight."""

    surface: Surface
    triangles: Indices
    arrays: Arrays
    targets: tuple[Arrays, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Primitives, and how much of each target is in them at rest."""

    primitives: tuple[Skinned, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """What one node does in time: `values` are as many rows for each time as its way asks for."""

    node: int
    path: str
    way: str
    times: NDArray[np.float32]
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Rig:
    """Nodes as glTF has them, but with numbers of this rig's lists; a skin is its joints and their matrices (n, 16)."""

    nodes: tuple[Told, ...]
    roots: tuple[int, ...]
    meshes: tuple[Mesh, ...]
    skins: tuple[tuple[tuple[int, ...], NDArray[np.float32] | None], ...]
    animations: tuple[tuple[Motion, ...], ...]

    @property
    def surfaces(self) -> tuple[Surface, ...]:
        """Each once."""
        return tuple(dict.fromkeys(each.surface for mesh in self.meshes for each in mesh.primitives))

    @property
    def points(self) -> int:
        """Of all meshes, each once."""
        return sum(len(each.arrays["POSITION"]) for mesh in self.meshes for each in mesh.primitives)

    @property
    def triangles(self) -> int:
        """As many as are drawn."""
        counts = [sum(len(each.triangles) for each in mesh.primitives) for mesh in self.meshes]
        return sum(counts[node["mesh"]] for node in self.nodes if "mesh" in node)


def rig(glb: Glb, album: Album) -> Rig:
    """The scene with everything that moves in it, pictures in the album; raises Strange."""
    nodes = {old: new for new, old in enumerate(worlds(glb))}
    told = [glb.listed("nodes")[old] for old in nodes]
    meshes = {old: new for new, old in enumerate(dict.fromkeys(each["mesh"] for each in told if "mesh" in each))}
    skins = {old: new for new, old in enumerate(dict.fromkeys(each["skin"] for each in told if "skin" in each))}
    found = Rig(
        tuple(_node(each, nodes, meshes, skins) for each in told),
        tuple(nodes[each] for each in glb.roots),
        tuple(_mesh(glb, glb.listed("meshes")[each], album) for each in meshes),
        tuple(_skin(glb, glb.listed("skins")[each], nodes) for each in skins),
        tuple(moves for each in glb.listed("animations") if (moves := _motions(glb, each, nodes))),
    )
    if found.triangles > MOST_TRIANGLES_AS_THEY_ARE:
        raise Strange("too-heavy-to-move", f"{found.triangles} triangles")
    return found


def _node(told: Told, nodes: Mapping[int, int], meshes: Mapping[int, int], skins: Mapping[int, int]) -> Told:
    made = {name: told[name] for name in PLACED if name in told}
    if told.get("children"):
        made["children"] = [nodes[each] for each in told["children"]]
    if "mesh" in told:
        made["mesh"] = meshes[told["mesh"]]
    if "skin" in told:
        made["skin"] = skins[told["skin"]]
    return made


def _mesh(glb: Glb, told: Told, album: Album) -> Mesh:
    return Mesh(
        tuple(_primitive(glb, each, album) for each in told["primitives"]),
        tuple(float(each) for each in told.get("weights", ())),
    )


def _primitive(glb: Glb, told: Told, album: Album) -> Skinned:
    attributes, known = told["attributes"], material(glb, told.get("material"))
    positions = glb.floats(attributes["POSITION"])
    used, triangles = kept(corners(glb, told, len(positions)), len(positions))
    arrays: Arrays = {"POSITION": at(positions, used)}
    if "NORMAL" in attributes:
        arrays["NORMAL"] = directions.mended(at(glb.floats(attributes["NORMAL"]), used), arrays["POSITION"], triangles)
    uvs, tinted = places(glb, attributes, known.laid, used), colours(glb, attributes, used)
    flips = flipped(
        glb,
        attributes,
        used,
        positions=arrays["POSITION"],
        triangles=triangles,
        normals=arrays.get("NORMAL"),
        uvs=uvs,
    )
    surface = painted(glb, known, uvs, tinted, flips, album)
    if uvs is not None and known.images:
        arrays["TEXCOORD_0"] = uvs
    if tinted is not None:
        arrays["COLOR_0"] = tinted
    if "JOINTS_0" in attributes and "WEIGHTS_0" in attributes:
        arrays["JOINTS_0"], arrays["WEIGHTS_0"] = _held(glb, attributes, used)
    targets = tuple(_target(glb, each, arrays, used) for each in told.get("targets", ()))
    return Skinned(surface, triangles, arrays, targets)


def _target(glb: Glb, told: Told, arrays: Arrays, used: Used) -> Arrays:
    names = [name for name in ("POSITION", "NORMAL") if name in told and name in arrays]
    return {name: at(glb.floats(told[name]), used) for name in names}


def _held(glb: Glb, attributes: Told, used: Used) -> tuple[NDArray[np.uint16], NDArray[np.float32]]:
    """The four joints (n, 4) that hold each point most, each named once, and their shares, which make one."""
    sets = [each for each in (0, 1) if f"JOINTS_{each}" in attributes and f"WEIGHTS_{each}" in attributes]
    joints = np.concatenate([at(glb.accessor(attributes[f"JOINTS_{each}"]), used) for each in sets], axis=1)
    weights = np.concatenate([at(glb.floats(attributes[f"WEIGHTS_{each}"]), used) for each in sets], axis=1)
    for one in range(joints.shape[1]):
        for other in range(one):
            is_same = joints[:, one] == joints[:, other]
            weights[:, other] += np.where(is_same, weights[:, one], 0)
            weights[is_same, one] = 0
    strongest = np.argsort(-weights, axis=1, kind="stable")[:, :JOINTS_A_POINT]
    joints, weights = np.take_along_axis(joints, strongest, axis=1), np.take_along_axis(weights, strongest, axis=1)
    weights[~(weights.sum(axis=1) > 0), 0] = 1
    shares = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return np.where(shares > 0, joints, 0).astype(np.uint16), shares


def _skin(glb: Glb, told: Told, nodes: Mapping[int, int]) -> tuple[tuple[int, ...], NDArray[np.float32] | None]:
    if any(each not in nodes for each in told["joints"]):
        raise Strange("damaged", "joints outside of the scene")
    joints = tuple(nodes[each] for each in told["joints"])
    if "inverseBindMatrices" not in told:
        return joints, None
    matrices = glb.floats(told["inverseBindMatrices"])[: len(joints)].copy()
    matrices[:, 3::4] = (0, 0, 0, 1)
    return joints, matrices


def _motions(glb: Glb, told: Told, nodes: Mapping[int, int]) -> tuple[Motion, ...]:
    return tuple(
        _motion(glb, nodes[each["target"]["node"]], each["target"]["path"], told["samplers"][each["sampler"]])
        for each in told["channels"]
        if each["target"]["node"] in nodes
    )


def _motion(glb: Glb, node: int, path: str, sampler: Told) -> Motion:
    times, values = glb.floats(sampler["input"]), glb.floats(sampler["output"])
    way = sampler.get("interpolation", "LINEAR")
    if path == "rotation":
        values = values.copy()
        # Of a curve every second of three rows is a turn, the others are its slopes.
        turns = values[1::3] if way == "CUBICSPLINE" else values
        lengths = np.linalg.norm(turns, axis=1, keepdims=True)
        turns[:] = np.where(lengths > 0, turns / np.where(lengths > 0, lengths, 1), (0, 0, 0, 1))
    return Motion(node, path, way, times, values)
