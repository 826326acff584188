"""glTF's fields as far as they are read here; all others end in the gate: names, extras, cameras, lights."""

from collections.abc import Mapping
from typing import Any, Final

from tourism.engines.models.gate.rules import Rule, flag, many, number, numbers, one_of, record, refused, whole
from tourism.engines.models.opened import COMPONENTS, WIDTHS
from tourism.engines.models.refusals import MOST_MATERIALS, MOST_MESHES, MOST_NODES, MOST_PICTURES, Strange

MOST_BYTES: Final = 1 << 31
MOST_ACCESSORS: Final = 20_000
MOST_TARGETS: Final = 64
MOST_JOINTS: Final = 512
MOST_CHANNELS: Final = 2_000
LISTS = (
    "scenes", "nodes", "meshes", "materials", "textures", "images", "samplers", "buffers", "bufferViews", "accessors",
    "skins", "animations",
)  # fmt: skip
ATTRIBUTES = (
    "POSITION", "NORMAL", "TANGENT", "TEXCOORD_0", "TEXCOORD_1", "TEXCOORD_2", "TEXCOORD_3", "COLOR_0", "JOINTS_0",
    "WEIGHTS_0", "JOINTS_1", "WEIGHTS_1",
)  # fmt: skip
TARGET_ATTRIBUTES = ATTRIBUTES[:8]
# Whoever needs these does not get far without them, but what they mean for us is known.
ADVICE = {
    "KHR_draco_mesh_compression": "draco",
    "EXT_meshopt_compression": "meshopt",
    "KHR_meshopt_compression": "meshopt",
    "KHR_texture_basisu": "ktx2",
    "EXT_mesh_gpu_instancing": "instancing",
}
# Read here, or without them the model looks a little plainer.
READ_WITHOUT = frozenset({
    "EXT_texture_webp", "KHR_lights_punctual", "KHR_materials_anisotropy", "KHR_materials_clearcoat",
    "KHR_materials_dispersion", "KHR_materials_emissive_strength", "KHR_materials_ior", "KHR_materials_iridescence",
    "KHR_materials_pbrSpecularGlossiness", "KHR_materials_sheen", "KHR_materials_specular",
    "KHR_materials_transmission", "KHR_materials_unlit", "KHR_materials_variants", "KHR_materials_volume",
    "KHR_mesh_quantization", "KHR_texture_transform", "KHR_xmp_json_ld",
})  # fmt: skip


def shaped(told: Mapping[str, Any]) -> dict[str, Any]:
    """The document with these fields alone, every index of it in range; raises Strange."""
    counts = {name: len(each) if isinstance(each := told.get(name), list) else 0 for name in LISTS}

    def link(name: str) -> Rule:
        return whole(0, counts[name] - 1)

    found: dict[str, Any] = record(
        {
            "asset": record({"version": _version}, "version"),
            "extensionsRequired": _extensions,
            "buffers": many(record({"byteLength": whole(1, MOST_BYTES)}, "byteLength"), 1),
            **_numbers(link),
            **_surfaces(link),
            **_shapes(link),
            **_motion(link),
            "scene": link("scenes"),
            "scenes": many(record({"nodes": many(link("nodes"), MOST_NODES, "too-many-parts")}), 100, "too-many-parts"),
        },
        "asset",
    )(told)
    found.pop("extensionsRequired", None)
    return found


def _version(told: Any) -> Any:
    if not isinstance(told, str) or not told.startswith("2."):
        raise Strange("old-version")
    return "2.0"


def _extensions(told: Any) -> list[Any]:
    names: list[Any] = many(lambda each: each, 200)(told)
    for name in names:
        if not isinstance(name, str) or name not in READ_WITHOUT:
            raise Strange(ADVICE.get(str(name), "needs-more"), ascii(name)[:80])
    return names


def _extended(**rules: Rule) -> dict[str, Rule]:
    return {"extensions": record(rules)}


def _numbers(link: Any) -> dict[str, Rule]:
    place = {"byteOffset": whole(0, MOST_BYTES)}
    meshopt = refused("meshopt")
    view = place | {"buffer": link("buffers"), "byteLength": whole(1, MOST_BYTES), "byteStride": whole(4, 252)}
    accessor = place | {
        "sparse": refused("sparse"),
        "bufferView": link("bufferViews"),
        "componentType": one_of(*COMPONENTS),
        "normalized": flag,
        "count": whole(1, MOST_BYTES),
        "type": one_of(*WIDTHS),
    }
    view |= _extended(EXT_meshopt_compression=meshopt, KHR_meshopt_compression=meshopt)
    return {
        "bufferViews": many(record(view, "buffer", "byteLength"), MOST_ACCESSORS, "too-many-parts"),
        "accessors": many(
            record(accessor, "bufferView", "componentType", "count", "type"), MOST_ACCESSORS, "too-many-parts"
        ),
    }


def _surfaces(link: Any) -> dict[str, Rule]:
    source = record({"source": link("images")}, "source")
    wrap = one_of(33071, 33648, 10497)
    sampler = {
        "magFilter": one_of(9728, 9729),
        "minFilter": one_of(9728, 9729, 9984, 9985, 9986, 9987),
        "wrapS": wrap,
        "wrapT": wrap,
    }
    texture = {"source": link("images"), "sampler": link("samplers")}
    texture |= _extended(EXT_texture_webp=source, KHR_texture_basisu=source)
    image = {"bufferView": link("bufferViews"), "mimeType": lambda told: told}
    return {
        "materials": many(record(_material(link)), MOST_MATERIALS, "too-many-materials"),
        "textures": many(record(texture), 20 * MOST_MATERIALS, "too-many-materials"),
        "images": many(record(image, "bufferView"), MOST_PICTURES, "too-many-textures"),
        "samplers": many(record(sampler), 20 * MOST_MATERIALS, "too-many-materials"),
    }


def _material(link: Any) -> dict[str, Rule]:
    share, colour, light = number(0, 1), numbers(4, 0, 1), numbers(3, 0)
    transform = {"offset": numbers(2), "rotation": number(), "scale": numbers(2), "texCoord": whole(0, 3)}
    use = {"index": link("textures"), "texCoord": whole(0, 3)}
    use |= _extended(KHR_texture_transform=record(transform))
    picture = record(use, "index")
    rough = {
        "baseColorFactor": colour,
        "baseColorTexture": picture,
        "metallicFactor": share,
        "roughnessFactor": share,
        "metallicRoughnessTexture": picture,
    }
    glossy = {"diffuseFactor": colour, "diffuseTexture": picture, "specularFactor": light, "glossinessFactor": share}
    return {
        "pbrMetallicRoughness": record(rough),
        "normalTexture": record(use | {"scale": number()}, "index"),
        "occlusionTexture": record(use | {"strength": share}, "index"),
        "emissiveTexture": picture,
        "emissiveFactor": numbers(3, 0, 1),
        "alphaMode": one_of("OPAQUE", "MASK", "BLEND"),
        "alphaCutoff": number(0),
        "doubleSided": flag,
    } | _extended(
        KHR_materials_unlit=record({}),
        KHR_materials_emissive_strength=record({"emissiveStrength": number(0)}),
        KHR_materials_pbrSpecularGlossiness=record(glossy),
    )


def _shapes(link: Any) -> dict[str, Rule]:
    data = link("accessors")
    target = record(dict.fromkeys(TARGET_ATTRIBUTES, data))
    weights = many(number(), MOST_TARGETS, "too-many-parts")
    primitive = {
        "attributes": record(dict.fromkeys(ATTRIBUTES, data), "POSITION"),
        "indices": data,
        "material": link("materials"),
        "mode": whole(0, 6),
        "targets": many(target, MOST_TARGETS, "too-many-parts", least=1),
    }
    draco = _extended(KHR_draco_mesh_compression=refused("draco"))
    mesh = {"primitives": many(record(draco | primitive, "attributes"), MOST_MESHES, "too-many-parts", least=1)}
    node = {
        "children": many(link("nodes"), MOST_NODES, "too-many-parts"),
        "mesh": link("meshes"),
        "skin": link("skins"),
        "matrix": numbers(16),
        "translation": numbers(3),
        "rotation": numbers(4, -1.1, 1.1),
        "scale": numbers(3),
        "weights": weights,
    } | _extended(EXT_mesh_gpu_instancing=refused("instancing"))
    return {
        "meshes": many(record(mesh | {"weights": weights}, "primitives"), MOST_MESHES, "too-many-parts"),
        "nodes": many(record(node), MOST_NODES, "too-many-parts"),
    }


def _motion(link: Any) -> dict[str, Rule]:
    data = link("accessors")
    skin = {
        "joints": many(link("nodes"), MOST_JOINTS, "too-many-parts", least=1),
        "inverseBindMatrices": data,
        "skeleton": link("nodes"),
    }
    target = {"node": link("nodes"), "path": one_of("translation", "rotation", "scale", "weights")}
    channel = {"sampler": whole(0, MOST_CHANNELS), "target": record(target, "path")}
    ways = one_of("LINEAR", "STEP", "CUBICSPLINE")
    sampler = record({"input": data, "output": data, "interpolation": ways}, "input", "output")
    animation = {
        "channels": many(record(channel, "sampler", "target"), MOST_CHANNELS, "too-many-parts", least=1),
        "samplers": many(sampler, MOST_CHANNELS, "too-many-parts", least=1),
    }
    return {
        "skins": many(record(skin, "joints"), 100, "too-many-parts"),
        "animations": many(record(animation, *animation), 100, "too-many-parts"),
    }
