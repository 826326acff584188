"""All triangles of a model side by side, and as a camera sees them."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.mesh import Floats, Model, Part
from tourism.engines.models.posters.camera import Camera, Doubles

Whole = NDArray[np.int64]
Number = TypeVar("Number", np.float32, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Soup:
    """Of each corner its position, normal, place on pictures and colour; of each triangle its corners and surface."""

    positions: Floats
    normals: Floats
    uvs: Floats
    colours: Floats
    triangles: Whole
    surfaces: Whole


def soup(model: Model) -> Soup:
    """The whole model; corners without a normal look where their triangle does."""
    parts = [part if part.normals is not None else _flat(part) for part in model.parts]
    starts = np.cumsum([0, *(len(part.positions) for part in parts)])
    triangles = [part.triangles.astype(np.int64) + start for part, start in zip(parts, starts[:-1], strict=True)]
    return Soup(
        np.concatenate([part.positions for part in parts]),
        np.concatenate([_filled(part.normals, part, (0, 1, 0)) for part in parts]),
        np.concatenate([_filled(part.uvs, part, (0, 0)) for part in parts]),
        np.concatenate([_filled(part.colours, part, (1, 1, 1, 1)) for part in parts]),
        np.concatenate(triangles),
        np.concatenate([np.full(len(part.triangles), part.surface) for part in parts]),
    )


def _filled(values: Floats | None, part: Part, otherwise: tuple[int, ...]) -> Floats:
    return np.tile(np.array(otherwise, np.float32), (len(part.positions), 1)) if values is None else values


def _flat(part: Part) -> Part:
    """Corners of its own for each triangle."""
    corners = part.triangles.ravel()
    positions = part.positions[corners]
    across = facing(positions.reshape(-1, 3, 3))
    return Part(
        part.surface,
        positions,
        np.arange(len(corners), dtype=np.uint32).reshape(-1, 3),
        np.repeat(across, 3, axis=0),
        None if part.uvs is None else part.uvs[corners],
        None if part.colours is None else part.colours[corners],
    )


def facing(corners: Floats) -> Floats:
    """Where triangles look (m, 3) by their corners (m, 3, 3)."""
    return unit(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]))


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Triangles as a camera has them.

    `planes` (m, 3, 3): times x, y and 1 of a place in the picture they give each corner's share there, divided by
    the distance: their sum is how near the place is. `boxes` (m, 4): first column and row, columns and rows of the
    pixels that a triangle may touch. `faces`: 1 from the front, -1 from behind, 0 where there is nothing to see.
    """

    planes: Doubles
    boxes: Whole
    faces: Whole


def seen(triangles: Soup, camera: Camera) -> Seen:
    """Every triangle; nothing of the model is behind the camera."""
    corners = camera.corners(triangles.positions)[triangles.triangles]
    first, second, third = corners[:, 0], corners[:, 1], corners[:, 2]
    planes = np.stack((np.cross(second, third), np.cross(third, first), np.cross(first, second)), axis=1)
    volume = dot(first, planes[:, 0])
    places = corners[:, :, :2] / corners[:, :, 2:]
    # A pixel counts where its middle is inside.
    one, two, three = places[:, 0], places[:, 1], places[:, 2]
    size = (camera.width, camera.height)
    low = np.ceil(np.minimum(np.minimum(one, two), three) - 0.5).clip(0, size)
    high = np.floor(np.maximum(np.maximum(one, two), three) + 0.5).clip(0, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        planes /= volume[:, None, None]
    fits = np.isfinite(planes).all(axis=(1, 2)) & (high > low).all(axis=1)
    boxes = np.concatenate((low, high - low), axis=1).astype(np.int64)
    return Seen(planes, boxes, np.where(fits, -np.sign(volume), 0).astype(np.int64))


def dot(one: NDArray[Number], two: NDArray[Number]) -> NDArray[Number]:
    """Products of vectors (n, 3) one by one (n)."""
    return np.asarray(np.einsum("ij,ij->i", one, two))


def unit(vectors: Floats) -> Floats:
    """The same directions (n, 3), one long."""
    return np.asarray(vectors / np.sqrt(dot(vectors, vectors) + np.float32(1e-20))[:, None])
