"""A GLB file that was opened: what its document says, and its numbers as arrays that lie in the file."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.mesh import Floats

Told = dict[str, Any]
# glTF's numbers for kinds of numbers.
COMPONENTS: dict[int, np.dtype[Any]] = {
    5120: np.dtype("<i1"),
    5121: np.dtype("<u1"),
    5122: np.dtype("<i2"),
    5123: np.dtype("<u2"),
    5125: np.dtype("<u4"),
    5126: np.dtype("<f4"),
}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}


@dataclass(frozen=True, slots=True, eq=False)
class Glb:
    """`document` has glTF's own fields alone, each of its right type and every index in range; nothing is copied.

    No name, extra, camera, light or uri is left in it, of the extensions only those that a reader of surfaces needs.
    A texture's `source` is the picture that counts, whichever extension named it; `mimeType` is what its bytes are.
    Meshes have triangles only (modes 4, 5 and 6), and no node has a mesh without any; turns are one long.
    """

    document: Told
    binary: memoryview

    def listed(self, what: str) -> list[Told]:
        """The nodes, meshes, materials …; none where the file has no such list."""
        found: list[Told] = self.document.get(what, [])
        return found

    @property
    def roots(self) -> list[int]:
        """The nodes that the scene which is shown begins with."""
        scenes = self.listed("scenes")
        shown: list[int] = scenes[self.document.get("scene", 0)].get("nodes", []) if scenes else []
        return shown

    @property
    def moves(self) -> bool:
        """Whether anything in it is animated."""
        return any(each["channels"] for each in self.listed("animations"))

    def view(self, index: int) -> memoryview:
        """The bytes of a bufferView."""
        told = self.listed("bufferViews")[index]
        start = told.get("byteOffset", 0)
        return self.binary[start : start + told["byteLength"]]

    def picture(self, index: int) -> memoryview:
        """The bytes of an image: a whole PNG, JPEG or WebP file."""
        return self.view(self.listed("images")[index]["bufferView"])

    def accessor(self, index: int) -> NDArray[Any]:
        """Its numbers as they lie in the file, read only: (count,) for scalars, else (count, width).

        Matrices have their columns one behind the other.
        """
        told = self.listed("accessors")[index]
        view = self.listed("bufferViews")[told["bufferView"]]
        kind, width = COMPONENTS[told["componentType"]], WIDTHS[told["type"]]
        found: NDArray[Any] = np.ndarray(
            (told["count"], width),
            kind,
            buffer=self.binary,
            offset=view.get("byteOffset", 0) + told.get("byteOffset", 0),
            strides=(view.get("byteStride", kind.itemsize * width), kind.itemsize),
        )
        return found[:, 0] if width == 1 else found

    def floats(self, index: int) -> Floats:
        """The same as float32, made anew where they are not; normalized integers become 0 to 1 or -1 to 1."""
        found = self.accessor(index)
        if found.dtype.kind == "f":
            return found
        made = found.astype(np.float32)
        if self.listed("accessors")[index].get("normalized", False):
            made /= np.iinfo(found.dtype).max
            np.maximum(made, -1.0, out=made)
        return made
