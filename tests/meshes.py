"""Models made in memory, one of every kind that is drawn and packed, and pictures to lay onto them."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.random import default_rng
from PIL import Image

from tourism.engines.models.mesh import Floats, Indices, Model, Part, Surface

RED, GREEN, BLUE = (0.62, 0.06, 0.04, 1.0), (0.06, 0.35, 0.08, 1.0), (0.05, 0.13, 0.42, 1.0)


def grid(columns: int, rows: int) -> Indices:
    """Triangles over (rows + 1) times (columns + 1) points."""
    corner = (np.arange(rows)[:, None] * (columns + 1) + np.arange(columns)).reshape(-1, 1)
    halves = [corner + np.array(each) for each in ((0, columns + 1, 1), (1, columns + 1, columns + 2))]
    return np.concatenate(halves).astype(np.uint32)


def turned(radii: Floats, heights: Floats, columns: int = 48, surface: int = 0) -> Part:
    """What a potter's wheel makes of an outline that goes from the foot up."""
    rows, angle = len(radii) - 1, np.linspace(0, 2 * np.pi, columns + 1)
    around = np.stack((np.sin(angle), np.zeros_like(angle), np.cos(angle)), axis=1)
    positions = around * radii[:, None, None] + np.array([0, 1, 0]) * heights[:, None, None]
    slope = np.stack((np.gradient(heights), np.gradient(radii)), axis=1)
    slope /= np.maximum(np.hypot(*slope.T)[:, None], 1e-9)
    normals = around * slope[:, 0, None, None] - np.array([0, 1, 0]) * slope[:, 1, None, None]
    along = np.stack(np.meshgrid(angle / (2 * np.pi), 1 - np.arange(rows + 1) / rows), axis=2)
    return Part(
        surface,
        positions.reshape(-1, 3).astype(np.float32),
        grid(columns, rows)[:, [0, 2, 1]],
        normals.reshape(-1, 3).astype(np.float32),
        along.reshape(-1, 2).astype(np.float32),
    )


def ball(radius: float = 0.5, columns: int = 48) -> Part:
    """A ball that stands on the ground, with u around and v from its top down."""
    down = np.linspace(np.pi, 0, columns // 2 + 1)
    return turned((radius * np.sin(down)).astype(np.float32), (radius * (1 + np.cos(down))).astype(np.float32), columns)


def box(width: float, height: float, depth: float, surface: int = 0) -> Part:
    """Six faces with corners of their own."""
    front = np.array([[-1, 0, 1], [1, 0, 1], [1, 1, 1], [-1, 1, 1]])
    turns = ([1, 1, 1], [-1, 1, -1])
    sides = [front * turn for turn in turns] + [(front * turn)[:, [2, 1, 0]] * [1, 1, -1] for turn in turns]
    top = np.array([[-1, 1, 1], [1, 1, 1], [1, 1, -1], [-1, 1, -1]])
    faces = [*sides, top, top[::-1] * [1, 0, 1]]
    positions = np.concatenate(faces).astype(np.float32) * np.array([width / 2, height, depth / 2], np.float32)
    triangles = (np.arange(6)[:, None, None] * 4 + np.array([[0, 1, 2], [0, 2, 3]])).reshape(-1, 3).astype(np.uint32)
    first, second, third = (positions[triangles[::2, corner]] for corner in range(3))
    across = np.cross(second - first, third - first)
    normals = np.repeat(across / np.linalg.norm(across, axis=1, keepdims=True), 4, axis=0).astype(np.float32)
    uvs = np.tile(np.array([[0, 1], [1, 1], [1, 0], [0, 0]], np.float32), (6, 1))
    return Part(surface, positions, triangles, normals, uvs)


def plate(width: float, height: float, surface: int = 0, cells: int = 1) -> Part:
    """An upright sheet that looks along z."""
    x, y = np.meshgrid(np.linspace(-0.5, 0.5, cells + 1), np.linspace(0, 1, cells + 1))
    positions = np.stack((x * width, y * height, np.zeros_like(x)), axis=2).reshape(-1, 3).astype(np.float32)
    normals = np.tile(np.array([0, 0, 1], np.float32), (len(positions), 1))
    uvs = np.stack((x + 0.5, 1 - y), axis=2).reshape(-1, 2).astype(np.float32)
    return Part(surface, positions, grid(cells, cells)[:, [0, 2, 1]], normals, uvs)


def moved(part: Part, x: float, y: float, z: float, surface: int | None = None) -> Part:
    """The same elsewhere."""
    away = part.positions + np.array([x, y, z], np.float32)
    which = part.surface if surface is None else surface
    return Part(which, away, part.triangles, part.normals, part.uvs, part.colours)


@cache
def checks(side: int = 256) -> Image.Image:
    """Squares in two colours, the one in the upper left corner yellow."""
    across = np.indices((side, side)) * 8 // side
    pixels = np.where((across.sum(axis=0) % 2)[..., None], [168, 50, 42], [243, 234, 214]).astype(np.uint8)
    pixels[: side // 8, : side // 8] = [224, 165, 38]
    return Image.fromarray(pixels)


@cache
def leaf(side: int = 256) -> Image.Image:
    """A green disc; around it nothing is to be seen."""
    y, x = (np.indices((side, side)) + 0.5) / side - 0.5
    clear = (np.hypot(x, y) < 0.45) * 255
    return Image.fromarray(np.dstack([np.full_like(clear, each) for each in (47, 93, 70)] + [clear]).astype(np.uint8))


@cache
def bumps(side: int = 256) -> Image.Image:
    """Directions of a surface that goes up and down eight times."""
    slope = 0.4 * np.cos(np.indices((side, side)) / side * 16 * np.pi)
    towards = np.dstack((slope[1], -slope[0], np.ones((side, side))))
    towards /= np.linalg.norm(towards, axis=2, keepdims=True)
    return Image.fromarray(np.round(towards * 127.5 + 127.5).astype(np.uint8))


@cache
def polish(side: int = 256) -> Image.Image:
    """Shade in red, roughness in green, metal in blue: stripes of it."""
    stripes = (np.indices((side, side))[1] * 4 // side % 2)[..., None]
    return Image.fromarray(np.where(stripes, [255, 60, 255], [200, 200, 0]).astype(np.uint8))


def plain() -> Model:
    """A box of one colour, half as deep as it is wide."""
    return Model((box(1.0, 0.6, 0.5),), (Surface(RED, metallic=0.0, roughness=0.8),))


def bare() -> Model:
    """Nothing but triangles, as scanners save them."""
    part = ball()
    return Model((Part(0, part.positions, part.triangles),), (Surface(metallic=0.0),))


def textured() -> Model:
    """A ball with a picture."""
    return Model((ball(),), (Surface(colour_picture=0, metallic=0.0, roughness=0.7),), (checks(),))


def tinted() -> Model:
    """A picture that is darkened by a colour."""
    return Model((ball(),), (Surface((0.5, 0.6, 0.9, 1.0), colour_picture=0, metallic=0.0),), (checks(),))


def painted() -> Model:
    """Colours at the vertices, from red at the foot to blue at the top."""
    part = ball()
    share = part.positions[:, 1:2]
    colours = (np.array(RED) * (1 - share) + np.array(BLUE) * share).astype(np.float32)
    whole = Part(0, part.positions, part.triangles, part.normals, None, colours)
    return Model((whole,), (Surface(metallic=0.0),))


def cut_out() -> Model:
    """Leaves that are cut out of their sheets, seen from both sides."""
    surface = Surface(colour_picture=0, metallic=0.0, alpha="MASK", alpha_cutoff=0.4, double_sided=True)
    leaves = [moved(plate(0.5, 0.5), 0.3 * (turn - 1), 0.1 * turn, 0.2 * turn - 0.2) for turn in range(3)]
    return Model(tuple(leaves), (surface,), (leaf(),))


def glassy() -> Model:
    """A red box behind a sheet that lets half of it through, and beside one whose picture does."""
    surfaces = (
        Surface(RED, metallic=0.0),
        Surface((0.1, 0.3, 0.8, 0.5), metallic=0.0, alpha="BLEND", double_sided=True),
        Surface((1.0, 1.0, 1.0, 0.8), colour_picture=0, metallic=0.0, alpha="BLEND"),
    )
    parts = (
        moved(box(0.4, 0.6, 0.2), 0, 0, -0.3),
        moved(plate(0.6, 0.5, 1), 0.2, 0, 0.1),
        moved(plate(0.4, 0.4, 2), -0.4, 0, 0.3),
    )
    return Model(parts, surfaces, (leaf(),))


def several() -> Model:
    """A pot, a stone and a gold ball, each of its own surface and with all the pictures there are."""
    surfaces = (
        Surface(colour_picture=0, normal_picture=1, normal_scale=0.6, metallic=0.0, roughness=0.9),
        Surface(
            (0.9, 0.8, 0.7, 1.0),
            metallic_roughness_picture=2,
            occlusion_picture=2,
            occlusion_strength=0.7,
            emissive=(0.2, 0.1, 0.0),
            emissive_picture=0,
        ),
        Surface((1.0, 0.72, 0.25, 1.0), metallic=1.0, roughness=0.3),
        Surface(GREEN, metallic=0.4, roughness=0.6, emissive=(0.0, 0.05, 0.0)),
    )
    parts = (
        moved(ball(0.3), -0.5, 0, 0),
        moved(box(0.4, 0.7, 0.4, 1), 0.1, 0, -0.1),
        moved(ball(0.2), 0.5, 0, 0.3, 2),
        moved(plate(0.3, 0.3, 3), 0.0, 0.1, 0.4),
    )
    return Model(parts, surfaces, (checks(), bumps(), polish()))


def shadeless() -> Model:
    """A sheet that shows its picture as it is, whatever the light."""
    return Model((plate(0.8, 0.6),), (Surface(colour_picture=0, unlit=True, double_sided=True),), (checks(),))


def vase() -> Model:
    """A glazed vase of 0.4 m with a blue band, as a village might fire it."""
    outline = np.array([(0, 0), (60, 0), (70, 8), (105, 90), (118, 160), (108, 240), (62, 310), (48, 345), (66, 400)])
    smooth = np.linspace(0, len(outline) - 1, 160)
    radius, height = (np.interp(smooth, np.arange(len(outline)), each) / 1000 for each in outline.T)
    for _ in range(12):
        radius[8:-1] = (radius[7:-2] + 2 * radius[8:-1] + radius[9:]) / 4
    surface = Surface(colour_picture=0, metallic=0.0, roughness=0.25, double_sided=True)
    return Model((turned(radius.astype(np.float32), height.astype(np.float32), 160),), (surface,), (_glaze(),))


def _glaze(side: int = 1024) -> Image.Image:
    v, u = np.indices((side, side)) / side
    wave = 0.02 * np.sin(u * 2 * np.pi * 12)
    band = (abs(v - 0.55 - wave) < 0.035) | (abs(v - 0.3) < 0.008) | (abs(v - 0.75) < 0.006)
    fleck = default_rng(3).normal(0, 4, (side, side, 1))
    colour = np.where(band[..., None], [38, 66, 110], [214, 206, 186])
    return Image.fromarray(np.clip(colour + fleck, 0, 255).astype(np.uint8))


def many(triangles: int, pictures: bool = True) -> Model:
    """A stone with dents, of about so many triangles."""
    columns = round(triangles**0.5)
    part = ball(0.5, columns)
    way = part.positions - np.array([0, 0.5, 0], np.float32)
    dents = 1 + 0.05 * np.sin(way[:, 0] * 23) * np.sin(way[:, 1] * 19) * np.sin(way[:, 2] * 29)
    stone = way * dents[:, None]
    stone[:, 1] -= stone[:, 1].min()
    whole = Part(0, stone.astype(np.float32), part.triangles, part.normals, part.uvs)
    surface = Surface(colour_picture=0 if pictures else None, metallic=0.0, roughness=0.9)
    return Model((whole,), (surface,), (_glaze(),) if pictures else ())


KINDS: dict[str, Callable[[], Model]] = {
    each.__name__: each
    for each in (plain, bare, textured, tinted, painted, cut_out, glassy, several, shadeless, vase)
}  # fmt: skip
