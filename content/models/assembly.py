"""From shapes in their stuffs to a finished model: light is reckoned once, and goes into the places on the sheet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from content.models.finish import Solid, finished
from content.models.light import Shade, cast_by
from content.models.shapes import Floats, Shape
from content.models.surfaces import Sheet


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Something in the stuff it is made of: a swatch of the sheet, or None where it wears a picture of its own.

    `part` is the material it goes into; `thickness` the share of light that a cell of it holds up.
    """

    part: str
    swatch: str | None
    solid: Solid
    thickness: float = 1.0


def piece(part: str, swatch: str | None, shape: Shape, crease: float = 42.0) -> Piece:
    """A shape as a piece, its edges sharp where faces meet at `crease` degrees or more."""
    return Piece(part, swatch, finished(shape, crease))


def lit(
    pieces: Iterable[Piece], sheet: Sheet, cell: float, rng: np.random.Generator, halved: frozenset[str] = frozenset()
) -> tuple[dict[str, Solid], Shade]:
    """Everything by part, with the light each point gets in its place on the sheet; and the shade that all cast.

    Of parts that are `halved` only what lies right of the middle is kept.
    """
    every = list(pieces)
    shade = cast_by([(each.solid, each.thickness) for each in every], cell, rng)
    parts: dict[str, list[Solid]] = {}
    for each in every:
        kept = replace(each, solid=right_half(each.solid)) if each.part in halved else each
        parts.setdefault(each.part, []).append(_lit(kept, sheet, shade, rng))
    return {name: one(solids) for name, solids in parts.items()}, shade


def _lit(each: Piece, sheet: Sheet, shade: Shade, rng: np.random.Generator) -> Solid:
    if each.swatch is None:
        return each.solid
    light = shade.seen_from(each.solid.points, each.solid.normals, rng)
    return replace(each.solid, places=sheet.places(each.swatch, each.solid.places[:, 0], light))


def one(solids: Iterable[Solid]) -> Solid:
    """Several as one."""
    every = list(solids)
    starts = np.cumsum([0, *(len(each.points) for each in every)])
    return Solid(
        np.concatenate([each.points for each in every]),
        np.concatenate([each.normals for each in every]),
        np.concatenate([each.places for each in every]),
        np.concatenate([each.triangles + start for each, start in zip(every, starts, strict=False)]),
    )


def right_half(solid: Solid) -> Solid:
    """What lies right of the middle (x = 0); faces that cross it are cut there."""
    side = solid.points[solid.triangles][..., 0]
    whole = solid.triangles[np.all(side >= 0, axis=1)]
    crossing = solid.triangles[np.any(side > 0, axis=1) & np.any(side < 0, axis=1)]
    rows = np.concatenate([solid.points, solid.normals, solid.places], axis=1)
    fans = [_cut(rows[triangle]) for triangle in crossing]
    starts = len(rows) + np.cumsum([0, *(len(each) for each in fans)])
    cut = [
        [start, start + step, start + step + 1]
        for start, each in zip(starts, fans, strict=False)
        for step in range(1, len(each) - 1)
    ]
    every = np.concatenate([rows, *fans])
    triangles = np.concatenate([whole, np.array(cut, dtype=np.int64).reshape(-1, 3)])
    kept, numbers = np.unique(triangles, return_inverse=True)
    rows = every[kept]
    return Solid(rows[:, :3], rows[:, 3:6], rows[:, 6:], numbers.reshape(-1, 3))


def _cut(corners: Floats) -> Floats:
    """What is left of a face (3, fields) right of the middle: three or four corners."""
    found = []
    for here, there in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if here[0] >= 0:
            found.append(here)
        if here[0] * there[0] < 0:
            found.append(here + (there - here) * (here[0] / (here[0] - there[0])))
    rows = np.array(found)
    # Two sides that look away from each other cancel out between them: there the face itself has its say.
    length = np.linalg.norm(rows[:, 3:6], axis=1, keepdims=True)
    face = np.cross(corners[1, :3] - corners[0, :3], corners[2, :3] - corners[0, :3])
    rows[:, 3:6] = np.where(length > 0.1, rows[:, 3:6] / np.maximum(length, 1e-9), face / np.linalg.norm(face))
    return rows
