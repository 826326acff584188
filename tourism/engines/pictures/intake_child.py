"""What reads a stranger's photo; run by confined.py in a process of its own, never imported by the others."""

# In:  the file as standard input; as arguments what to do with it:
#      develop <kind> <most pixels>        all sizes that are served, and the card for sharing
#      card <kind> <most pixels> <x> <y>   the card alone, around another point (shares of width and height)
#      look <most pixels> <kind>:<bytes> … what is in files that lie one behind the other
# Out: the files one behind the other; then, on standard error, one line of JSON: a Report.

import io
import json
import math
import sys
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Protocol

from PIL import AvifImagePlugin, Image, ImageCms
from PIL.AvifImagePlugin import AvifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

WIDTHS = (480, 960, 1600)
# A size that is nearly the next one helps nobody.
NEARLY = 0.8
CARD = (1200, 630)
PAPER = (0xFB, 0xF6, 0xEA)
# Rows of a picture that are converted at once: whole ones of 40 megapixels do not fit in memory twice.
STRIP_ROWS = 32
SAVED: dict[str, dict[str, Any]] = {
    "avif": {"quality": 54, "speed": 7, "max_threads": 1, "codec": "aom"},
    "webp": {"quality": 76, "method": 4},
    "jpeg": {"quality": 82, "subsampling": "4:2:0"},
}
READERS: dict[str, Callable[[io.BytesIO], ImageFile]] = {
    "jpeg": JpegImageFile,
    "png": PngImageFile,
    "webp": WebPImageFile,
    "avif": AvifImageFile,
}
# EXIF's orientations, and what turns them upright.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION, EXIF_BLOCK, TAKEN = 0x0112, 0x8769, 0x9003


class Doors(Protocol):
    """What confined.py hands over."""

    sealed: bool

    def kib(self, field: str) -> int:
        """One figure of this process."""


class Strange(Exception):
    """A picture that is not taken, for this reason."""


@dataclass(slots=True)
class Report:
    """How it went; `end` is done or a reason, `files` are kind, width, height and bytes of each."""

    end: str = "done"
    detail: str = ""
    taken: str | None = None
    files: list[tuple[str, int, int, int]] = field(default_factory=list)
    peak_kib: int = 0
    sealed: bool = False


def main(arguments: list[str], doors: Doors) -> None:
    """One photo, or several files to look at."""
    report = Report(sealed=doors.sealed)
    sys.stdout.buffer.write(b"".join(attempt(arguments, sys.stdin.buffer.read(), report)))
    sys.stdout.buffer.flush()
    report.peak_kib = doors.kib("VmHWM")
    sys.stderr.write(json.dumps(asdict(report)) + "\n")


def attempt(arguments: list[str], data: bytes, report: Report) -> list[bytes]:
    """The files that a job makes; none where it fails, and the report says why."""
    try:
        return JOBS[arguments[0]](arguments[1:], data, report)
    except Strange as error:
        report.end = str(error)
    except MemoryError:
        report.end = "too-many-pixels"
    except Exception as error:  # noqa: BLE001 (whatever a file makes go wrong here is the file's fault)
        report.end, report.detail = "damaged", f"{type(error).__name__}: {error}"[:200]
    return []


def develop(arguments: list[str], data: bytes, report: Report) -> list[bytes]:
    """Every size in both kinds, the smallest first, and the card."""
    picture = pictured(arguments, data, report)
    top = min(WIDTHS[-1], picture.width)
    made = []
    for width in (*(each for each in WIDTHS if each < NEARLY * top), top):
        sized = resized(picture, (width, max(1, round(picture.height * width / picture.width))))
        made += [written(sized, kind, report) for kind in ("avif", "webp")]
    return [*made, written(cropped(picture, 0.5, 0.5), "jpeg", report)]


def pictured(arguments: list[str], data: bytes, report: Report) -> Image.Image:
    """The photo at work's size; the whole of it is forgotten before anything is written."""
    source = opened(arguments[0], data, int(arguments[1]))
    orientation, report.taken = noted(source)
    return upright(source, orientation)


def card(arguments: list[str], data: bytes, report: Report) -> list[bytes]:
    """The card around a point."""
    picture = upright(opened(arguments[0], data, int(arguments[1])), 1)
    return [written(cropped(picture, float(arguments[2]), float(arguments[3])), "jpeg", report)]


def look(arguments: list[str], data: bytes, report: Report) -> list[bytes]:
    """Nothing but what each file is; all of its pixels are read."""
    at = 0
    for each in arguments[1:]:
        kind, _, size = each.partition(":")
        picture = opened(kind, data[at : at + int(size)], int(arguments[0]))
        picture.load()
        report.files.append((kind, *picture.size, int(size)))
        at += int(size)
    return []


JOBS = {"develop": develop, "card": card, "look": look}


def opened(kind: str, data: bytes, most_pixels: int) -> ImageFile:
    """The file by the one reader of its kind; no other is ever asked."""
    picture = READERS[kind](io.BytesIO(data))
    if picture.width * picture.height > most_pixels:
        raise Strange("too-many-pixels")
    # A telephone's JPEG has others behind it that are not read.
    if kind != "jpeg" and getattr(picture, "n_frames", 1) > 1:
        raise Strange("animated")
    return picture


def noted(picture: ImageFile) -> tuple[int, str | None]:
    """How the phone was held, and the day; what else it noted is not read."""
    try:
        exif = picture.getexif()
        orientation, moment = exif.get(ORIENTATION, 1), exif.get_ifd(EXIF_BLOCK).get(TAKEN)
    except Exception:  # noqa: BLE001 (a photo is a photo, whatever its notes are like)
        return 1, None
    try:
        day = date.fromisoformat(str(moment)[:10].replace(":", "-")).isoformat()
    except ValueError:
        day = None
    return (orientation if orientation in TURNS else 1), day


def upright(source: ImageFile, orientation: int) -> Image.Image:
    """Plain RGB pixels as large as the largest file needs them, as sRGB, on paper where they let it through."""
    width, height = source.size if orientation < 5 else source.size[::-1]
    scale = min(1.0, max(min(1.0, WIDTHS[-1] / width), CARD[0] / width, CARD[1] / height))
    if isinstance(source, JpegImageFile):
        source.draft("", (math.ceil(source.width * scale), math.ceil(source.height * scale)))
        scale = min(1.0, scale * (width / (source.size if orientation < 5 else source.size[::-1])[0]))
    source.load()
    to_rgb = as_rgb(source)
    factor = max(1, math.floor(1 / scale))
    made = Image.new("RGB", (math.ceil(source.width / factor), math.ceil(source.height / factor)))
    rows = STRIP_ROWS * factor
    for top in range(0, source.height, rows):
        strip = to_rgb(source.crop((0, top, source.width, min(source.height, top + rows))))
        made.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    return made.transpose(TURNS[orientation]) if orientation in TURNS else made


def as_rgb(source: ImageFile) -> Callable[[Image.Image], Image.Image]:
    """What makes plain sRGB of a part of the picture."""
    mode = "RGB" if source.has_transparency_data or source.mode == "P" else source.mode
    transform = to_srgb(source.info.get("icc_profile"), mode)

    def convert(part: Image.Image) -> Image.Image:
        if part.mode.startswith("I"):
            # 16 bits of grey.
            part = part.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        if part.has_transparency_data:
            clear = part.convert("RGBA")
            part = Image.alpha_composite(Image.new("RGBA", part.size, (*PAPER, 255)), clear).convert("RGB")
        if part.mode == "P":
            part = part.convert("RGB")
        if transform and part.mode == mode:
            return ImageCms.applyTransform(part, transform) or part
        return part.convert("RGB")

    return convert


def to_srgb(profile: bytes | None, mode: str) -> ImageCms.ImageCmsTransform | None:
    """What turns the camera's colours into those of every screen; None where there is nothing to turn."""
    if not profile or mode not in ("RGB", "L", "CMYK"):
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except Exception:  # noqa: BLE001 (a photo is a photo, whatever its profile is like)
        return None


def cropped(picture: Image.Image, x: float, y: float) -> Image.Image:
    """The largest part in the card's shape that has the point as near to its middle as can be."""
    scale = min(picture.width / CARD[0], picture.height / CARD[1])
    width, height = CARD[0] * scale, CARD[1] * scale
    left = min(max(0.0, picture.width * x - width / 2), picture.width - width)
    top = min(max(0.0, picture.height * y - height / 2), picture.height - height)
    return picture.resize(CARD, Image.Resampling.LANCZOS, box=(left, top, left + width, top + height))


def resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture in another size."""
    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)


def written(picture: Image.Image, kind: str, report: Report) -> bytes:
    """A file with pixels and nothing else."""
    out = io.BytesIO()
    picture.save(out, kind.upper(), **SAVED[kind])
    report.files.append((kind, *picture.size, out.tell()))
    return out.getvalue()


def rehearse() -> None:
    """A little picture through every reader and writer, so that nothing is loaded once the doors are closed."""
    # Another thread may not be started later.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("error")
    # What is wrong with the notes of a photo is no reason to do without it.
    warnings.filterwarnings("ignore", module=r"PIL\.TiffImagePlugin")
    little = Image.new("RGB", (64, 64), PAPER)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    little.getexif()[ORIENTATION] = 6
    for kind in ("jpeg", "png", "webp", "avif"):
        out = io.BytesIO()
        little.save(out, kind.upper(), icc_profile=profile, exif=little.getexif())
        source = opened(kind, out.getvalue(), 4096)
        noted(source)
        written(cropped(upright(source, 6), 0.5, 0.5), "webp", Report())


rehearse()
