"""Models as programs export them, each with one thing that glTF lets be done in another way; all have a secret."""

import io
import json
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image

from tests.glb_drafts import Draft, held, morphing, moving, saved, several

# Stands in every name, and wherever else a program may write what it likes.
SECRET = "SECRET-7f3a"
SIDES = np.array([
    [[0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1]],
    [[1, 0, 0], [0, 0, 0], [0, 1, 0], [1, 1, 0]],
    [[1, 0, 1], [1, 0, 0], [1, 1, 0], [1, 1, 1]],
    [[0, 0, 0], [0, 0, 1], [0, 1, 1], [0, 1, 0]],
    [[0, 1, 1], [1, 1, 1], [1, 1, 0], [0, 1, 0]],
    [[0, 0, 0], [1, 0, 0], [1, 0, 1], [0, 0, 1]],
], np.float32)  # fmt: skip
LOOKS = np.float32([[0, 0, 1], [0, 0, -1], [1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0]])
ON_PICTURE = np.float32([[0, 1], [1, 1], [1, 0], [0, 0]])
NAMED = ("nodes", "meshes", "materials", "textures", "images", "accessors", "bufferViews", "skins", "animations")
# Wide, high and deep, in the file's own units.
WIDE, HIGH, DEEP = 2.0, 4.0, 1.0
PLACES = (SIDES.reshape(-1, 3) * (WIDE, HIGH, DEEP)).astype(np.float32)
NORMALS = np.repeat(LOOKS, 4, axis=0)
UVS = np.tile(ON_PICTURE, (6, 1))
CORNERS = (np.arange(6)[:, None] * 4 + np.array([0, 1, 2, 0, 2, 3])).ravel()


def box(kind: type[np.unsignedinteger[Any]] = np.uint16) -> Draft:
    """A box with a picture on every side; corners are numbered by this kind of number."""
    draft = Draft()
    draft.piece(CORNERS.astype(kind), position=PLACES, normal=NORMALS, texcoord_0=UVS)
    draft.picture(saved())
    return draft


def interleaved() -> Draft:
    """All that belongs to one point lies together, as game engines write it."""
    draft = box()
    rows = np.concatenate((PLACES, NORMALS, UVS), axis=1)
    view = draft.view(rows.tobytes())
    draft.listed("bufferViews")[view]["byteStride"] = rows.strides[0]
    for name, start in (("POSITION", 0), ("NORMAL", 12), ("TEXCOORD_0", 24)):
        draft.listed("accessors")[draft.primitive["attributes"][name]] |= {"bufferView": view, "byteOffset": start}
    return draft


def quantised() -> Draft:
    """Numbers of one and two bytes, as optimisers write them; the node makes them as large as they were."""
    draft = Draft()
    small: dict[str, np.ndarray] = {
        "POSITION": np.pad((SIDES.reshape(-1, 3) * 1000).astype(np.uint16), ((0, 0), (0, 1))),
        "NORMAL": np.pad((NORMALS * 127).astype(np.int8), ((0, 0), (0, 1))),
        "TEXCOORD_0": (UVS * 65_535).astype(np.uint16),
    }
    draft.piece(CORNERS.astype(np.uint16), **{name.lower(): each for name, each in small.items()})
    for name in ("POSITION", "NORMAL"):
        told = draft.listed("accessors")[draft.primitive["attributes"][name]]
        draft.listed("bufferViews")[told["bufferView"]]["byteStride"] = small[name].strides[0]
        told |= {"type": "VEC3", "normalized": name == "NORMAL"}
    draft.listed("accessors")[draft.primitive["attributes"]["TEXCOORD_0"]]["normalized"] = True
    draft.picture(saved("WEBP", lossless=True), "image/webp")
    texture = draft.listed("textures")[0]
    texture["extensions"] = {"EXT_texture_webp": {"source": texture.pop("source")}}
    draft.document["nodes"] = [{"mesh": 0, "scale": [WIDE / 1000, HIGH / 1000, DEEP / 1000]}]
    needed = ["KHR_mesh_quantization", "EXT_texture_webp"]
    draft.document["extensionsUsed"] = draft.document["extensionsRequired"] = needed
    return draft


def tree() -> Draft:
    """The same box in a tree: moved, turned, seen in a mirror; a scan's y is its z, and it is in millimetres."""
    draft = box()
    mirrored = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 12, 0, 0, 1]
    draft.document["nodes"] = [
        {"children": [1, 2], "rotation": [0.5**0.5, 0, 0, 0.5**0.5], "scale": [1000, 1000, 1000]},
        {"mesh": 0, "translation": [3, 0, 0]},
        {"mesh": 0, "matrix": mirrored},
    ]
    return draft


def materials() -> Draft:
    """One surface of every kind: nothing said of it, polished, seen through, cut out, shining."""
    draft = box()
    clear = use(draft, pictured("PNG", Image.new("RGBA", (16, 16), (200, 40, 40, 90))), "image/png")
    seen_through = {"pbrMetallicRoughness": {"baseColorTexture": clear}}
    metal = {
        "pbrMetallicRoughness": {"baseColorFactor": [0.8, 0.5, 0.2, 1], "roughnessFactor": 0.3},
        "normalTexture": {"index": 0, "scale": 0.5},
        "occlusionTexture": {"index": 0, "strength": 0.7},
    }
    shining = {"emissiveFactor": [1, 0.5, 0], "emissiveTexture": {"index": 0}, "doubleSided": True}
    beside(draft, None, metal, seen_through | {"alphaMode": "BLEND"}, seen_through | {"alphaMode": "MASK"}, shining)
    return draft


def unlit() -> Draft:
    """Light is in its picture already: no lamp may shine on it once more."""
    draft = box()
    draft.document["materials"][0]["extensions"] = {"KHR_materials_unlit": {}}
    draft.document["extensionsUsed"] = ["KHR_materials_unlit"]
    return draft


def coloured() -> Draft:
    """Colours at its points and no picture, as some scanners save it; without normals."""
    draft = Draft()
    draft.piece(CORNERS.astype(np.uint16), position=PLACES, color_0=np.float32(PLACES / (WIDE, HIGH, DEEP)))
    return draft


def laid() -> Draft:
    """Its picture is turned, moved and repeated by what the material says; another lies by coordinates of its own."""
    draft = box()
    attributes = draft.primitive["attributes"]
    attributes["TEXCOORD_1"] = draft.numbers(UVS * 3 - 1)
    material = draft.document["materials"][0]
    use = material["pbrMetallicRoughness"]["baseColorTexture"]
    transform = {"offset": [0.25, 0.5], "rotation": np.pi / 2, "scale": [2, 1], "texCoord": 1}
    use["extensions"] = {"KHR_texture_transform": transform}
    material["occlusionTexture"] = {"index": use["index"]}
    draft.document["extensionsUsed"] = ["KHR_texture_transform"]
    return draft


def walking() -> Draft:
    """Held by joints that move it, in a box that is pictured."""
    draft = held()
    draft.primitive["attributes"]["NORMAL"] = draft.numbers(np.tile(np.float32([0, 0, 1]), (4, 1)))
    draft.primitive["attributes"]["TEXCOORD_0"] = draft.numbers(ON_PICTURE)
    draft.picture(saved("JPEG", quality=90), "image/jpeg")
    return draft


def strange() -> Draft:
    """A picture of 16 bits of grey, and one as printers want it."""
    draft = box()
    grey = use(draft, pictured("PNG", Image.new("I;16", (40, 20), 40_000)), "image/png")
    print_ = use(draft, pictured("JPEG", Image.new("CMYK", (20, 40), (0, 99, 99, 20))), "image/jpeg")
    beside(draft, *({"pbrMetallicRoughness": {"baseColorTexture": each}} for each in (grey, print_)))
    return draft


def beside(draft: Draft, *surfaces: dict[str, Any] | None) -> None:
    """More boxes in a row, one for each surface."""
    for at, surface in enumerate(surfaces, 1):
        moved = (PLACES + np.array([3 * at, 0, 0])).astype(np.float32)
        piece = draft.piece(CORNERS.astype(np.uint16), position=moved, normal=NORMALS, texcoord_0=UVS)
        if surface is not None:
            piece["material"] = draft.add("materials", surface)


def use(draft: Draft, data: bytes, kind: str) -> dict[str, Any]:
    """A new texture, as materials name it."""
    image = draft.add("images", {"bufferView": draft.view(data), "mimeType": kind})
    return {"index": draft.add("textures", {"source": image})}


def pictured(kind: str, picture: Image.Image) -> bytes:
    """A picture file."""
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


STILL: dict[str, Callable[[], Draft]] = {
    "a box": box,
    "a box, corners of one byte": lambda: box(np.uint8),
    "a box, corners of four bytes": lambda: box(np.uint32),
    "interleaved": interleaved,
    "small numbers": quantised,
    "a tree with a mirror": tree,
    "many materials": materials,
    "without light": unlit,
    "colours at points": coloured,
    "pictures laid elsewhere": laid,
    "strips and fans": several,
    "strange pictures": strange,
}
MOVING: dict[str, Callable[[], Draft]] = {
    "joints": walking, "joints, plain": held, "a turn": moving, "a change of shape": morphing,
}  # fmt: skip


def packed(draft: Draft) -> bytes:
    """The file, with the secret in every name and in all that a program may add."""
    document = draft.document
    for what in NAMED:
        for entry in document.get(what, []):
            entry |= {"name": SECRET, "extras": {"note": SECRET}}
    document["asset"] |= {"generator": SECRET, "copyright": SECRET, "extras": {"author": SECRET}}
    document |= {"extras": {SECRET: SECRET}, "extensions": {"ACME_secret": {"told": SECRET}}}
    document["extensionsUsed"] = [*document.get("extensionsUsed", []), "ACME_secret"]
    return draft.packed()


def told(data: bytes) -> dict[str, Any]:
    """The document of a GLB."""
    length = struct.unpack_from("<I", data, 12)[0]
    found: dict[str, Any] = json.loads(data[20 : 20 + length])
    return found
