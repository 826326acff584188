"""Pictures of a model before it is opened: drawn by numbers alone, no graphics card, no browser, no file."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tourism.engines.models.made import Form, MadeFile
from tourism.engines.models.mesh import Alpha, Model
from tourism.engines.models.posters import depth
from tourism.engines.models.posters.alpha import Cover
from tourism.engines.models.posters.camera import Camera, Room, fitted, looking
from tourism.engines.models.posters.depth import Keys, Singles
from tourism.engines.models.posters.ground import CONTACT, Shade, background, closeness, shade
from tourism.engines.models.posters.lamp import lit
from tourism.engines.models.posters.pictures import Mipmap, shown
from tourism.engines.models.posters.shading import Studio, fineness
from tourism.engines.models.posters.triangles import Seen, Soup, Whole, dot, facing, seen, soup

POSTER = Room(960, 720, 0.11, 0.09, 0.13)
CARD = Room(1200, 630, 0.12, 0.08, 0.13)
# Above a ribbon.
HIGHER = 0.19
# Every pixel of the poster is drawn as two by two.
TIMES = 2
# Where four pixels of one show one surface: nearly as far away, and turned nearly the same way.
SMOOTH_DEPTH, SMOOTH_TURN = 0.006, 0.9
# Of things that let light through as many are drawn one behind the other.
LAYERS = 4
SHADE = (0x3A, 0x2C, 0x1E)
# The ribbon's height, and its way from the corner, as shares of the picture's height.
RIBBON, CORNER = 0.082, 0.045
SAVED: dict[Form, tuple[str, dict[str, Any]]] = {
    "poster-webp": ("WEBP", {"quality": 80, "method": 4}),
    "poster-avif": ("AVIF", {"quality": 38, "speed": 6, "max_threads": 1, "codec": "aom"}),
    "card": ("JPEG", {"quality": 84, "subsampling": "4:2:0"}),
}


def drawn(model: Model, ribbon: bytes = b"", *, around: float = 25.0, down: float = 75.0) -> tuple[MadeFile, ...]:
    """Poster as WebP and AVIF (960 by 720), card for sharing as JPEG (1200 by 630); `ribbon` is a PNG laid onto both.

    The camera stands `around` degrees round the model, as viewers count them, and `down` from above.
    """
    poster, card = pictured(model, (POSTER, CARD), ribbon, around=around, down=down)
    return tuple(_saved(form, card if form == "card" else poster) for form in SAVED)


def pictured(
    model: Model, rooms: Sequence[Room], ribbon: bytes = b"", *, around: float = 25.0, down: float = 75.0
) -> list[Image.Image]:
    """One picture for each room; it is drawn for the first, and fitted into the others."""
    triangles = soup(model)
    free = [replace(room, below=HIGHER) if ribbon else room for room in rooms]
    camera = looking(triangles.positions, around, down, free[0])
    figure, dark = _drawn(model, triangles, camera, around)
    large = camera.enlarged(TIMES, figure.width, figure.height)
    made = []
    for each in (fitted(camera, triangles.positions, room) for room in free):
        picture = background(triangles, each)
        picture.paste(SHADE, (0, 0), dark.on_floor(each))
        placed, corner = _fitting(figure, large, each)
        picture.paste(placed, corner, placed)
        if ribbon:
            _label(picture, Image.open(io.BytesIO(ribbon)).convert("RGBA"))
        made.append(picture)
    return made


def _drawn(model: Model, triangles: Soup, camera: Camera, around: float) -> tuple[Image.Image, Shade]:
    """The model in front of nothing, in twice the size, and its shadow."""
    large = camera.enlarged(TIMES, camera.width * TIMES, camera.height * TIMES)
    view = seen(triangles, large)
    pictures = tuple(Mipmap(each) for each in model.pictures)
    cover = Cover(model, triangles, pictures)
    lamp = lit(triangles, around, cover)
    studio = Studio(model, triangles, large, view, lamp, pictures, fineness(triangles, camera))
    solid = _solid(cover, view, large)
    near = depth.near(solid).reshape(large.height, large.width)[::TIMES, ::TIMES]
    light = _light(studio, cover, solid, closeness(near, camera))
    figure = Image.fromarray(light.reshape(large.height, large.width, 4))
    return figure, shade(triangles, lamp, around)


def _faced(cover: Cover, view: Seen, alpha: Alpha) -> Whole:
    """Triangles of one kind that can be seen from this side."""
    both = np.array([each.double_sided for each in cover.model.surfaces])[cover.triangles.surfaces]
    return np.flatnonzero(cover.those(alpha) & ((view.faces == 1) | (both & (view.faces == -1))))


def _solid(cover: Cover, view: Seen, camera: Camera) -> Keys:
    """What is nearest of all that hides what is behind it."""
    keys = depth.empty(camera.width, camera.height)
    depth.fill(keys, camera.width, view, _faced(cover, view, "OPAQUE"))
    depth.fill(keys, camera.width, view, _faced(cover, view, "MASK"), kept=cover.kept)
    return keys


def _clear(cover: Cover, view: Seen, width: int, solid: Keys) -> Iterator[Keys]:
    """What lets light through before that, the nearest first; 0 where there is none."""
    chosen = _faced(cover, view, "BLEND")
    nearer: Keys | None = None
    for _ in range(LAYERS if len(chosen) else 0):
        keys = solid.copy()
        depth.fill(keys, width, view, chosen, behind=nearer)
        keys[keys == solid] = 0
        if not keys.any():
            break
        nearer = keys
        yield keys


def _light(studio: Studio, cover: Cover, solid: Keys, close: Singles) -> NDArray[np.uint8]:
    """Every pixel as red, green, blue and how much of it is there (n, 4), from what is nearest to what is behind."""
    light, there = np.zeros((len(solid), 3), np.float32), np.zeros(len(solid), np.float32)
    for keys in _clear(cover, studio.view, studio.camera.width, solid):
        pixels = np.flatnonzero(keys)
        ids = depth.which(keys[pixels])
        share = (1 - there[pixels]) * cover.alpha(ids, studio.shares(pixels, ids)[0])
        light[pixels] += studio.colours(pixels, ids) * share[:, None]
        there[pixels] += share
    for pixels, alike in _alike(studio, solid):
        colours = studio.colours(pixels, depth.which(solid[pixels]))
        row, column = pixels // studio.camera.width, pixels % studio.camera.width
        colours *= 1 - np.float32(CONTACT) * close[row // TIMES, column // TIMES, None]
        for each in alike:
            light[each] += colours * (1 - there[each])[:, None]
            there[each] = 1
    pixels = np.flatnonzero(there)
    made = np.zeros((len(solid), 4), np.uint8)
    made[pixels, :3] = shown(light[pixels] / there[pixels, None])
    made[:, 3] = there * 255 + 0.5
    return made


def _alike(studio: Studio, solid: Keys) -> Iterator[tuple[Whole, list[Whole]]]:
    """Pixels whose colours are computed, and those that have the same: they are four of one pixel of the poster.

    That they are where one surface goes on without edge or crease; elsewhere each has its own.
    """
    width = studio.camera.width
    squares = np.flatnonzero(solid.reshape(-1, TIMES, width // TIMES, TIMES)[:, 0, :, 0].ravel())
    first = squares // (width // TIMES) * TIMES * width + squares % (width // TIMES) * TIMES
    four = [first, first + 1, first + width, first + width + 1]
    keys = [solid[each] for each in four]
    ids, near = [depth.which(each) for each in keys], [depth.near(each) for each in keys]
    way = facing(studio.triangles.positions[studio.triangles.triangles])
    same = np.ones(len(first), np.bool_)
    for other, away in zip(ids[1:], near[1:], strict=True):
        same &= studio.triangles.surfaces[other] == studio.triangles.surfaces[ids[0]]
        same &= abs(away - near[0]) < SMOOTH_DEPTH * near[0]
        same &= (dot(way[other], way[ids[0]]) > SMOOTH_TURN) & (other >= 0)
    yield first[same], [each[same] for each in four]
    alone = solid != 0
    for each in four:
        alone[each[same]] = False
    rest = np.flatnonzero(alone)
    yield rest, [rest]


def _label(picture: Image.Image, label: Image.Image) -> None:
    """Lays it into the lower left corner; a long one is made smaller."""
    away = round(CORNER * picture.height)
    factor = min(RIBBON * picture.height / label.height, (picture.width - 2 * away) / label.width)
    size = (round(label.width * factor), round(label.height * factor))
    label = label.resize(size, Image.Resampling.LANCZOS)
    picture.paste(label, (away, picture.height - away - size[1]), label)


def _fitting(layer: Image.Image, drawn_by: Camera, camera: Camera) -> tuple[Image.Image, tuple[int, int]]:
    """A layer in the size that another camera sees it in, and where its upper left corner lies there."""
    factor = camera.focal / drawn_by.focal
    low, high, box = [], [], []
    for axis, (length, room) in enumerate(((layer.width, camera.width), (layer.height, camera.height))):
        start = camera.middle[axis] - drawn_by.middle[axis] * factor
        low.append(max(0, int(np.ceil(start - 1e-6))))
        high.append(min(room, int(np.floor(start + length * factor + 1e-6))))
        box.append(((low[-1] - start) / factor, (high[-1] - start) / factor))
    (left, right), (top, foot) = box
    inside = (max(0.0, left), max(0.0, top), min(layer.width, right), min(layer.height, foot))
    return layer.resize((high[0] - low[0], high[1] - low[1]), Image.Resampling.HAMMING, inside), (low[0], low[1])


def _saved(form: Form, picture: Image.Image) -> MadeFile:
    out = io.BytesIO()
    kind, options = SAVED[form]
    picture.save(out, kind, **options)
    return MadeFile(form, out.getvalue())
