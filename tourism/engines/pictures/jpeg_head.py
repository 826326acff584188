"""What a JPEG says of itself before its first pixels: a walk over its segments, without a decoder."""

import struct

from tourism.engines.pictures.heads import MOST_PIECES, Signature
from tourism.engines.pictures.refusals import Refused

# Of a JPEG's markers: those that begin a frame, and those that stand without a length.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
# A progressive photo has ten or so, with a second one behind it twenty; each goes over all of the picture again.
PASS = b"\xff\xda"
MOST_PASSES = 40


def jpeg(data: bytes) -> Signature:
    """Walks over the segments to the first frame; raises Refused, struct.error or IndexError for a cut head."""
    if data.count(PASS) > MOST_PASSES:
        raise Refused("damaged", "more passes than a photo has")
    at = 2
    for _ in range(MOST_PIECES):
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
