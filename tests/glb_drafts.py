"""GLB files written by hand, right or wrong: a document that can be changed at will, and the numbers behind it."""

import io
import json
import struct
from typing import Any

import numpy as np
from PIL import Image

KINDS = {"i1": 5120, "u1": 5121, "i2": 5122, "u2": 5123, "u4": 5125, "f4": 5126}
TYPES = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
QUAD = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], np.float32)
CORNERS = np.array([0, 1, 2, 0, 2, 3], np.uint16)


def padded(data: bytes, filler: bytes = b"\0") -> bytes:
    """Up to the next four bytes."""
    return data + filler * (-len(data) % 4)


def part(kind: bytes, body: bytes) -> bytes:
    """One part of a GLB."""
    return struct.pack("<I4s", len(body), kind) + body


def glb(*parts: bytes, version: int = 2, length: int | None = None) -> bytes:
    """A head and parts; `length` where the head lies."""
    body = b"".join(parts)
    return struct.pack("<4sII", b"glTF", version, 12 + len(body) if length is None else length) + body


def text_glb(text: str | bytes, binary: bytes = b"") -> bytes:
    """A GLB whose document is this text."""
    data = padded(text.encode() if isinstance(text, str) else text, b" ")
    return glb(part(b"JSON", data), *([part(b"BIN\0", padded(binary))] if binary else []))


class Draft:
    """A model that is being written; `document` may be changed in every way before it is packed."""

    def __init__(self) -> None:
        self.document: dict[str, Any] = {
            "asset": {"version": "2.0"},
            "scene": 0,
            "scenes": [{"nodes": [0]}],
            "nodes": [{"mesh": 0}],
            "meshes": [{"primitives": []}],
            "buffers": [{}],
            "bufferViews": [],
            "accessors": [],
        }
        self.binary = bytearray()

    @property
    def primitive(self) -> dict[str, Any]:
        """The first one."""
        found: dict[str, Any] = self.document["meshes"][0]["primitives"][0]
        return found

    def listed(self, what: str) -> list[Any]:
        """A list of the document, begun where it is not there yet."""
        found: list[Any] = self.document.setdefault(what, [])
        return found

    def add(self, what: str, told: Any) -> int:
        """Its place in the list."""
        self.listed(what).append(told)
        return len(self.listed(what)) - 1

    def view(self, data: bytes) -> int:
        """Bytes as a view of their own."""
        start = len(self.binary)
        self.binary += padded(data)
        return self.add("bufferViews", {"buffer": 0, "byteOffset": start, "byteLength": len(data)})

    def numbers(self, array: np.ndarray, **more: Any) -> int:
        """An array as an accessor; matrices (n, 16)."""
        width = 1 if array.ndim == 1 else array.shape[1]
        told = {"componentType": KINDS[array.dtype.str[1:]], "count": len(array), "type": TYPES[width]}
        return self.add("accessors", {"bufferView": self.view(array.tobytes()), **told, **more})

    def piece(self, corners: np.ndarray | None = CORNERS, mesh: int = 0, **attributes: np.ndarray) -> dict[str, Any]:
        """A primitive of these arrays, by their names in lower case."""
        told: dict[str, Any] = {"attributes": {name.upper(): self.numbers(each) for name, each in attributes.items()}}
        if corners is not None:
            told["indices"] = self.numbers(corners)
        self.document["meshes"][mesh]["primitives"].append(told)
        return told

    def picture(self, data: bytes, kind: str = "image/png") -> int:
        """A picture with a texture and a material that shows it on the first primitive; the picture's place."""
        image = self.add("images", {"bufferView": self.view(data), "mimeType": kind})
        texture = self.add("textures", {"source": image})
        use = {"baseColorTexture": {"index": texture}}
        self.primitive["material"] = self.add("materials", {"pbrMetallicRoughness": use})
        return image

    def packed(self) -> bytes:
        """The file."""
        if "buffers" in self.document and self.document["buffers"] == [{}]:
            self.document["buffers"] = [{"byteLength": len(self.binary)}]
        return text_glb(json.dumps(self.document), bytes(self.binary))


def plain() -> Draft:
    """One square."""
    draft = Draft()
    draft.piece(position=QUAD)
    return draft


def pictured(data: bytes | None = None, kind: str = "image/png") -> Draft:
    """A square with a picture on it."""
    draft = Draft()
    draft.piece(position=QUAD, normal=np.tile(np.float32([0, 0, 1]), (4, 1)), texcoord_0=QUAD[:, :2].copy())
    draft.picture(saved() if data is None else data, kind)
    return draft


def saved(kind: str = "PNG", side: int = 32, **options: Any) -> bytes:
    """A little picture with something in it."""
    out = io.BytesIO()
    ramp = np.indices((side, side)).transpose(1, 2, 0) * 255 // side
    Image.fromarray(np.dstack((ramp, ramp[..., 0])).astype(np.uint8)).save(out, kind, **options)
    return out.getvalue()


def held() -> Draft:
    """A square that two joints hold, the upper one of which turns."""
    draft = Draft()
    weights = np.float32([[1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0]])
    joints = np.uint8([[0, 0, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0]])
    draft.piece(position=QUAD, joints_0=joints, weights_0=weights)
    matrices = np.tile(np.eye(4, dtype=np.float32).reshape(1, 16), (2, 1))
    draft.document["skins"] = [{"joints": [1, 2], "inverseBindMatrices": draft.numbers(matrices)}]
    draft.document["nodes"] = [{"mesh": 0, "skin": 0}, {"children": [2]}, {"translation": [0, 0.5, 0]}]
    draft.document["scenes"] = [{"nodes": [0, 1]}]
    move(draft, 2)
    return draft


def move(draft: Draft, node: int) -> dict[str, Any]:
    """An animation that turns a node once to the side and back."""
    times = draft.numbers(np.float32([0, 1, 2]))
    turns = draft.numbers(np.float32([[0, 0, 0, 1], [0, 0, 0.6, 0.8], [0, 0, 0, 1]]))
    told = {
        "samplers": [{"input": times, "output": turns}],
        "channels": [{"sampler": 0, "target": {"node": node, "path": "rotation"}}],
    }
    draft.add("animations", told)
    return told


def moving() -> Draft:
    """A square that turns."""
    draft = pictured()
    move(draft, 0)
    return draft


def morphing() -> Draft:
    """A square that can become larger, and does."""
    draft = plain()
    draft.primitive["targets"] = [{"POSITION": draft.numbers(QUAD * 0.5)}]
    draft.document["meshes"][0]["weights"] = [0.0]
    sampler = {"input": draft.numbers(np.float32([0, 1])), "output": draft.numbers(np.float32([0, 1]))}
    channel = {"sampler": 0, "target": {"node": 0, "path": "weights"}}
    draft.document["animations"] = [{"samplers": [sampler], "channels": [channel]}]
    return draft


def several() -> Draft:
    """Strips and fans, small numbers, colours, a tree with turns and scales: much of what glTF knows."""
    draft = pictured(saved("JPEG", quality=80), "image/jpeg")
    draft.piece(None, position=QUAD[[0, 1, 3, 2]])["mode"] = 5
    draft.piece(np.uint8([0, 1, 2, 3]), position=QUAD, color_0=np.uint8([[255, 0, 0, 255]] * 4))["mode"] = 6
    draft.piece(np.uint8([0, 1]), position=QUAD)["mode"] = 1
    draft.piece(np.uint32([0, 1, 2]), position=np.pad(QUAD * 100, ((0, 0), (0, 1))).astype(np.int16))
    short = draft.listed("accessors")[draft.document["meshes"][0]["primitives"][-1]["attributes"]["POSITION"]]
    short.update(type="VEC3", normalized=True)
    draft.listed("bufferViews")[short["bufferView"]]["byteStride"] = 8
    draft.document["extensionsUsed"] = draft.document["extensionsRequired"] = ["KHR_mesh_quantization"]
    use = draft.listed("materials")[0]["pbrMetallicRoughness"]["baseColorTexture"]
    use["extensions"] = {"KHR_texture_transform": {"offset": [0.5, 0.5], "scale": [2, 2]}}
    draft.add("materials", {"alphaMode": "BLEND", "doubleSided": True, "extensions": {"KHR_materials_unlit": {}}})
    draft.document["samplers"] = [{"wrapS": 33071}]
    draft.listed("textures")[0]["sampler"] = 0
    draft.document["nodes"] = [
        {"children": [1, 2], "rotation": [0.7071068, 0, 0, 0.7071068]},
        {"mesh": 0, "scale": [2, -1, 1]},
        {"mesh": 0, "matrix": [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 3, 0, 0, 1]},
    ]
    return draft


GOOD = {each.__name__: each for each in (plain, pictured, held, moving, morphing, several)}


def scan(rows: int, side: int) -> bytes:
    """A stone as a scanner saves it: 4 times rows squared triangles, two JPEG textures full of grain."""
    down, around = np.meshgrid(np.linspace(0, np.pi, rows + 1), np.linspace(0, 2 * np.pi, 2 * rows + 1), indexing="ij")
    way = np.stack((np.sin(down) * np.cos(around), np.cos(down), np.sin(down) * np.sin(around)), 2).reshape(-1, 3)
    dents = 1 + 0.02 * np.sin(way * (37, 41, 53)).sum(axis=1, keepdims=True)
    corner = np.arange(rows)[:, None] * (2 * rows + 1) + np.arange(2 * rows)
    halves = ((0, 1, 2 * rows + 1), (1, 2 * rows + 2, 2 * rows + 1))
    corners = np.concatenate([np.stack([corner.ravel() + each for each in half], 1) for half in halves])
    uvs = np.stack((around / (2 * np.pi), down / np.pi), 2).reshape(-1, 2)
    draft = Draft()
    draft.piece(
        corners.astype(np.uint32).ravel(),
        position=(way * dents).astype(np.float32),
        normal=way.astype(np.float32),
        texcoord_0=uvs.astype(np.float32),
    )
    random = np.random.default_rng(97)
    for _ in range(2):
        out = io.BytesIO()
        Image.fromarray(random.integers(256, size=(side, side, 3), dtype=np.uint8)).save(out, "JPEG", quality=96)
        draft.picture(out.getvalue(), "image/jpeg")
    draft.document["materials"][1]["normalTexture"] = {"index": 0}
    return draft.packed()
