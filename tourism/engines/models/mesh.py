"""A model as it is worked on: triangles by material, in metres, with nothing left of how its file was laid out."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float32]
Indices = NDArray[np.uint32]
Alpha = Literal["OPAQUE", "MASK", "BLEND"]
Vector = tuple[float, float, float]
# A picture's place in `Model.pictures`.
PictureIndex = int


@dataclass(frozen=True, slots=True)
class Surface:
    """One material of glTF's metallic-roughness kind; colours are linear, pictures are indices or None."""

    colour: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    colour_picture: PictureIndex | None = None
    metallic: float = 1.0
    roughness: float = 1.0
    # Roughness in green, metalness in blue.
    metallic_roughness_picture: PictureIndex | None = None
    normal_picture: PictureIndex | None = None
    normal_scale: float = 1.0
    occlusion_picture: PictureIndex | None = None
    occlusion_strength: float = 1.0
    emissive: Vector = (0.0, 0.0, 0.0)
    emissive_picture: PictureIndex | None = None
    alpha: Alpha = "OPAQUE"
    alpha_cutoff: float = 0.5
    double_sided: bool = False
    unlit: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Triangles of one surface: positions (n, 3), `triangles` (m, 3) into them; normals (n, 3), uvs (n, 2; v down).

    `colours` are linear RGBA (n, 4) from 0 to 1.
    """

    surface: int
    positions: Floats
    triangles: Indices
    normals: Floats | None = None
    uvs: Floats | None = None
    colours: Floats | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Everything that is seen of a model at rest: y is up, it looks along z.

    Its foot stands in the origin: y from 0 to its height, x and z around 0. Pictures are RGB or RGBA, at most
    1024 pixels wide and high.
    """

    parts: tuple[Part, ...]
    surfaces: tuple[Surface, ...]
    pictures: tuple[Image.Image, ...] = field(default=())

    @property
    def triangle_count(self) -> int:
        """Of all parts."""
        return sum(len(part.triangles) for part in self.parts)

    @property
    def vertex_count(self) -> int:
        """Of all parts."""
        return sum(len(part.positions) for part in self.parts)

    @property
    def size(self) -> Vector:
        """Width, height and depth of the box around it, in metres."""
        low = np.min([part.positions.min(axis=0) for part in self.parts], axis=0)
        high = np.max([part.positions.max(axis=0) for part in self.parts], axis=0)
        width, height, depth = (float(each) for each in high - low)
        return width, height, depth
