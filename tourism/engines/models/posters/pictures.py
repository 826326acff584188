"""Pictures that lie on a model, read at many places at once, in the size that a place has on the poster."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tourism.engines.models.posters.depth import Singles
from tourism.engines.models.posters.triangles import Whole

STEPS = 4095
Words = NDArray[np.uint32]


class Mipmap:
    """One picture, and every half of it down to a pixel."""

    def __init__(self, picture: Image.Image) -> None:
        self.width, self.height = picture.size
        self.levels = [_words(picture)]
        self.clear = (self.levels[0] >> np.uint32(24)).astype(np.uint8)
        while max(picture.size) > 1:
            picture = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)), Image.Resampling.BOX)
            self.levels.append(_words(picture))

    def at(self, uvs: Singles, levels: Whole) -> Singles:
        """RGBA (n, 4) from 0 to 1 at places (n, 2), each from its level; pictures go on beyond their edges."""
        found = np.empty((len(uvs), 4), np.float32)
        levels = levels.clip(0, len(self.levels) - 1)
        for level in np.flatnonzero(np.bincount(levels)):
            these = levels == level
            found[these] = _between(self.levels[level], uvs[these])
        return found

    def alpha(self, uvs: Singles) -> Singles:
        """Alpha alone (n), where it is cut out."""
        return _between(self.clear, uvs)[:, 0]


def _words(picture: Image.Image) -> Words:
    """Rows of pixels, each one number: four of its colours are fetched at once."""
    pixels = np.ascontiguousarray(np.asarray(picture.convert("RGBA")))
    return pixels.view(np.uint32)[:, :, 0]


def _between(words: Words | NDArray[np.uint8], uvs: Singles) -> Singles:
    """As many colours (n, 4 or 1) as a pixel's number has bytes, from 0 to 1, mixed of the four pixels around."""
    height, width = words.shape
    flat, place = words.ravel(), uvs - np.floor(uvs)
    x, y = place[:, 0] * width - np.float32(0.5), place[:, 1] * height - np.float32(0.5)
    left, top = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    right_share, lower_share = (x - left)[:, None], (y - top)[:, None]
    columns, rows = (left % width, (left + 1) % width), (top % height * width, (top + 1) % height * width)

    def fetched(row: Whole, column: Whole) -> Singles:
        return np.asarray(flat[row + column].view(np.uint8).reshape(len(row), -1), np.float32)

    upper, lower = (
        fetched(row, columns[0]) * (1 - right_share) + fetched(row, columns[1]) * right_share for row in rows
    )
    return np.asarray((upper * (1 - lower_share) + lower * lower_share) / np.float32(255))


def _curve() -> Singles:
    value = np.arange(STEPS + 1) / STEPS
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


CURVE = _curve()


def linear(colours: Singles) -> Singles:
    """Colours of a picture as light."""
    return np.asarray(CURVE[(colours * STEPS).astype(np.int64)])


def shown(light: Singles) -> NDArray[np.uint8]:
    """Light from 0 to 1 as bytes of a picture."""
    value = light.clip(0, 1)
    low, high = value * np.float32(12.92), np.float32(1.055) * value ** np.float32(1 / 2.4) - np.float32(0.055)
    return (np.where(value <= 0.0031308, low, high) * 255 + 0.5).astype(np.uint8)
