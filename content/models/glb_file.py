"""A GLB file: JSON and one block of bytes, pictures as JPEG inside, nothing that needs an extension."""

import io
import json
import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image

from content.models.finish import Solid

FLOAT, UNSIGNED_SHORT = 5126, 5123
POINTS_OF_ARRAYS, NUMBERS_OF_TRIANGLES = 34962, 34963


@dataclass(frozen=True, slots=True, eq=False)
class Painting:
    """A picture and how strongly it is kept."""

    picture: Image.Image
    quality: int = 82


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Triangles of one material: matt at roughness 1, mirror at 0; `glow` is the share of its own light."""

    name: str
    solid: Solid
    colour: str
    relief: str | None = None
    roughness: float = 0.9
    metallic: float = 0.0
    glow: float = 0.0
    double_sided: bool = False
    # It is one half; the other is its mirror image in x = 0.
    mirrored: bool = False


@dataclass(slots=True)
class _Bytes:
    views: list[dict[str, int]] = field(default_factory=list)
    accessors: list[dict[str, Any]] = field(default_factory=list)
    kept: bytearray = field(default_factory=bytearray)

    def view(self, data: bytes, target: int | None = None) -> int:
        self.kept += b"\0" * (-len(self.kept) % 4)
        view = {"buffer": 0, "byteOffset": len(self.kept), "byteLength": len(data)}
        self.views.append(view if target is None else view | {"target": target})
        self.kept += data
        return len(self.views) - 1

    def accessor(self, data: bytes, target: int, **told: Any) -> int:
        self.accessors.append({"bufferView": self.view(data, target)} | told)
        return len(self.accessors) - 1


def glb(parts: list[Part], paintings: dict[str, Painting], title: str) -> bytes:
    """The whole file; parts name the paintings that they wear. At most 65,535 points a part."""
    kept = _Bytes()
    names = list(paintings)
    halves = [_primitive(part, number, kept) for number, part in enumerate(parts) if part.mirrored]
    wholes = [_primitive(part, number, kept) for number, part in enumerate(parts) if not part.mirrored]
    meshes = [{"primitives": each} for each in (wholes, halves) if each]
    nodes: list[dict[str, Any]] = [{"mesh": number} for number in range(len(meshes))]
    if halves:
        nodes.append({"mesh": len(meshes) - 1, "scale": [-1, 1, 1]})
    document: dict[str, Any] = {
        "asset": {"version": "2.0", "generator": "Lời Quê, content/models", "copyright": "Lời Quê, CC BY 4.0"},
        "scene": 0,
        "scenes": [{"nodes": list(range(len(nodes))), "name": title}],
        "nodes": nodes,
        "meshes": meshes,
        "materials": [_material(part, names) for part in parts],
        "textures": [{"source": number, "sampler": 0} for number in range(len(names))],
        "samplers": [{"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497}],
        "images": [{"bufferView": kept.view(_jpeg(paintings[name])), "mimeType": "image/jpeg"} for name in names],
        "accessors": kept.accessors,
        "bufferViews": kept.views,
    }
    kept.kept += b"\0" * (-len(kept.kept) % 4)
    document["buffers"] = [{"byteLength": len(kept.kept)}]
    head = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 4)
    chunks = struct.pack("<I4s", len(head), b"JSON") + head + struct.pack("<I4s", len(kept.kept), b"BIN\0") + kept.kept
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def _primitive(part: Part, material: int, kept: _Bytes) -> dict[str, Any]:
    solid = part.solid
    points = np.round(solid.points, 4).astype("<f4")
    normals = np.round(solid.normals, 3)
    normals = (normals / np.linalg.norm(normals, axis=1, keepdims=True)).astype("<f4")
    places = np.round(np.clip(solid.places, 0, 1) * 65535).astype("<u2")
    numbers = solid.triangles.astype("<u2")
    bounds = {"min": points.min(axis=0).tolist(), "max": points.max(axis=0).tolist()}
    count = {"count": len(points)}
    vectors = {"componentType": FLOAT, "type": "VEC3"} | count
    attributes = {
        "POSITION": kept.accessor(points.tobytes(), POINTS_OF_ARRAYS, **vectors, **bounds),
        "NORMAL": kept.accessor(normals.tobytes(), POINTS_OF_ARRAYS, **vectors),
        "TEXCOORD_0": kept.accessor(
            places.tobytes(), POINTS_OF_ARRAYS, componentType=UNSIGNED_SHORT, normalized=True, type="VEC2", **count
        ),
    }
    triangles = kept.accessor(
        numbers.tobytes(), NUMBERS_OF_TRIANGLES, componentType=UNSIGNED_SHORT, type="SCALAR", count=numbers.size
    )
    return {"attributes": attributes, "indices": triangles, "material": material}


def _material(part: Part, names: list[str]) -> dict[str, Any]:
    picture = {"index": names.index(part.colour)}
    material: dict[str, Any] = {
        "name": part.name,
        "pbrMetallicRoughness": {
            "baseColorTexture": picture,
            "metallicFactor": part.metallic,
            "roughnessFactor": part.roughness,
        },
    }
    if part.relief:
        material["normalTexture"] = {"index": names.index(part.relief)}
    if part.glow:
        material |= {"emissiveTexture": picture, "emissiveFactor": [part.glow] * 3}
    if part.double_sided:
        material["doubleSided"] = True
    return material


def _jpeg(painting: Painting) -> bytes:
    kept = io.BytesIO()
    painting.picture.save(kept, "JPEG", quality=painting.quality, optimize=True, subsampling=0)
    return kept.getvalue()
