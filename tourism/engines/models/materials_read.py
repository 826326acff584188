"""A material of a glTF file as a surface: what is understood of it, in numbers that cannot be wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tourism.engines.models.mesh import Alpha, PictureIndex, Surface, Vector
from tourism.engines.models.opened import Glb, Told

Role = Literal["colour", "metallic_roughness", "normal", "occlusion", "emissive"]
# Which one says where on the surface the pictures lie; one that lies elsewhere is left out.
ROLES: tuple[Role, ...] = ("colour", "normal", "metallic_roughness", "emissive", "occlusion")
ALPHAS: Mapping[str, Alpha] = {"OPAQUE": "OPAQUE", "MASK": "MASK", "BLEND": "BLEND"}


@dataclass(frozen=True, slots=True)
class Laid:
    """How pictures lie on a surface: by which set of coordinates, moved, turned and scaled."""

    coordinates: int = 0
    offset: tuple[float, float] = (0.0, 0.0)
    turn: float = 0.0
    scale: tuple[float, float] = (1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Material:
    """A surface that has no pictures yet, and the images of the file that are to be those."""

    surface: Surface
    laid: Laid = field(default_factory=Laid)
    images: Mapping[Role, int] = field(default_factory=dict)


def pictures_of(surface: Surface) -> tuple[PictureIndex, ...]:
    """All that lie on it."""
    found = (
        surface.colour_picture,
        surface.metallic_roughness_picture,
        surface.normal_picture,
        surface.occlusion_picture,
        surface.emissive_picture,
    )
    return tuple(each for each in found if each is not None)


def material(glb: Glb, number: int | None) -> Material:
    """One material of the file; the default one for None."""
    told: Told = {} if number is None else glb.listed("materials")[number]
    extensions = told.get("extensions", {})
    glossy = extensions.get("KHR_materials_pbrSpecularGlossiness")
    rough = _from_glossiness(glossy) if glossy else told.get("pbrMetallicRoughness", {})
    infos = _infos(told, rough)
    is_unlit = "KHR_materials_unlit" in extensions
    emissive = told.get("emissiveFactor", (0, 0, 0))
    dark: set[Role] = set() if any(emissive) else {"emissive"}
    needed: set[Role] = {"colour"} if is_unlit else {*ROLES} - dark
    laid, images = _pictures(glb, {role: info for role, info in infos.items() if role in needed})
    strength = float(extensions.get("KHR_materials_emissive_strength", {}).get("emissiveStrength", 1.0))
    return Material(
        Surface(
            colour=_four(rough.get("baseColorFactor", (1, 1, 1, 1))),
            metallic=_share(rough.get("metallicFactor", 1)),
            roughness=_share(rough.get("roughnessFactor", 1)),
            normal_scale=float(infos.get("normal", {}).get("scale", 1.0)),
            occlusion_strength=_share(infos.get("occlusion", {}).get("strength", 1.0)),
            emissive=_three([each * strength for each in emissive]),
            alpha=ALPHAS.get(told.get("alphaMode", "OPAQUE"), "OPAQUE"),
            alpha_cutoff=max(0.0, float(told.get("alphaCutoff", 0.5))),
            double_sided=bool(told.get("doubleSided", False)),
            unlit=is_unlit,
        ),
        laid,
        images,
    )


def _from_glossiness(told: Told) -> dict[str, Any]:
    """The older kind of material, near enough: its mirror's colour is not followed."""
    rough: dict[str, Any] = {
        "baseColorFactor": told.get("diffuseFactor", (1, 1, 1, 1)),
        "metallicFactor": 0.0,
        "roughnessFactor": 1.0 - _share(told.get("glossinessFactor", 1.0)) * 0.5,
    }
    return rough | ({"baseColorTexture": told["diffuseTexture"]} if "diffuseTexture" in told else {})


def _infos(told: Told, rough: Told) -> dict[Role, Told]:
    found: dict[Role, Told | None] = {
        "colour": rough.get("baseColorTexture"),
        "metallic_roughness": rough.get("metallicRoughnessTexture"),
        "normal": told.get("normalTexture"),
        "occlusion": told.get("occlusionTexture"),
        "emissive": told.get("emissiveTexture"),
    }
    return {role: info for role in ROLES if (info := found[role]) is not None}


def _pictures(glb: Glb, infos: Mapping[Role, Told]) -> tuple[Laid, dict[Role, int]]:
    laid: Laid | None = None
    images: dict[Role, int] = {}
    for role, info in infos.items():
        image = glb.listed("textures")[info["index"]].get("source")
        if image is None:
            continue
        lies = _laid(info)
        laid = laid or lies
        if lies == laid:
            images[role] = image
    return laid or Laid(), images


def _laid(info: Told) -> Laid:
    told = info.get("extensions", {}).get("KHR_texture_transform", {})
    (x, y), (wide, high) = told.get("offset", (0, 0)), told.get("scale", (1, 1))
    return Laid(
        int(told.get("texCoord", info.get("texCoord", 0))),
        (float(x), float(y)),
        float(told.get("rotation", 0)),
        (float(wide), float(high)),
    )


def _share(value: float) -> float:
    return min(1.0, max(0.0, float(value)))


def _three(values: Any) -> Vector:
    x, y, z = (_share(each) for each in values)
    return x, y, z


def _four(values: Any) -> tuple[float, float, float, float]:
    red, green, blue, alpha = (_share(each) for each in values)
    return red, green, blue, alpha
