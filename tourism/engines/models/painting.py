"""Surfaces with their pictures, where it is known how those lie on them."""

from dataclasses import replace

from tourism.engines.models.materials_read import Material
from tourism.engines.models.mesh import Floats, Surface
from tourism.engines.models.opened import Glb
from tourism.engines.models.pictures_read import Album, is_see_through
from tourism.engines.models.tangents import AS_USUAL, Flips


def painted(
    glb: Glb, told: Material, uvs: Floats | None, colours: Floats | None, flips: Flips, album: Album | None
) -> Surface:
    """The surface with its pictures in the album; without any where there is none, or nothing says how they lie."""
    if album is None:
        return told.surface
    with_alpha = told.surface.alpha != "OPAQUE"
    places = {
        role: album.place(
            glb.picture(image),
            with_alpha=with_alpha and role == "colour",
            flips=flips if role == "normal" else AS_USUAL,
        )
        for role, image in told.images.items()
        if uvs is not None
    }
    surface = replace(
        told.surface,
        colour_picture=places.get("colour"),
        metallic_roughness_picture=places.get("metallic_roughness"),
        normal_picture=places.get("normal"),
        occlusion_picture=places.get("occlusion"),
        emissive_picture=places.get("emissive"),
    )
    return surface if _lets_through(surface, colours, album) else replace(surface, alpha="OPAQUE")


def _lets_through(surface: Surface, colours: Floats | None, album: Album) -> bool:
    """Whether anything of it can be seen through; some programs say so of every surface."""
    return surface.alpha != "OPAQUE" and (
        surface.colour[3] < 1
        or (colours is not None and bool(colours[:, 3].min() < 1))
        or (surface.colour_picture is not None and is_see_through(album.pictures[surface.colour_picture]))
    )
