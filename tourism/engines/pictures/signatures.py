"""What kind of picture a file is, and how large it says it is: told by its first bytes, without a decoder."""

import struct
from dataclasses import dataclass

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
# Of a JPEG's markers: those that begin a frame, and those that stand without a length.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
MOST_SEGMENTS = 4096
# A progressive photo has ten or so, with a second one behind it twenty; each goes over all of the picture again.
PASS = b"\xff\xda"
MOST_PASSES = 40
MOST_PIXELS = {
    "jpeg": MOST_JPEG_MEGAPIXELS * 1_000_000,
    "png": MOST_MEGAPIXELS * 1_000_000,
    "webp": MOST_WEBP_MEGAPIXELS * 1_000_000,
}


@dataclass(frozen=True, slots=True)
class Signature:
    """`kind` is jpeg, png or webp; pixels as the file says, which its reader counts again."""

    kind: str
    width: int
    height: int


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
            return _jpeg(data)
        if data.startswith(PNG):
            return _png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError) as error:
        raise Refused("damaged", "the head is cut") from error
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise Refused("heic")
    if data[:6] in (b"GIF87a", b"GIF89a"):
        raise Refused("animated", "a GIF")
    raise Refused("not-a-photo", data[:8].hex())


def _jpeg(data: bytes) -> Signature:
    """Walks over the segments to the first frame."""
    if data.count(PASS) > MOST_PASSES:
        raise Refused("damaged", "more passes than a photo has")
    at = 2
    for _ in range(MOST_SEGMENTS):
        if data[at] != 0xFF:
            raise Refused("damaged", "no segment where one should be")
        marker = data[at + 1]
        if marker == 0xFF:
            # A byte to fill up with.
            at += 1
        elif marker in ALONE:
            at += 2
        elif marker in FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Signature("jpeg", width, height)
        elif marker in (0xD9, 0xDA):
            break
        else:
            at += 2 + max(2, int(struct.unpack_from(">H", data, at + 2)[0]))
    raise Refused("damaged", "a JPEG without a frame")


def _png(data: bytes) -> Signature:
    name, width, height = struct.unpack_from(">4sII", data, 12)
    if name != b"IHDR":
        raise Refused("damaged", "a PNG without a head")
    # Pictures that move say so before their first pixels.
    at = 8
    for _ in range(MOST_SEGMENTS):
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"acTL":
            raise Refused("animated", "a PNG that moves")
        if name in (b"IDAT", b"IEND"):
            return Signature("png", width, height)
        at += 12 + length
    raise Refused("damaged", "too many chunks")


def _webp(data: bytes) -> Signature:
    form, at = data[12:16], 20
    if form == b"VP8X":
        if data[at] & 0x02:
            raise Refused("animated", "a WebP that moves")
        width, height = (1 + int.from_bytes(data[at + side : at + side + 3], "little") for side in (4, 7))
    elif form == b"VP8L":
        bits = struct.unpack_from("<I", data, at + 1)[0]
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif form == b"VP8 ":
        width, height = (each & 0x3FFF for each in struct.unpack_from("<HH", data, at + 6))
    else:
        raise Refused("damaged", "a WebP of no known form")
    return Signature("webp", width, height)
