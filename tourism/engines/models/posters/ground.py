"""What a model stands on: paper, a paler plate of floor, and the dark where model and floor meet."""

from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray
from PIL import Image

from tourism.engines.models.posters import depth
from tourism.engines.models.posters.camera import Camera, Doubles, below
from tourism.engines.models.posters.depth import Singles
from tourism.engines.models.posters.lamp import Lamp, blurred
from tourism.engines.models.posters.triangles import Soup, seen

PAPER, FLOOR = (np.array(each, np.float32) for each in ((0xFB, 0xF6, 0xEA), (0xEE, 0xE2, 0xC9)))
# The floor goes on around the model by this much of the model's own reach, and fades out over its last part.
BEYOND, FADES = 0.42, 0.34
# How dark the lamp's shadow and the places under and between things are at most.
SHADOW, CONTACT, UNDER = 0.30, 0.62, 0.55
# What is lower than this share of the height darkens the floor under it; seen from below in a small square.
LOW, UNDER_SIDE, UNDER_BLUR = 0.12, 256, 4
# The paper is computed in a fraction of its size: there are no edges on it.
ROUGHLY = 4
# How far away things still take light from each other: shares of the picture's height, and of that as depth.
REACHES, DEEP = (0.008, 0.022, 0.06), 1.6
PAIRS = ((1.0, 0.0), (0.7, 0.7), (0.0, 1.0), (-0.7, 0.7))


def background(triangles: Soup, camera: Camera) -> Image.Image:
    """Paper with the plate of floor, without the model."""
    small = camera.enlarged(1 / ROUGHLY, camera.width // ROUGHLY, camera.height // ROUGHLY)
    low, high = triangles.positions.min(axis=0), triangles.positions.max(axis=0)
    middle, half = (low + high) / 2, (high - low) / 2
    reach = half + max(BEYOND * max(half[0], half[2], half[1] * 0.6), 1e-9)
    points, there = _floor(small)
    way = (points - middle)[:, [0, 2]] / reach[[0, 2]]
    from_edge = ((1 - np.hypot(*way.T)) / FADES).clip(0, 1) * there
    share = (from_edge * from_edge * (3 - 2 * from_edge)).astype(np.float32).reshape(small.height, small.width)
    smooth = Image.fromarray(share).resize((camera.width, camera.height), Image.Resampling.BICUBIC)
    # Where it fades, neighbours differ by less than a step of colour: chance hides the steps.
    chance = default_rng(1).random((camera.height, camera.width, 1), np.float32) - np.float32(0.5)
    colours = PAPER + (FLOOR - PAPER) * np.asarray(smooth)[:, :, None] + chance
    return Image.fromarray(np.round(colours).clip(0, 255).astype(np.uint8))


def _floor(camera: Camera) -> tuple[Doubles, NDArray[np.bool_]]:
    """The place on the floor at every pixel (n, 3), and where there is one."""
    rows, columns = np.indices((camera.height, camera.width)).reshape(2, -1) + 0.5
    ways = camera.rays(columns, rows)
    there = (ways[:, 1] < 0) & (camera.eye[1] > 0)
    away = np.where(there, -camera.eye[1] / np.minimum(ways[:, 1], -1e-9), 0)
    return camera.eye + ways * away[:, None], there


@dataclass(frozen=True, slots=True, eq=False)
class Shade:
    """What keeps light from the floor: the model before the lamp, and what hangs low over it."""

    lamp: Lamp
    under: Lamp

    def on_floor(self, camera: Camera) -> Image.Image:
        """How dark the floor is at every pixel."""
        small = camera.enlarged(1 / 2, camera.width // 2, camera.height // 2)
        points, there = _floor(small)
        light = (1 - SHADOW * self.lamp.darkens(points)) * (1 - UNDER * self.under.darkens(points))
        dark = (((1 - light) * there) * 255 + 0.5).astype(np.uint8).reshape(small.height, small.width)
        return Image.fromarray(dark).resize((camera.width, camera.height), Image.Resampling.BICUBIC)


def shade(triangles: Soup, lamp: Lamp, around: float) -> Shade:
    """All shadow that the model throws onto the floor."""
    camera = below(triangles.positions, around, UNDER_SIDE)
    height = float(triangles.positions[:, 1].max()) * LOW
    chosen = (triangles.positions[:, 1] < height)[triangles.triangles].any(axis=1)
    keys = depth.empty(UNDER_SIDE, UNDER_SIDE)
    view = seen(triangles, camera)
    depth.fill(keys, UNDER_SIDE, view, np.flatnonzero((view.faces != 0) & chosen))
    near = depth.near(keys).reshape(UNDER_SIDE, UNDER_SIDE)
    above = 1 / np.maximum(near, 1e-9) + camera.eye[1]
    dark = np.where(near > 0, (1 - above / max(height, 1e-9)).clip(0, 1), 0).astype(np.float32)
    for _ in range(2):
        dark = blurred(blurred(dark, UNDER_BLUR).T, UNDER_BLUR).T
    return Shade(lamp, Lamp(camera, near, dark))


def closeness(near: Singles, camera: Camera) -> Singles:
    """How much each pixel of the model is hemmed in by what is before it, from 0 to 1 (rows, columns).

    `near` is 0 where there is nothing. Along a flat thing nearness is linear: what lies above the mean of its
    neighbours on both sides is a ridge, what lies below is a groove.
    """
    found = np.zeros_like(near)
    for share in REACHES:
        length = share * camera.height
        # Depths are compared with the length that so many pixels have there.
        deep = np.float32(DEEP * length / camera.focal) * near
        for right, lower in PAIRS:
            x, y = round(right * length), round(lower * length)
            found += _hemmed([_moved(near, way * x, way * y) - near for way in (1, -1)], deep)
    return (found / (len(REACHES) * len(PAIRS)) * 3.2).clip(0, 1)


def _hemmed(sides: list[Singles], deep: Singles) -> Singles:
    """From two neighbours on opposite sides: what is much nearer than a pixel hangs before it and takes nothing."""
    counted = [np.minimum(np.maximum(side, -deep), np.maximum(2 * deep - side, 0)) for side in sides]
    return np.asarray(np.maximum(counted[0] + counted[1], 0) / np.maximum(2 * deep, np.float32(1e-9)))


def _moved(values: Singles, right: int, lower: int) -> Singles:
    """Every pixel's neighbour so many columns to the right and rows below; beyond the edge it goes on as it came."""
    height, width = values.shape
    reach = max(abs(right), abs(lower))
    padded = np.pad(values, reach, mode="reflect", reflect_type="odd")
    return padded[reach + lower : reach + lower + height, reach + right : reach + right + width]
