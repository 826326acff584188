"""The picture of a tiled slope: rows of round-nosed tiles, darker under the ridge, weathered where water runs."""

import numpy as np
from PIL import Image

from content.models.shapes import Floats
from content.models.surfaces import colour, mixed, noise, painted, relief, rough

SIZE = 768
COLUMNS, ROWS = 16, 24
# How far a tile's nose reaches over the next row, in heights of a row.
REACH = 1.45


def tiles(rng: np.random.Generator) -> tuple[Image.Image, Image.Image]:
    """The colours, and the relief of the same tiles."""
    height, which, under = _laid()
    tone = rng.uniform(size=(ROWS + 2, COLUMNS))[which]
    clay = mixed(colour("#6E3626"), colour("#9C5535"), tone)
    clay = mixed(clay, colour("#4E3028"), (rng.uniform(size=(ROWS + 2, COLUMNS))[which] > 0.86) * 0.6)
    clay = mixed(clay, colour("#A07A55"), (rng.uniform(size=(ROWS + 2, COLUMNS))[which] > 0.93) * 0.45)
    weather = rough(rng, (SIZE, SIZE), (6, 10), 4)
    clay = mixed(clay, colour("#3F3A2C"), np.clip((weather - 0.55) * 2.2, 0, 0.5))
    moss = np.clip((rough(rng, (SIZE, SIZE), (4, 7), 4) - 0.62) * 4, 0, 0.55)
    clay = mixed(clay, colour("#6C7245"), moss)
    down = np.linspace(0, 1, SIZE)[:, None]
    light = 0.62 + 0.38 * np.clip(down / 0.22, 0, 1)
    edge = 0.55 + 0.45 * height
    speckle = 0.94 + 0.12 * noise(rng, (SIZE, SIZE), (256, 256))
    values = clay * (light * edge * under * speckle)[..., None] * 1.12
    return painted(values), relief(height + 0.25 * under, 5.0).resize((320, 320))


def _laid() -> tuple[Floats, tuple[Floats, Floats], Floats]:
    """Heights 0 to 1, the row and column of the tile on top, and the shadow that the noses above cast."""
    y, x = np.meshgrid(np.arange(SIZE) * ROWS / SIZE, np.arange(SIZE) * COLUMNS / SIZE, indexing="ij")
    height = np.full((SIZE, SIZE), -1.0)
    row_of, column_of = np.zeros((SIZE, SIZE), dtype=int), np.zeros((SIZE, SIZE), dtype=int)
    nearest = np.full((SIZE, SIZE), 9.0)
    for back in (0, 1, 2):
        row = np.floor(y).astype(int) - back
        shifted = x + (row % 2) * 0.5
        column = np.floor(shifted).astype(int)
        across, along = shifted - column - 0.5, y - row
        nose = REACH - 0.62 * (1 - np.sqrt(np.clip(1 - (across * 2) ** 2, 0, 1)))
        on_top = (along < nose) & (along >= 0)
        # The higher row lies over the lower one.
        height = np.where(on_top, 0.25 + 0.75 * along / REACH - np.clip(np.abs(across) - 0.42, 0, 1) * 3, height)
        row_of, column_of = np.where(on_top, row, row_of), np.where(on_top, column % COLUMNS, column_of)
        past = np.where(along >= nose, along - nose, 9.0)
        nearest = np.where(on_top, 9.0, np.minimum(nearest, past))
    under = 0.42 + 0.58 * np.clip(nearest / 0.4, 0, 1)
    return np.clip(height, 0, 1), (row_of + 2, column_of), under
