"""A GLB file as it is written: pieces of binary in a row, and the document that says what they are."""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.mesh import Indices
from tourism.engines.models.refusals import Strange
from tourism.engines.models.wish import Wish

GENERATOR = "Lời Quê"
WEBP, MESHOPT = "EXT_texture_webp", "EXT_meshopt_compression"
TYPES = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
COMPONENTS = {"i1": 5120, "u1": 5121, "i2": 5122, "u2": 5123, "u4": 5125, "f4": 5126}
# The next number restarts a strip in some programs.
LAST_SHORT = 65_535
POINTS, TRIANGLES = 34962, 34963


class Container:
    """Grows by views and accessors, each known by its number from then on; `finished` once."""

    def __init__(self) -> None:
        self.document: dict[str, list[Any]] = {}
        self._binary = bytearray()
        self.unpacked = 0

    def added(self, what: str, entry: Mapping[str, Any]) -> int:
        """The number of a new entry of one of the document's lists."""
        entries = self.document.setdefault(what, [])
        entries.append(entry)
        return len(entries) - 1

    def once(self, what: str, entry: Mapping[str, Any]) -> int:
        """The same, or the number of an entry that is like it."""
        entries = self.document.get(what, [])
        return entries.index(entry) if entry in entries else self.added(what, entry)

    def texture(self, data: bytes, media_type: str) -> int:
        """A new texture of a picture file."""
        image = self.added("images", {"bufferView": self.view(data), "mimeType": media_type})
        if media_type == "image/webp":
            return self.added("textures", {"extensions": {WEBP: {"source": image}}})
        return self.added("textures", {"source": image})

    def shown(self, nodes: Sequence[Mapping[str, Any]]) -> None:
        """The one scene of the file: these nodes."""
        self.document["scenes"] = [{"nodes": [self.added("nodes", node) for node in nodes]}]

    @property
    def size(self) -> int:
        """Bytes of binary so far."""
        return len(self._binary)

    def laid(self, data: bytes | memoryview) -> int:
        """Where data lies that was put behind all other; every piece begins at a multiple of four."""
        self._binary += bytes(-len(self._binary) % 4)
        start = len(self._binary)
        self._binary += data
        return start

    def view(self, data: bytes | memoryview, **more: Any) -> int:
        """A view of data of its own."""
        return self.added("bufferViews", {"buffer": 0, "byteOffset": self.laid(data), "byteLength": len(data)} | more)

    def points(self, rows: NDArray[Any], *, is_filtered: bool = False) -> int:
        """A view of rows (n, width), each of a multiple of four bytes, that belong to points."""
        return self.view(rows.tobytes(), byteStride=rows.strides[0], target=POINTS)

    def corners(self, triangles: Indices, count: int) -> int:
        """The accessor to triangles between `count` points."""
        numbers = short(triangles, count)
        return self.numbers(numbers, self.view(numbers.tobytes(), target=TRIANGLES))

    def numbers(self, values: NDArray[Any], view: int, *, has_bounds: bool = False, is_normalized: bool = False) -> int:
        """An accessor to numbers (n,) or (n, width) that lie in a view."""
        rows = values.reshape(len(values), -1)
        entry: dict[str, Any] = {
            "bufferView": view,
            "componentType": COMPONENTS[rows.dtype.str[1:]],
            "count": len(rows),
            "type": TYPES[rows.shape[1]],
        }
        if is_normalized:
            entry["normalized"] = True
        if has_bounds:
            entry |= {"min": rows.min(axis=0).tolist(), "max": rows.max(axis=0).tolist()}
        return self.added("accessors", entry)

    def finished(self, wish: Wish, most: int, extensions: Mapping[str, bool] | None = None) -> bytes:
        """The whole file; a reader has to know those `extensions` that are there. Raises Strange for more bytes."""
        needed = [name for name, is_there in (extensions or {}).items() if is_there]
        binary = bytes(self._binary) + bytes(-len(self._binary) % 4)
        buffers: list[Any] = [{"byteLength": len(binary)}]
        if self.unpacked:
            # There is no such buffer: readers unpack into it.
            buffers.append({"byteLength": self.unpacked, "extensions": {MESHOPT: {"fallback": True}}})
        needs = {"extensionsUsed": needed, "extensionsRequired": needed} if needed else {}
        document = {"asset": asset(wish)} | needs | {"scene": 0} | self.document | {"buffers": buffers}
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        text += b" " * (-len(text) % 4)
        if len(text) + len(binary) > most:
            raise Strange("cannot-simplify", f"{len(text) + len(binary)} bytes of {most}")
        length = 12 + 8 + len(text) + 8 + len(binary)
        head = struct.pack("<4sII", b"glTF", 2, length) + struct.pack("<I4s", len(text), b"JSON")
        return head + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary


def short(triangles: Indices, count: int) -> NDArray[Any]:
    """Corners in a row, of two bytes where that is enough."""
    return (triangles.astype(np.uint16) if count <= LAST_SHORT else triangles).reshape(-1)


def asset(wish: Wish) -> dict[str, Any]:
    """Whose the model is, in the two places where programs look."""
    rights = ", ".join(each for each in (wish.credit, wish.licence) if each)
    told = {"title": wish.title, "author": wish.credit, "license": wish.licence, "source": wish.source,
            "howMade": wish.how_made}  # fmt: skip
    extras = {name: text for name, text in told.items() if text}
    return {
        "version": "2.0",
        "generator": GENERATOR,
        **({"copyright": rights} if rights else {}),
        **({"extras": extras} if extras else {}),
    }
