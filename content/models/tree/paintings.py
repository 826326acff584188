"""The tree's pictures: stuffs, bark under its light, moss on the soil, the pot's glaze."""

import numpy as np
from PIL import Image, ImageDraw

from content.models.shapes import Floats
from content.models.surfaces import Swatch, colour, mixed, noise, painted, rough, shaded
from content.models.tree.leaves import COLOURS, GROWN

STUFFS = {
    "leaves": Swatch("#4B7A3A", "#132414", leaves=COLOURS),
    "bark": Swatch("#A08A70", "#2E2219", 0.22, 30),
    "wood": Swatch("#5E3421", "#190C08", 0.3, 60),
    "copper": Swatch("#D98B4A", "#5A2A12", 0.08, 20),
    "steel": Swatch("#A9ADB0", "#3A3C40", 0.1, 20),
    "lacquer": Swatch("#A8322A", "#3A0E0C", 0.08, 20),
    "glaze": Swatch("#22405F", "#0C1725", 0.08, 12),
}
BARK = MOSS = HEART = 512
GLAZE_WIDTH, GLAZE_HEIGHT = 1024, 256


def bark(light: Floats, rng: np.random.Generator) -> Image.Image:
    """Grey-brown skin with flutes and rings, green near the soil (at the picture's upper edge)."""
    size = (BARK, BARK)
    flutes, rings = rough(rng, size, (3, 18), 4), rough(rng, size, (40, 3), 3)
    values = mixed(colour("#7B6650"), colour("#BFAA8C"), np.clip(flutes * 1.5 - 0.25, 0, 1))
    values = values * (0.82 + 0.34 * rings)[..., None]
    spots = np.clip((noise(rng, size, (70, 60)) - 0.74) * 5, 0, 1)
    values = mixed(values, colour("#D8CDB6"), spots * 0.5)
    cracks = np.clip((0.06 - np.abs(rough(rng, size, (6, 9), 3) - 0.5)) * 14, 0, 1)
    values = mixed(values, colour("#4A382B"), cracks * 0.55)
    up = np.linspace(0, 1, BARK)[:, None]
    moss = np.clip(rough(rng, size, (10, 12), 4) * 2.2 - 0.75 - up * 2.6, 0, 0.85)
    values = mixed(values, colour("#6F7F3E"), moss)
    return painted(shaded(values, light, "#2A1C14", 0.05))


def moss(light: Floats, rng: np.random.Generator) -> Image.Image:
    """Cushions of moss, bare soil between them, seen from above."""
    size = (MOSS, MOSS)
    cushions = rough(rng, size, (7, 7), 4)
    fine = rough(rng, size, (90, 90), 2)
    green = mixed(colour("#4E6B2C"), colour("#9AAE4E"), np.clip(fine * 1.4 - 0.2, 0, 1))
    earth = mixed(colour("#4A3526"), colour("#7A5C42"), fine)
    values = mixed(earth, green, np.clip((cushions - 0.33) * 7, 0, 1))
    return painted(shaded(values * (0.75 + 0.4 * cushions)[..., None], light, "#1B140C", 0.05))


def heart(rng: np.random.Generator) -> Image.Image:
    """Leaves upon leaves, darker downwards: what is seen between the leaves that stand out."""
    drawn = Image.new("RGB", (HEART, HEART // 2), "#14240F")
    pen = ImageDraw.Draw(drawn)
    for layer in np.linspace(0.35, 0.95, 1500):
        x, y, turn, tone = rng.uniform(size=4) * (HEART, HEART // 2, np.pi, len(GROWN))
        light = layer * (1.0 - 0.75 * np.clip(y / HEART * 2 - 0.42, 0, 1) ** 0.7)
        fill = tuple(int(each * 255 * light) for each in colour(COLOURS[int(tone)]))
        pen.polygon([(x + dx * 13, y + dy * 13) for dx, dy in _leaf(turn)], fill=fill)
    return drawn


def _leaf(turn: float) -> list[tuple[float, float]]:
    along, side = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)]) * 0.45
    return [tuple(each) for each in (-along, side, along, -side)]


def glaze(light: Floats, rng: np.random.Generator) -> Image.Image:
    """Deep blue with a cream band of waves, petals round the foot, a cream lip."""
    down, across = np.meshgrid(np.linspace(0, 1, GLAZE_HEIGHT), np.linspace(0, 1, GLAZE_WIDTH), indexing="ij")
    pool = rough(rng, (GLAZE_HEIGHT, GLAZE_WIDTH), (3, 12), 4)
    blue = mixed(colour("#18324F"), colour("#386A94"), np.clip(pool * 1.3 - 0.2 + (0.5 - down) * 0.2, 0, 1))
    cream = mixed(colour("#EADFC4"), colour("#F8F0DC"), pool)
    band = _within(down, 0.47, 0.72)
    values = mixed(blue, cream, band)
    values = mixed(values, colour("#22405F"), _waves(across, (down - 0.47) / 0.25) * band)
    for low, high in ((0.445, 0.458), (0.735, 0.748), (0.25, 0.275)):
        values = mixed(values, cream, _within(down, low, high))
    values = mixed(values, cream, _petals(across, (down - 0.78) / 0.2) * _within(down, 0.775, 0.985))
    crackle = noise(rng, (GLAZE_HEIGHT, GLAZE_WIDTH), (64, 256))
    return painted(shaded(values * (0.95 + 0.1 * crackle)[..., None], light, "#101824", 0.12))


def _within(values: Floats, low: float, high: float) -> Floats:
    return np.asarray(np.clip(np.minimum(values - low, high - values) * 160, 0, 1))


def _waves(across: Floats, down: Floats) -> Floats:
    """Rows of scallops, one over the other, as fish scales lie."""
    drawn = np.zeros_like(across)
    for row in range(4):
        x = (across * 36 + row % 2 / 2) % 1 - 0.5
        y = (down - 0.05 - row * 0.3) * 0.72
        far = np.hypot(x, y - 0.36) * 2
        inside = (y < 0.42) & (far < 1.02)
        lines = np.max([np.clip(1 - np.abs(far - ring) / 0.1, 0, 1) for ring in (0.95, 0.6, 0.28)], axis=0)
        drawn = np.where(inside, lines, drawn)
    return drawn


def _petals(across: Floats, down: Floats) -> Floats:
    x = np.abs((across * 30) % 1 - 0.5) * 2
    far = np.hypot(x, np.clip(0.55 - down, 0, 1) * 1.6)
    outer, inner = (np.clip(1 - np.abs(far - ring) / 0.15, 0, 1) for ring in (0.82, 0.36))
    return np.asarray(outer + inner * 0.8)
