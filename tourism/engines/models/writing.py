"""A model as a plain GLB, without any extension: for phones' own viewers and for other people's programs."""

from dataclasses import replace
from typing import Any

import numpy as np

from tourism.engines.models.container import POINTS, TRIANGLES, Container
from tourism.engines.models.materials_written import lit, material
from tourism.engines.models.mesh import Indices, Model, Part, Surface
from tourism.engines.models.pictures_written import fitting, for_all
from tourism.engines.models.refusals import Strange
from tourism.engines.models.wish import Wish

MOST_BYTES = 10_000_000
# For the document, and what fills up.
MARGIN = 100_000
# Restarts a strip in some programs.
LAST_SHORT = 65_535


def plain(model: Model, wish: Wish) -> bytes:
    """The file of at most MOST_BYTES, with coarser pictures where need be; raises Strange where it is more."""
    container = Container()
    primitives = [_primitive(container, part) for part in model.parts]
    pictures = fitting(model, for_all, MOST_BYTES - MARGIN - container.size)
    textures = [container.texture(each.data, each.media_type) for each in pictures]
    for part, primitive in zip(model.parts, primitives, strict=True):
        surface = _without_extensions(model.surfaces[part.surface], part)
        primitive["material"] = container.once("materials", material(surface, lambda at: {"index": textures[at]}))
    container.shown([{"mesh": container.added("meshes", {"primitives": primitives})}])
    data = container.finished(wish)
    if len(data) > MOST_BYTES:
        raise Strange("cannot-simplify", f"{len(data)} bytes")
    return data


def _without_extensions(surface: Surface, part: Part) -> Surface:
    """What shines by itself cannot have colours of its points as well: those are then lit."""
    if surface.unlit and part.colours is not None:
        return replace(surface, unlit=False, metallic=0.0, roughness=1.0)
    return lit(surface)


def _primitive(container: Container, part: Part) -> dict[str, Any]:
    def placed(values: Any, **how: bool) -> int:
        return container.numbers(values, container.view(values.tobytes(), target=POINTS), **how)

    attributes = {"POSITION": placed(part.positions, has_bounds=True)}
    if part.normals is not None:
        attributes["NORMAL"] = placed(part.normals)
    if part.uvs is not None:
        attributes["TEXCOORD_0"] = placed(part.uvs)
    if part.colours is not None:
        attributes["COLOR_0"] = placed(np.rint(part.colours * 65_535).astype(np.uint16), is_normalized=True)
    return {"attributes": attributes, "indices": listed(container, part.triangles, len(part.positions))}


def listed(container: Container, triangles: Indices, count: int) -> int:
    """The accessor to triangles between `count` points."""
    corners = short(triangles, count).reshape(-1)
    return container.numbers(corners, container.view(corners.tobytes(), target=TRIANGLES))


def short(triangles: Indices, count: int) -> Any:
    """The same with two bytes a corner where that is enough."""
    return triangles.astype(np.uint16) if count <= LAST_SHORT else triangles
