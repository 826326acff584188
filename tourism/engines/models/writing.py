"""A model as a plain GLB, without any extension: for phones' own viewers and for other people's programs."""

from dataclasses import replace
from typing import Any

import numpy as np

from tourism.engines.models.container import Container
from tourism.engines.models.materials_written import lit, material
from tourism.engines.models.mesh import Model, Part, Surface
from tourism.engines.models.pictures_written import fitting, for_all
from tourism.engines.models.wish import Wish

MOST_BYTES = 10_000_000
# For the document, and what fills up.
MARGIN = 200_000


def plain(model: Model, wish: Wish) -> bytes:
    """The file of at most MOST_BYTES, with coarser pictures where need be; raises Strange where it is more."""
    container = Container()
    primitives = [_primitive(container, part) for part in model.parts]
    pictures = fitting(model, for_all, MOST_BYTES - MARGIN - container.size)
    textures = [container.texture(each.data, each.media_type) for each in pictures]
    for part, primitive in zip(model.parts, primitives, strict=True):
        surface = without_extensions(model.surfaces[part.surface], has_colours=part.colours is not None)
        primitive["material"] = container.once("materials", material(surface, lambda at: {"index": textures[at]}))
    container.shown([{"mesh": container.added("meshes", {"primitives": primitives})}])
    return container.finished(wish, MOST_BYTES)


def without_extensions(surface: Surface, *, has_colours: bool) -> Surface:
    """What shines by itself cannot have colours of its points as well: those are then lit."""
    if surface.unlit and has_colours:
        return replace(surface, unlit=False, metallic=0.0, roughness=1.0)
    return lit(surface)


def _primitive(container: Container, part: Part) -> dict[str, Any]:
    def placed(values: Any, **how: bool) -> int:
        return container.numbers(values, container.points(values), **how)

    attributes = {"POSITION": placed(part.positions, has_bounds=True)}
    if part.normals is not None:
        attributes["NORMAL"] = placed(part.normals)
    if part.uvs is not None:
        attributes["TEXCOORD_0"] = placed(part.uvs)
    if part.colours is not None:
        attributes["COLOR_0"] = placed(np.rint(part.colours * 65_535).astype(np.uint16), is_normalized=True)
    return {"attributes": attributes, "indices": container.corners(part.triangles, len(part.positions))}
