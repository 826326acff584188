"""A model that moves as GLB files: its nodes, joints and motions as they are, in the common frame, nothing else."""

from typing import Any

import numpy as np

from tourism.engines.models import optimiser, packing, writing
from tourism.engines.models.coded import Coded
from tourism.engines.models.container import MESHOPT, WEBP, Container
from tourism.engines.models.materials_written import UNLIT, material
from tourism.engines.models.mesh import Model
from tourism.engines.models.pictures_read import Album
from tourism.engines.models.pictures_written import as_webp, fitting, for_all
from tourism.engines.models.quantising import octahedral
from tourism.engines.models.reading import Frame
from tourism.engines.models.rigs import Arrays, Motion, Rig, Skinned
from tourism.engines.models.wish import Wish

Primitive = dict[str, Any]


def plain(rig: Rig, frame: Frame, album: Album, wish: Wish) -> bytes:
    """For phones and other programs: no extension, JPEG. Raises Strange where it is too large."""
    container = Container()
    meshes = _laid(container, rig)
    room = writing.MOST_BYTES - writing.MARGIN - container.size
    files = fitting(Model((), rig.surfaces, tuple(album.pictures)), for_all, room)
    textures = [container.texture(each.data, each.media_type) for each in files]
    for each, primitive in meshes:
        surface = writing.without_extensions(each.surface, has_colours="COLOR_0" in each.arrays)
        primitive["material"] = container.once("materials", material(surface, lambda at: {"index": textures[at]}))
    _shown(container, rig, frame)
    return container.finished(wish, writing.MOST_BYTES)


def packed(rig: Rig, frame: Frame, album: Album, wish: Wish) -> bytes:
    """For browsers: WebP, and numbers packed without loss but for normals. Raises Strange where it is too large."""
    container = Coded()
    meshes = _laid(container, rig)
    room = packing.MOST_BYTES - packing.MARGIN - container.size
    files = fitting(Model((), rig.surfaces, tuple(album.pictures)), as_webp, room)
    textures = [container.texture(each.data, each.media_type) for each in files]
    for each, primitive in meshes:
        primitive["material"] = container.once("materials", material(each.surface, lambda at: {"index": textures[at]}))
    _shown(container, rig, frame)
    needed = {
        packing.SMALL_NUMBERS: any(_has_small_normals(container, each) for each, _ in meshes),
        MESHOPT: container.unpacked > 0,
        WEBP: bool(textures),
        UNLIT: any(surface.unlit for surface in rig.surfaces),
    }
    return container.finished(wish, packing.MOST_BYTES, needed)


def _laid(container: Container, rig: Rig) -> list[tuple[Skinned, Primitive]]:
    """Meshes, skins and motions in the container; each primitive with its entry, which lacks its material yet."""
    meshes = []
    for mesh in rig.meshes:
        entries = [_primitive(container, each) for each in mesh.primitives]
        weights = {"weights": list(mesh.weights)} if mesh.weights else {}
        container.added("meshes", {"primitives": entries} | weights)
        meshes += list(zip(mesh.primitives, entries, strict=True))
    for joints, matrices in rig.skins:
        bound = {} if matrices is None else {"inverseBindMatrices": _timed(container, matrices)}
        container.added("skins", {"joints": list(joints)} | bound)
    for motions in rig.animations:
        container.added("animations", _animation(container, motions))
    return meshes


def _primitive(container: Container, each: Skinned) -> Primitive:
    def written(name: str, values: Any) -> int:
        if name == "NORMAL" and _has_small_normals(container, each):
            small = octahedral(values)
            return container.numbers(small[:, :3], container.points(small, is_filtered=True), is_normalized=True)
        if name == "COLOR_0":
            values = np.rint(values * 65_535).astype(np.uint16)
        view = container.points(np.ascontiguousarray(values))
        return container.numbers(values, view, has_bounds=name == "POSITION", is_normalized=name == "COLOR_0")

    entry: Primitive = {
        "attributes": {name: written(name, values) for name, values in each.arrays.items()},
        "indices": container.corners(each.triangles, len(each.arrays["POSITION"])),
    }
    if each.targets:
        entry["targets"] = [_target(container, target) for target in each.targets]
    return entry


def _has_small_normals(container: Container, each: Skinned) -> bool:
    return isinstance(container, Coded) and optimiser.is_there and "NORMAL" in each.arrays and not each.targets


def _target(container: Container, target: Arrays) -> dict[str, int]:
    return {
        name: container.numbers(values, container.points(np.ascontiguousarray(values)), has_bounds=name == "POSITION")
        for name, values in target.items()
    }


def _animation(container: Container, motions: tuple[Motion, ...]) -> dict[str, Any]:
    """Times that several motions share are written once."""
    times: dict[bytes, int] = {}
    channels, samplers = [], []
    for at, each in enumerate(motions):
        key = each.times.tobytes()
        if key not in times:
            times[key] = _timed(container, each.times, has_bounds=True)
        samplers.append({"input": times[key], "output": _timed(container, each.values), "interpolation": each.way})
        channels.append({"sampler": at, "target": {"node": each.node, "path": each.path}})
    return {"samplers": samplers, "channels": channels}


def _timed(container: Container, values: Any, *, has_bounds: bool = False) -> int:
    return container.numbers(values, container.view(values.tobytes()), has_bounds=has_bounds)


def _shown(container: Container, rig: Rig, frame: Frame) -> None:
    """The tree under one more node, which puts it into the common frame."""
    for node in rig.nodes:
        container.added("nodes", node)
    container.shown([{
        "children": list(rig.roots), "translation": list(frame.offset), "scale": [frame.scale] * 3,
    }])  # fmt: skip
