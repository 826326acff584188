"""A surface as glTF writes it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tourism.engines.models.mesh import PictureIndex, Surface

# What a texture's entry is for a picture of the model.
Textured = Callable[[PictureIndex], dict[str, Any]]
UNLIT = "KHR_materials_unlit"


def material(surface: Surface, textured: Textured) -> dict[str, Any]:
    """The entry, without what is so by default; a surface without light needs the extension UNLIT."""
    if surface.unlit:
        plain = Surface(
            surface.colour, surface.colour_picture, metallic=0.0, roughness=0.9, alpha=surface.alpha,
            alpha_cutoff=surface.alpha_cutoff, double_sided=surface.double_sided,
        )  # fmt: skip
        return material(plain, textured) | {"extensions": {UNLIT: {}}}
    found: dict[str, Any] = {"pbrMetallicRoughness": _rough(surface, textured)}
    if surface.normal_picture is not None:
        found["normalTexture"] = textured(surface.normal_picture) | _unless(1.0, scale=surface.normal_scale)
    if surface.occlusion_picture is not None:
        strength = _unless(1.0, strength=surface.occlusion_strength)
        found["occlusionTexture"] = textured(surface.occlusion_picture) | strength
    if any(surface.emissive):
        found["emissiveFactor"] = list(surface.emissive)
        if surface.emissive_picture is not None:
            found["emissiveTexture"] = textured(surface.emissive_picture)
    return found | _edges(surface)


def lit(surface: Surface) -> Surface:
    """A surface without light as one that shines by itself, for readers that have no other."""
    if not surface.unlit:
        return surface
    red, green, blue, alpha = surface.colour
    return replace(
        surface,
        unlit=False,
        colour=(0.0, 0.0, 0.0, alpha),
        # Where nothing is seen through, the picture is needed once.
        colour_picture=None if surface.alpha == "OPAQUE" else surface.colour_picture,
        metallic=0.0,
        roughness=1.0,
        metallic_roughness_picture=None,
        normal_picture=None,
        occlusion_picture=None,
        emissive=(red, green, blue),
        emissive_picture=surface.colour_picture,
    )


def _rough(surface: Surface, textured: Textured) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if surface.colour != (1.0, 1.0, 1.0, 1.0):
        found["baseColorFactor"] = list(surface.colour)
    if surface.colour_picture is not None:
        found["baseColorTexture"] = textured(surface.colour_picture)
    if surface.metallic_roughness_picture is not None:
        found["metallicRoughnessTexture"] = textured(surface.metallic_roughness_picture)
    return found | _unless(1.0, metallicFactor=surface.metallic) | _unless(1.0, roughnessFactor=surface.roughness)


def _edges(surface: Surface) -> dict[str, Any]:
    found: dict[str, Any] = {"doubleSided": True} if surface.double_sided else {}
    if surface.alpha != "OPAQUE":
        found["alphaMode"] = surface.alpha
    if surface.alpha == "MASK":
        found |= _unless(0.5, alphaCutoff=surface.alpha_cutoff)
    return found


def _unless(usual: float, **numbers: float) -> dict[str, float]:
    return {name: number for name, number in numbers.items() if number != usual}
