"""Pictures of a model as files: JPEG, PNG or WebP, smaller by steps where there is too little room."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PIL import Image

from tourism.engines.models.mesh import Model

# What writes pictures has to be known before the doors are closed.
Image.preinit()


@dataclass(frozen=True, slots=True)
class Written:
    """One picture file."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Step:
    """The longest side of a picture in pixels, and how well it is kept."""

    side: int
    quality: int


# Ones of colour look well at 80 of 100; what does not fit becomes coarser, then smaller.
STEPS = (Step(1024, 80), Step(1024, 65), Step(768, 65), Step(512, 65), Step(256, 60), Step(128, 50))
Writer = Callable[[Image.Image, Step, bool], Written]


def fitting(model: Model, write: Writer, room: int) -> list[Written]:
    """All pictures of a model by the first step at which they are no more than `room` bytes, else by the last."""
    return next(filter(None, (_files(model, write, room, step) for step in STEPS[:-1])), None) or _files(
        model, write, None, STEPS[-1]
    )


def _files(model: Model, write: Writer, room: int | None, step: Step) -> list[Written]:
    """All by this step; none as soon as they are too large: noise takes long to write."""
    directions = {surface.normal_picture for surface in model.surfaces}
    made: list[Written] = []
    for at, each in enumerate(model.pictures):
        made.append(write(sized(each, step.side), step, at in directions))
        if room is not None:
            room -= len(made[-1].data)
            if room < 0:
                return []
    return made


def as_webp(picture: Image.Image, step: Step, is_directions: bool) -> Written:  # noqa: FBT001 (as Writer says)
    """For browsers."""
    # The best method takes ten seconds and more for what is seen through, and saves little.
    how = {"method": 4, "alpha_quality": 80} if picture.mode == "RGBA" else {"method": 6}
    return Written(_saved(picture, "WEBP", quality=step.quality, **how), "image/webp")


def for_all(picture: Image.Image, step: Step, is_directions: bool) -> Written:  # noqa: FBT001 (as Writer says)
    """What every program reads: JPEG, or PNG for what is seen through."""
    if picture.mode == "RGBA":
        return Written(_saved(picture, "PNG", optimize=True), "image/png")
    # Directions are not colours: all three of their numbers are needed at every pixel.
    kept = {"quality": step.quality + 5, "subsampling": "4:4:4" if is_directions else "4:2:0", "optimize": True}
    return Written(_saved(picture, "JPEG", **kept), "image/jpeg")


def sized(picture: Image.Image, side: int) -> Image.Image:
    """The picture with its longest side of at most so many pixels."""
    scale = side / max(picture.size)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
