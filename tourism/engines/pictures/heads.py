"""What the heads of a PNG and a WebP say of the picture: read byte by byte, without a decoder."""

import struct
from dataclasses import dataclass

from tourism.engines.pictures.refusals import Refused

# Segments or chunks before the first pixels.
MOST_PIECES = 4096


@dataclass(frozen=True, slots=True)
class Signature:
    """`kind` is jpeg, png or webp; pixels as the file says, which its reader counts again."""

    kind: str
    width: int
    height: int


def png(data: bytes) -> Signature:
    """Reads IHDR, and looks whether the picture moves; raises Refused, struct.error or IndexError for a cut head."""
    name, width, height = struct.unpack_from(">4sII", data, 12)
    if name != b"IHDR":
        raise Refused("damaged", "a PNG without a head")
    # Pictures that move say so before their first pixels.
    at = 8
    for _ in range(MOST_PIECES):
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"acTL":
            raise Refused("animated", "a PNG that moves")
        if name in (b"IDAT", b"IEND"):
            return Signature("png", width, height)
        at += 12 + length
    raise Refused("damaged", "too many chunks")


def webp(data: bytes) -> Signature:
    """Reads the first chunk, of one of three forms; raises as `png` does."""
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
