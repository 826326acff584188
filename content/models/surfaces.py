"""Colours and grain: flat swatches with a shade for every light, and the noise that makes things look used."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from PIL import Image

from content.models.shapes import Floats, Shape

ROW, MARGIN, WIDTH = 40, 8, 512


def colour(code: str) -> Floats:
    """Red, green and blue from 0 to 1 of "#A8322A"."""
    return np.array([int(code[at : at + 2], 16) for at in (1, 3, 5)]) / 255


def mixed(first: Floats, second: Floats, share: ArrayLike) -> Floats:
    """From the first colour (share 0) to the second (share 1); an array of shares makes a picture."""
    weight = np.asarray(share, dtype=float)[..., None]
    return np.asarray(first * (1 - weight) + second * weight)


def noise(rng: np.random.Generator, shape: tuple[int, ...], cells: tuple[int, ...]) -> Floats:
    """Soft hills from 0 to 1, that many to a side, which go on across the picture's edges."""
    found = rng.uniform(size=cells)
    for axis, (length, count) in enumerate(zip(shape, cells, strict=True)):
        at = np.arange(length) * count / length
        low = at.astype(int) % count
        t = at - np.floor(at)
        t = (t * t * (3 - 2 * t)).reshape([-1 if each == axis else 1 for each in range(len(shape))])
        found = np.take(found, low, axis) * (1 - t) + np.take(found, (low + 1) % count, axis) * t
    return found


def rough(rng: np.random.Generator, shape: tuple[int, ...], cells: tuple[int, ...], layers: int = 3) -> Floats:
    """Noise on noise: each layer has twice as many hills, half as high; about 0 to 1."""
    found, weight = np.zeros(shape), 0.0
    for layer in range(layers):
        found += noise(rng, shape, tuple(each * 2**layer for each in cells)) / 2**layer
        weight += 1 / 2**layer
    return found / weight


def painted(values: Floats) -> Image.Image:
    """A picture of colours from 0 to 1, (height, width, 3)."""
    return Image.fromarray(np.round(np.clip(values, 0, 1) * 255).astype(np.uint8), "RGB")


def shaded(values: Floats, light: Floats, deep: str, least: float = 0.0) -> Floats:
    """A picture under uneven light (height, width), which may be coarser; where none comes it takes the deep colour."""
    height, width = values.shape[:2]
    coarse = Image.fromarray(np.clip(light, 0, 1).astype(np.float32), "F")
    fine = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), dtype=float)
    share = np.clip(least + (1 - least) * fine, 0, 1)[..., None]
    return np.asarray(values * (share + (1 - share) * colour(deep)))


def relief(heights: Floats, strength: float) -> Image.Image:
    """The slopes of heights as glTF wants them: red to the right, green up, blue towards the eye."""
    right = (np.roll(heights, -1, 1) - np.roll(heights, 1, 1)) * strength
    down = (np.roll(heights, -1, 0) - np.roll(heights, 1, 0)) * strength
    slopes = np.stack([-right, down, np.ones_like(heights)], axis=-1)
    return painted(slopes / np.linalg.norm(slopes, axis=-1, keepdims=True) / 2 + 0.5)


@dataclass(frozen=True, slots=True)
class Swatch:
    """One stuff: its colour in full light and in none, how strong its grain is and how many streaks it has."""

    light: str
    deep: str
    grain: float = 0.15
    streaks: int = 24
    # The grain is a pattern instead: as many equal stripes as there are streaks.
    striped: bool = False
    # The grain is a row of leaves of these colours, cut across, with their midribs in the middle.
    leaves: tuple[str, ...] = ()


class Sheet:
    """All swatches on one picture: to the right runs the grain, downwards it gets dark."""

    def __init__(self, swatches: Mapping[str, Swatch], rng: np.random.Generator) -> None:
        self._rows = {name: number for number, name in enumerate(swatches)}
        self._height = len(swatches) * ROW
        self._picture = np.concatenate([_strip(each, rng) for each in swatches.values()])

    @property
    def picture(self) -> Image.Image:
        """512 pixels wide, 40 high for each swatch."""
        return painted(self._picture)

    def places(self, name: str, across: Floats, light: Floats) -> Floats:
        """Where on the sheet (n, 2) a swatch has its grain `across` and this light, both from 0 to 1."""
        top = self._rows[name] * ROW + MARGIN
        down = top + (1 - np.clip(light, 0, 1)) * (ROW - 2 * MARGIN)
        return np.stack([np.clip(across, 0.002, 0.998), down / self._height], axis=1)


def _strip(swatch: Swatch, rng: np.random.Generator) -> Floats:
    down = np.clip((np.arange(ROW) - MARGIN) / (ROW - 2 * MARGIN), 0, 1)
    if swatch.leaves:
        return mixed(_leaves(swatch.leaves)[None], colour(swatch.deep), np.repeat(down[:, None] ** 0.85, WIDTH, axis=1))
    body = mixed(colour(swatch.light), colour(swatch.deep), down**0.85)
    if swatch.striped:
        wave = np.abs((np.arange(WIDTH) * swatch.streaks / WIDTH) % 1 - 0.5) * 2
        streaks = np.clip((wave - 0.35) * 6, 0, 1)
    else:
        streaks = rough(rng, (WIDTH,), (swatch.streaks,), 3)
    return np.asarray(body[:, None] * (1 + (streaks[None, :, None] - 0.5) * 2 * swatch.grain))


def _leaves(colours: tuple[str, ...]) -> Floats:
    at = np.arange(WIDTH) * len(colours) / WIDTH
    blade = np.array([colour(each) for each in colours])[at.astype(int)]
    off = np.abs(at % 1 - 0.5) * 2
    rib, edge = np.clip(1 - off / 0.14, 0, 1), np.clip((off - 0.7) / 0.3, 0, 1)
    return mixed(
        mixed(blade * (0.86 + 0.2 * off[:, None]), colour("#DCE3A8"), rib * 0.45), colour("#F0F0C0"), edge * 0.12
    )


def grained(shape: Shape, rng: np.random.Generator, share: float = 0.3) -> Shape:
    """A shape on its own stretch of the grain, that share of the sheet wide."""
    start = rng.uniform(0, 1 - share)
    return shape.placed(start, 0, start + share, 1)
