"""A model as a GLB for browsers: small numbers, WebP pictures, and the codes of meshoptimizer where it is installed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tourism.engines.models.coded import Coded
from tourism.engines.models.container import MESHOPT, WEBP
from tourism.engines.models.materials_read import pictures_of
from tourism.engines.models.materials_written import UNLIT, material
from tourism.engines.models.mesh import Model, Surface
from tourism.engines.models.pictures_written import as_webp, fitting
from tourism.engines.models.quantising import Lay, Quantised, compact, grid, quantised
from tourism.engines.models.wish import Wish

MOST_BYTES = 3_000_000
# For the document, and what fills up.
MARGIN = 50_000
SMALL_NUMBERS, LAID = "KHR_mesh_quantization", "KHR_texture_transform"


@dataclass(frozen=True, slots=True)
class Packed:
    """The file, and how many triangles it has: those that are smaller than its grid are lost."""

    data: bytes
    triangles: int


def packed(model: Model, wish: Wish) -> Packed:
    """The file of at most MOST_BYTES, with coarser pictures where need be; raises Strange where it is more."""
    container, on, primitives, count = Coded(), grid(model), [], 0
    laid: list[tuple[Surface, Lay | None]] = []
    for part in model.parts:
        surface = model.surfaces[part.surface]
        small = compact(quantised(part, on, [model.pictures[at].size for at in pictures_of(surface)]))
        if len(small.triangles):
            primitives.append(_primitive(container, small, surface))
            laid.append((surface, small.lay))
            count += len(small.triangles)
    pictures = fitting(model, as_webp, MOST_BYTES - MARGIN - container.size)
    textures = [container.texture(each.data, each.media_type) for each in pictures]
    for primitive, (surface, lay) in zip(primitives, laid, strict=True):
        primitive["material"] = container.once("materials", _material(surface, lay, textures))
    mesh = container.added("meshes", {"primitives": primitives})
    container.shown([{"mesh": mesh, "translation": list(on.low), "scale": [on.step] * 3}])
    needed = {
        SMALL_NUMBERS: True,
        MESHOPT: container.unpacked > 0,
        WEBP: bool(textures),
        LAID: any(lay is not None for _, lay in laid),
        UNLIT: any(surface.unlit for surface, _ in laid),
    }
    return Packed(container.finished(wish, MOST_BYTES, needed), count)


def _primitive(container: Coded, small: Quantised, surface: Surface) -> dict[str, Any]:
    positions = small.positions
    attributes = {"POSITION": container.numbers(positions[:, :3], container.points(positions), has_bounds=True)}
    if small.normals is not None and not surface.unlit:
        view = container.points(small.normals, is_filtered=True)
        attributes["NORMAL"] = container.numbers(small.normals[:, :3], view, is_normalized=True)
    if small.uvs is not None:
        attributes["TEXCOORD_0"] = container.numbers(small.uvs, container.points(small.uvs))
    if small.colours is not None:
        attributes["COLOR_0"] = container.numbers(small.colours, container.points(small.colours), is_normalized=True)
    return {"attributes": attributes, "indices": container.corners(small.triangles, len(positions))}


def _material(surface: Surface, lay: Lay | None, textures: Sequence[int]) -> dict[str, Any]:
    def textured(at: int) -> dict[str, Any]:
        if lay is None:
            return {"index": textures[at]}
        return {"index": textures[at], "extensions": {LAID: {"offset": list(lay.offset), "scale": list(lay.step)}}}

    return material(surface, textured)
