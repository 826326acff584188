"""What comes of a model: files in every form that phones and programs read, and what is known of them."""

from dataclasses import dataclass
from typing import Literal

from tourism.engines.models.mesh import Vector

Form = Literal["web", "ar", "usdz", "poster-webp", "poster-avif", "card"]
# What each form is kept as.
KINDS: dict[Form, str] = {
    "web": "glb", "ar": "glb", "usdz": "usdz", "poster-webp": "webp", "poster-avif": "avif", "card": "jpg",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One finished file; `triangles` is 0 for pictures."""

    form: Form
    data: bytes
    triangles: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """Everything made of one model: each form once. `size` is width, height and depth in metres of what the files hold.

    `moves` says that it has animations, which are missing in usdz; `vertices` are those of `ar`.
    """

    files: tuple[MadeFile, ...]
    size: Vector
    moves: bool = False
    vertices: int = 0


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a model before anything is made of it: its box in the file's own units, and what is in it."""

    size: Vector
    triangles: int
    moves: bool
    pictures: int
