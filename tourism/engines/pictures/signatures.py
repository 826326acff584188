"""What kind of picture a file is, and how large it says it is: told by its first bytes, without a decoder."""

import struct

from tourism.engines.pictures import heads
from tourism.engines.pictures.heads import Signature
from tourism.engines.pictures.jpeg_head import jpeg
from tourism.engines.pictures.refusals import (
    LONGEST_TO_SHORT,
    MOST_JPEG_MEGAPIXELS,
    MOST_MEGAPIXELS,
    MOST_WEBP_MEGAPIXELS,
    SMALLEST_SIDE,
    Refused,
)

PNG = b"\x89PNG\r\n\x1a\n"
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
MOST_PIXELS = {
    "jpeg": MOST_JPEG_MEGAPIXELS * 1_000_000,
    "png": MOST_MEGAPIXELS * 1_000_000,
    "webp": MOST_WEBP_MEGAPIXELS * 1_000_000,
}


def signature(data: bytes) -> Signature:
    """What a file is by its own word; raises Refused for what no reader shall see."""
    if not data:
        raise Refused("empty")
    found = _found(data)
    if min(found.width, found.height) < SMALLEST_SIDE:
        raise Refused("too-small", f"{found.width} x {found.height}")
    if found.width * found.height > MOST_PIXELS[found.kind]:
        raise Refused("too-many-pixels", f"{found.width} x {found.height}")
    if max(found.width, found.height) > LONGEST_TO_SHORT * min(found.width, found.height):
        raise Refused("too-small", f"{found.width} x {found.height}")
    return found


def _found(data: bytes) -> Signature:
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return jpeg(data)
        if data.startswith(PNG):
            return heads.png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return heads.webp(data)
    except (struct.error, IndexError) as error:
        raise Refused("damaged", "the head is cut") from error
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise Refused("heic")
    if data[:6] in (b"GIF87a", b"GIF89a"):
        raise Refused("animated", "a GIF")
    raise Refused("not-a-photo", data[:8].hex())
