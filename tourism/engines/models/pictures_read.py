"""Pictures of a model, read once each: plain pixels of at most 1024 by 1024, with see-through ones only where asked."""

import io
from collections.abc import Callable
from hashlib import sha256

from PIL import Image, ImageChops
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from tourism.engines.models.refusals import Strange
from tourism.engines.models.tangents import AS_USUAL, Flips

MOST_SIDE = 1024
# As many as a picture of 8192 by 8192 has.
MOST_PIXELS = 67_108_864
READERS: tuple[tuple[bytes, Callable[[io.BytesIO], ImageFile]], ...] = (
    (b"\xff\xd8\xff", JpegImageFile),
    (b"\x89PNG\r\n\x1a\n", PngImageFile),
    (b"RIFF", WebPImageFile),
)


class Album:
    """The pictures that a model's surfaces use, each kept once, however often it is in the file."""

    def __init__(self) -> None:
        self.pictures: list[Image.Image] = []
        self._places: dict[tuple[bytes, bool, Flips], int] = {}

    def place(self, data: memoryview, *, with_alpha: bool = False, flips: Flips = AS_USUAL) -> int:
        """The picture's place in `pictures`, its colours turned round by `flips`; raises Strange for a damaged one."""
        key = (sha256(data).digest(), with_alpha, flips)
        if key not in self._places:
            self._places[key] = len(self.pictures)
            self.pictures.append(_flipped(read(data, with_alpha=with_alpha), flips))
        return self._places[key]


def read(data: memoryview, *, with_alpha: bool) -> Image.Image:
    """The pixels of a JPEG, PNG or WebP, RGB or RGBA, made smaller where they are many; raises Strange.

    Colour profiles are not followed: glTF says what each picture's numbers mean.
    """
    try:
        return _shrunk(_opened(data), with_alpha=with_alpha)
    except (Strange, MemoryError):
        raise
    except Exception as error:
        raise Strange("damaged", f"a picture: {type(error).__name__}: {error}"[:200]) from error


def _opened(data: memoryview) -> ImageFile:
    head = bytes(data[:8])
    reader = next((each for start, each in READERS if head.startswith(start)), None)
    if reader is None:
        raise Strange("damaged", "a picture of no known kind")
    picture = reader(io.BytesIO(data))
    if picture.width * picture.height > MOST_PIXELS:
        raise Strange("damaged", "a picture of too many pixels")
    return picture


def _shrunk(source: ImageFile, *, with_alpha: bool) -> Image.Image:
    """JPEG is read at a half, a quarter or an eighth of its size where twice the pixels wanted are left."""
    scale = min(1.0, MOST_SIDE / max(source.size))
    size = (max(1, round(source.width * scale)), max(1, round(source.height * scale)))
    if scale < 1:
        source.draft("RGB", (2 * size[0], 2 * size[1]))
    picture = _plain(source, "RGBA" if with_alpha and source.has_transparency_data else "RGB")
    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _plain(source: Image.Image, mode: str) -> Image.Image:
    if source.mode.startswith("I"):
        # 16 bits of grey.
        source = source.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if source.mode == mode:
        source.load()
        return source.copy() if isinstance(source, ImageFile) and source.size <= (MOST_SIDE, MOST_SIDE) else source
    return source.convert(mode)


def _flipped(picture: Image.Image, flips: Flips) -> Image.Image:
    if flips == AS_USUAL:
        return picture
    channels = zip(picture.split(), (*flips, False), strict=True)
    return Image.merge("RGB", [ImageChops.invert(each) if flip else each for each, flip in channels])


def is_see_through(picture: Image.Image) -> bool:
    """Whether any pixel lets something through."""
    if picture.mode != "RGBA":
        return False
    low, _ = picture.getchannel("A").getextrema()
    return float(low if isinstance(low, int | float) else low[0]) < 255
