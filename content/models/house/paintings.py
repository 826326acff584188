"""The house's pictures: stuffs, the carved bands, and the ground with the light that falls on it."""

import numpy as np
from PIL import Image, ImageDraw

from content.models.house.yard import FLOORS, GALLERY_FLOOR, heights
from content.models.light import Shade
from content.models.shapes import Floats
from content.models.surfaces import Swatch, colour, mixed, noise, painted, rough, shaded

STUFFS = {
    "lacquer": Swatch("#8E2B22", "#2A0D0B", 0.16, 40),
    "timber": Swatch("#7A4A2C", "#22120C", 0.3, 60),
    "rafters": Swatch("#7D5233", "#1F110B", 0.42, 12, striped=True),
    "boards": Swatch("#6E3A26", "#1E0F0A", 0.22, 10, striped=True),
    "lime": Swatch("#EFE2C4", "#6B5640", 0.07, 14),
    "ochre": Swatch("#DDB265", "#8A6034", 0.1, 18),
    "ridge": Swatch("#D8CDB4", "#5C4C3C", 0.14, 30),
    "stone": Swatch("#B4AC9C", "#4A4238", 0.12, 36),
    "brick": Swatch("#A9563A", "#3A1D16", 0.16, 70),
    "board": Swatch("#5A3622", "#1A0E09", 0.22, 50),
    "glaze": Swatch("#4C7563", "#12261F", 0.16, 12),
    "amber": Swatch("#D9A23E", "#5A2C10", 0.18, 16),
    "gold": Swatch("#E3AE3C", "#6A3A10", 0.14, 24),
    "red cloth": Swatch("#C0342B", "#5A0E10", 0.1, 30),
    "yellow cloth": Swatch("#E8B53C", "#7A4412", 0.1, 30),
    "flame": Swatch("#FFE9A8", "#FFB84A", 0.02, 4),
    "palm": Swatch("#74903F", "#28391F", 0.25, 40),
    "stem": Swatch("#B9AE93", "#4B4334", 0.16, 9),
    "leaf": Swatch("#587A3C", "#1B3420", 0.2, 20),
}  # fmt: skip
BAND_WIDTH, BAND_HEIGHT, BANDS = 1024, 128, ("gold carving", "wood carving", "openwork", "gablet")
GROUND = 704


def band(name: str) -> tuple[float, float]:
    """The upper and lower edge of a carved band on its picture."""
    number = BANDS.index(name)
    return (number + 0.02) / len(BANDS), (number + 0.98) / len(BANDS)


def bands(rng: np.random.Generator) -> Image.Image:
    """Scrolls in gold on red, scrolls in wood, flowers pierced in tile, and the same scrolls on the gablets."""
    scrolls = _scrolls(rng)
    gold = mixed(colour("#5C1511"), colour("#EDB94A"), scrolls)
    wood = mixed(colour("#2E170E"), colour("#A2683A"), scrolls)
    flowers = mixed(colour("#4E4636"), colour("#E6D9BC"), _flowers())
    gablet = mixed(colour("#54201A"), colour("#C98A3C"), scrolls)
    grain = 0.94 + 0.12 * noise(rng, (BAND_HEIGHT * 4, BAND_WIDTH), (32, 64))
    return painted(np.concatenate([gold, wood, flowers, gablet]) * grain[..., None])


def ground(shade: Shade, rng: np.random.Generator) -> Image.Image:
    """Seen from above, back to front: bricks in the court and the halls, a path of stone, earth and grass outside."""
    points = heights(GROUND, GROUND)
    x, z = points[..., 0], points[..., 2]
    values = mixed(_bricks(x, z, rng), _flags(x, z, rng), (np.abs(x) < 1.5) & (z > 11.5))
    green = rough(rng, (GROUND, GROUND), (24, 28), 4)
    grass = mixed(colour("#8A8A50"), colour("#5C7040"), np.clip(green * 2 - 0.5, 0, 1))
    values = mixed(values, grass, _garden(x, z, green))
    stains = rough(rng, (GROUND, GROUND), (7, 8), 4)
    values = values * (0.86 + 0.26 * stains)[..., None]
    coarse = heights(152, 132)
    up = np.broadcast_to([0.0, 1.0, 0.0], (coarse.shape[0] * coarse.shape[1], 3))
    light = shade.seen_from(coarse.reshape(-1, 3), up, rng).reshape(coarse.shape[:2])
    return painted(shaded(values, light, "#35201A", 0.06))


def _garden(x: Floats, z: Floats, green: Floats) -> Floats:
    inside = np.zeros_like(x, dtype=bool)
    for half, back, front, _ in FLOORS:
        inside |= (np.abs(x) < half + 0.6) & (z > back - 0.6) & (z < front + 0.6)
    left, right, back, front = GALLERY_FLOOR
    inside |= (np.abs(x) > left - 0.5) & (np.abs(x) < right + 0.3) & (z > back) & (z < front + 0.4)
    court = (np.abs(x) < 10.6) & (z > 5) & (z < 17.4)
    inside |= court | ((np.abs(x) < 2.2) & (z > 5))
    return np.where(inside, 0.0, np.clip(0.75 + green * 0.5, 0, 1))


def _bricks(x: Floats, z: Floats, rng: np.random.Generator) -> Floats:
    # Laid on the slant, as yards are.
    a, b = (x + z) * 1.25, (x - z) * 1.25
    row = np.floor(a).astype(int)
    column = np.floor(b + (row % 2) * 0.5).astype(int)
    tone = rng.uniform(size=(64, 64))[row % 64, column % 64]
    clay = mixed(colour("#A25A3E"), colour("#C58460"), tone)
    return mixed(clay, colour("#75503C"), _joint(a, b + (row % 2) * 0.5, 0.09))


def _flags(x: Floats, z: Floats, rng: np.random.Generator) -> Floats:
    row, column = np.floor(z / 0.75).astype(int), np.floor(x).astype(int)
    tone = rng.uniform(size=(64, 64))[row % 64, column % 64]
    stone = mixed(colour("#A59D8C"), colour("#C6BEAC"), tone)
    return mixed(stone, colour("#6E6658"), _joint(z / 0.75, x, 0.07))


def _joint(first: Floats, second: Floats, width: float) -> Floats:
    near = [np.minimum(each % 1, 1 - each % 1) for each in (first, second)]
    return np.clip(1 - np.minimum(*near) / width, 0, 1)


def _scrolls(rng: np.random.Generator) -> Floats:
    drawn = Image.new("L", (BAND_WIDTH, BAND_HEIGHT), 0)
    pen = ImageDraw.Draw(drawn)
    for number in range(9):
        middle = 64 + number * 112, BAND_HEIGHT // 2 + (10 if number % 2 else -10)
        _spiral(pen, middle, 46, 1 if number % 2 else -1)
        for turn in rng.uniform(0, 6.28, 5):
            x, y = middle[0] + 52 * np.cos(turn), middle[1] + 44 * np.sin(turn)
            pen.ellipse((x - 9, y - 6, x + 9, y + 6), fill=200)
    for y in (5, BAND_HEIGHT - 6):
        pen.line((0, y, BAND_WIDTH, y), fill=230, width=5)
    blurred = np.asarray(drawn.resize((BAND_WIDTH // 2, BAND_HEIGHT // 2)).resize(drawn.size), dtype=float) / 255
    # Light from above on what stands out.
    return np.clip(blurred * 0.9 + (blurred - np.roll(blurred, 3, axis=0)) * 0.5, 0, 1)


def _spiral(pen: ImageDraw.ImageDraw, middle: tuple[int, int], size: float, side: int) -> None:
    turn = np.linspace(0, 1, 60)
    radius, angle = size * (1 - turn * 0.9), side * turn * 14 + 1.2
    line = np.stack([middle[0] + radius * np.cos(angle) * 1.15, middle[1] + radius * np.sin(angle)], axis=1)
    pen.line([(float(x), float(y)) for x, y in line], fill=255, width=8, joint="curve")


def _flowers() -> Floats:
    y, x = np.meshgrid(np.arange(BAND_HEIGHT) / BAND_HEIGHT, np.arange(BAND_WIDTH) / BAND_WIDTH * 8, indexing="ij")
    across, down = x % 1 - 0.5, (y - 0.5)
    angle, far = np.arctan2(down, across), np.hypot(across, down)
    petals = np.clip((0.26 + 0.17 * np.cos(4 * angle) - far) * 14, 0, 1)
    ring = np.clip((0.05 - np.abs(far - 0.46)) * 30, 0, 1)
    edge = np.clip((np.abs(down) - 0.46) * 30, 0, 1)
    return np.asarray(np.maximum(np.maximum(petals, ring), edge))
