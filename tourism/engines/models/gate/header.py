"""The gate's first look: a GLB's head and its two parts, by their lengths alone."""

import struct
from typing import Final

from tourism.engines.models.refusals import LARGEST_MEGABYTES, Strange

MAGIC: Final = b"glTF"
VERSION: Final = 2
HEAD, PART_HEAD = 12, 8
DOCUMENT, BINARY = b"JSON", b"BIN\0"
MOST_DOCUMENT_BYTES: Final = 8_000_000


def parts(data: memoryview) -> tuple[bytes, memoryview]:
    """The document's text and the numbers behind it, which may be none; raises Strange."""
    if not data:
        raise Strange("empty")
    if len(data) > LARGEST_MEGABYTES * 1_000_000:
        raise Strange("too-large", f"{len(data)} bytes")
    if bytes(data[:4]) != MAGIC:
        raise Strange("not-a-glb", bytes(data[:8]).hex())
    if len(data) < HEAD:
        raise Strange("damaged", "the head is cut")
    version, length = struct.unpack_from("<II", data, 4)
    if version != VERSION:
        raise Strange("old-version", f"version {version}")
    if length != len(data):
        raise Strange("damaged", f"{len(data)} bytes that say they are {length}")
    document, after = _part(data, HEAD, DOCUMENT)
    if len(document) > MOST_DOCUMENT_BYTES:
        raise Strange("too-many-parts", f"a document of {len(document)} bytes")
    if after == len(data):
        return bytes(document), data[after:]
    binary, end = _part(data, after, BINARY)
    if end != len(data):
        raise Strange("damaged", "more than two parts")
    return bytes(document), binary


def _part(data: memoryview, at: int, kind: bytes) -> tuple[memoryview, int]:
    """One part and where it ends."""
    if at + PART_HEAD > len(data):
        raise Strange("damaged", "a part's head is cut")
    length, found = struct.unpack_from("<I4s", data, at)
    end = at + PART_HEAD + length
    if found != kind or length % 4 or end > len(data):
        raise Strange("damaged", f"a part {found!r} of {length} bytes where {kind!r} should be")
    return data[at + PART_HEAD : end], end
