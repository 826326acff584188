"""The house put together: every shape in its stuff, lit, and written as a file."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from content.models.assembly import Piece, lit, piece
from content.models.glb_file import Painting, Part, glb
from content.models.house import ornaments, palms, timber, yard
from content.models.house.altars import altars, parasols
from content.models.house.paintings import STUFFS, band, bands, ground
from content.models.house.plan import covered, set_down
from content.models.house.tiles import tiles
from content.models.shapes import Shape, joined, mirrored
from content.models.surfaces import Sheet, grained

CELL = 0.2
HALVED = frozenset({"roof", "matt", "polished", "lit", "carved", "gilt"})
TITLE = "Đình làng Bắc Bộ (mô hình minh họa)"


def house(seed: int = 1939) -> bytes:
    """The whole model as a GLB."""
    rng = np.random.default_rng(seed)
    sheet = Sheet(STUFFS, rng)
    solids, shade = lit(pieces(rng), sheet, CELL, rng, HALVED)
    slopes, hollows = tiles(rng)

    paintings = {
        "stuffs": Painting(sheet.picture, 78),
        "tiles": Painting(slopes, 60),
        "tile relief": Painting(hollows, 62),
        "bands": Painting(bands(rng), 62),
        "ground": Painting(ground(shade, rng), 62),
    }
    parts = [
        Part("ground", solids["ground"], "ground", roughness=0.95),
        Part("roof", solids["roof"], "tiles", "tile relief", roughness=0.82),
        Part("matt", solids["matt"], "stuffs", roughness=0.88, double_sided=True),
        Part("polished", solids["polished"], "stuffs", roughness=0.55),
        Part("lit", solids["lit"], "stuffs", roughness=0.8, glow=0.34, double_sided=True),
        Part("carved", solids["carved"], "bands", roughness=0.7),
        Part("gilt", solids["gilt"], "bands", roughness=0.7, glow=0.3),
    ]
    return glb([replace(each, mirrored=each.name in HALVED) for each in parts], paintings, TITLE)


def pieces(rng: np.random.Generator) -> Iterator[Piece]:
    """Everything there is, each in its stuff."""
    yield from _roofs(rng)
    yield from _timber(rng)
    yield from _altars(rng)
    yield from _yard(rng)


def _of(
    part: str, swatch: str, shapes: Iterable[Shape], rng: np.random.Generator, share: float = 0.12, crease: float = 42
) -> Piece:
    return piece(part, swatch, joined(grained(each, rng, share) for each in shapes), crease)


def _both(shapes: list[Shape]) -> list[Shape]:
    return [mirrored(each) for each in shapes]


def _roofs(rng: np.random.Generator) -> Iterator[Piece]:
    roofs = covered()
    yield piece("roof", None, joined(set_down(roof.slopes(roof.rows), turn, at) for roof, turn, at in roofs), 60)
    under = [set_down(roof.slopes(3, 0.16).reversed(), turn, at) for roof, turn, at in roofs]
    yield piece("matt", "rafters", joined(under), 60)
    yield _of("matt", "timber", (set_down(roof.fascias(), turn, at) for roof, turn, at in roofs), rng, 0.12, 100)
    lines, hips, horns, walls, pierced = [], [], [], [], []
    for roof, turn, at in roofs:
        height = ornaments.roofed(roof)
        lines.append(set_down(roof.ridge_line(0.42, height), turn, at))
        hips.append(set_down(roof.hip_lines(0.34, 0.34), turn, at))
        pierced.append(
            set_down(roof.openwork(0.42, height).placed(0.0, *band("openwork")[:1], 1.0, band("openwork")[1]), turn, at)
        )
        upper, lower = band("gablet")
        walls.append(set_down(roof.gablets().placed(0.3, upper, 0.7, lower), turn, at))
        if roof.has_ends:
            horns.append(set_down(roof.horns(1.0 if roof.half_width > 10 else 0.8), turn, at))
    yield _of("matt", "ridge", lines, rng, 0.4)
    yield _of("matt", "ridge", [*hips, *horns], rng, 0.4, 100)
    yield piece("carved", None, joined([*walls, *pierced]))
    beasts = [*ornaments.ridge_beasts(), *ornaments.ridge_ends(), *ornaments.hip_beasts()]
    yield _of("polished", "amber", beasts, rng, 0.4, 110)


def _timber(rng: np.random.Generator) -> Iterator[Piece]:
    yield _of("polished", "lacquer", timber.columns(), rng)
    yield _of("matt", "stone", timber.bases(), rng, 0.12, 60)
    yield _of("matt", "timber", [*timber.beams(), *timber.brackets(), *timber.screens()], rng)
    yield _of("matt", "boards", timber.panels(), rng, 0.5)
    yield _of("matt", "ochre", timber.walls(), rng, 0.3)
    upper, lower = band("wood carving")
    yield piece("carved", None, joined(each.placed(0.02, upper, 0.5, lower) for each in timber.carvings()))


def _altars(rng: np.random.Generator) -> Iterator[Piece]:
    every = altars()
    cloth, poles = parasols()
    yield _of("lit", "lacquer", [*(each for altar in every for each in altar.lacquer()), *poles], rng)
    yield _of("lit", "gold", [each for altar in every for each in (*altar.gold(), *altar.fringe())], rng, 0.12, 100)
    yield _of("lit", "red cloth", [each for altar in every for each in altar.cloth()], rng, 0.6)
    yield _of("lit", "yellow cloth", cloth, rng, 0.4)
    yield _of("lit", "flame", [each for altar in every for each in altar.flames()], rng)
    upper, lower = band("gold carving")
    fronts = [each for altar in every for each in altar.carving()]
    yield piece("gilt", None, joined(each.placed(0.06, upper, 0.94, lower) for each in fronts))


def _yard(rng: np.random.Generator) -> Iterator[Piece]:
    lime, trim = yard.gate()
    yield piece("ground", None, joined(yard.ground()))
    yield _of("matt", "stone", yard.stones(), rng, 0.3)
    yield _of("matt", "brick", yard.plinths(), rng, 0.9)
    yield _of("polished", "board", yard.slab(), rng, 0.9)
    yield _of("matt", "lime", [*lime, *yard.walls()], rng, 0.3)
    yield _of("matt", "stone", trim, rng, 0.2, 50)
    yield _of("matt", "stem", _both(palms.trunks(rng)), rng, 0.2)
    yield _of("matt", "palm", _both(palms.fronds(rng)), rng, 0.12, 180)
    yield _of("polished", "glaze", _both(palms.pots()), rng, 0.3, 75)
    yield _of("matt", "leaf", _both(palms.shrubs(rng)), rng, 0.25, 100)
