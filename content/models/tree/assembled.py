"""The tree put together: every shape in its stuff, lit, and written as a file."""

from collections.abc import Iterator

import numpy as np

from content.models.assembly import Piece, lit, piece
from content.models.glb_file import Painting, Part, glb
from content.models.light import Shade
from content.models.shapes import Floats, Shape, joined
from content.models.surfaces import Sheet, grained
from content.models.tree import leaves, pot, tools, wood
from content.models.tree.paintings import STUFFS, bark, glaze, heart, moss

CELL = 0.011
TITLE = "Cây thế trong chậu (mô hình minh họa)"


def tree(seed: int = 2018) -> bytes:
    """The whole model as a GLB."""
    rng = np.random.default_rng(seed)
    sheet = Sheet(STUFFS, rng)
    trunk, soil = wood.trunk(rng), pot.soil(rng)
    solids, shade = lit(pieces(trunk, soil, rng), sheet, CELL, rng)
    paintings = {
        "stuffs": Painting(sheet.picture, 84),
        "bark": Painting(bark(_on(shade, trunk, wood.bark_light(trunk), rng), rng), 76),
        "heart": Painting(heart(rng), 66),
        "moss": Painting(moss(_from_above(shade, soil, rng), rng), 70),
        "glaze": Painting(glaze(_round_the_pot(shade, rng), rng), 80),
    }
    return glb(
        [
            Part("bark", solids["bark"], "bark", roughness=0.9),
            Part("heart", solids["heart"], "heart", roughness=0.9),
            Part("leaves", solids["leaves"], "stuffs", roughness=0.85, double_sided=True),
            Part("matt", solids["matt"], "stuffs", roughness=0.8),
            Part("polished", solids["polished"], "stuffs", roughness=0.68, double_sided=True),
            Part("metal", solids["metal"], "stuffs", roughness=0.35, metallic=0.7),
            Part("glaze", solids["glaze"], "glaze", roughness=0.16),
            Part("moss", solids["moss"], "moss", roughness=1.0),
        ],
        paintings,
        TITLE,
    )


def pieces(trunk: Floats, soil: Floats, rng: np.random.Generator) -> Iterator[Piece]:
    """Everything there is, each in its stuff."""
    yield piece("bark", None, wood.bark(trunk), 80)
    yield piece("matt", "bark", joined(_grained([*wood.roots(rng), *wood.branches(), wood.spare_twig()], rng)), 80)
    yield Piece("leaves", "leaves", leaves.foliage(rng), 0.42)
    yield piece("heart", None, leaves.hearts(), 180)
    yield piece("glaze", None, pot.pot(), 50)
    yield piece("moss", None, pot.mound(soil), 180)
    yield piece("polished", "glaze", pot.pot_feet(), 60)
    yield piece("polished", "wood", joined(_grained(pot.stand(), rng, 0.5)), 50)
    yield piece("polished", "lacquer", tools.handles(), 80)
    yield piece("metal", "steel", tools.blades(), 60)
    yield piece("metal", "copper", joined([wood.wire(), tools.coil()]), 100)


def _grained(shapes: list[Shape], rng: np.random.Generator, share: float = 0.25) -> list[Shape]:
    return [grained(each, rng, share) for each in shapes]


def _on(shade: Shade, points: Floats, normals: Floats, rng: np.random.Generator) -> Floats:
    light = shade.seen_from(points.reshape(-1, 3), normals.reshape(-1, 3), rng)
    return light.reshape(points.shape[:2])


def _from_above(shade: Shade, soil: Floats, rng: np.random.Generator) -> Floats:
    low, high = soil.min(axis=(0, 1)), soil.max(axis=(0, 1))
    z, x = np.meshgrid(np.linspace(low[2], high[2], 48), np.linspace(low[0], high[0], 64), indexing="ij")
    points = np.stack([x, np.full_like(x, (low[1] + high[1]) / 2), z], axis=-1)
    return _on(shade, points, np.broadcast_to([0.0, 1.0, 0.0], points.shape), rng)


def _round_the_pot(shade: Shade, rng: np.random.Generator) -> Floats:
    # The picture lies the other way round: its upper edge is the lip.
    points = pot.pot().points.reshape(len(pot.OUTLINE), pot.POT_SIDES + 1, 3)[::-1, ::-1]
    outward = wood.bark_light(points)
    # A turned pot stands in even light all round.
    return np.repeat(_on(shade, points, outward, rng).mean(axis=1, keepdims=True), 8, axis=1)
