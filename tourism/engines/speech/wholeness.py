"""Whether a file of sound ends where it says it does; read from its outermost structure, nothing is decoded."""

import struct
from collections.abc import Iterator

from tourism.engines.speech.signatures import Signature, adts_length, mp3_frame

# What programs write that do not yet know the length: nothing, or about as much as fits into 31 or 32 bits.
LEAST_UNKNOWN = 0x7FFF_0000
# A recording within our limits has fewer boxes, chunks or frames; past that, somebody plays with us.
MOST_STEPS = 200_000
LARGEST_OGG_PAGE = 65_307
MATROSKA_SEGMENT = b"\x18\x53\x80\x67"


def declared_seconds(data: bytes, kind: Signature) -> float | None:
    """How long MP3 and WAV say they are, which FFmpeg corrects or guesses; None where they do not say."""
    if kind.demuxer == "mp3":
        return _declared_by_mp3(data, kind.start)
    return _declared_by_wav(data) if kind.demuxer == "wav" else None


def torn(data: bytes, kind: Signature) -> bool:
    """Whether the structure promises bytes that never came, in kinds that do not tell their length beforehand."""
    look = {"ogg": _torn_ogg, "aac": _torn_adts, "mov": _torn_boxes, "matroska": _torn_matroska}.get(kind.demuxer)
    return look(data, kind.start) if look else False


def _declared_by_mp3(data: bytes, at: int) -> float | None:
    frame = mp3_frame(data, at)
    if frame is None:
        return None
    mark = at + 4 + frame.side_bytes
    if data[mark : mark + 4] not in (b"Xing", b"Info") or mark + 12 > len(data):
        return None
    flags, frames = struct.unpack_from(">II", data, mark + 4)
    return frames * frame.samples / frame.rate if flags & 1 and frames else None


def _declared_by_wav(data: bytes) -> float | None:
    bytes_a_second = 0
    for name, at, size in _chunks(data):
        if name == b"fmt " and at + 12 <= len(data):
            (bytes_a_second,) = struct.unpack_from("<I", data, at + 8)
        if name == b"data":
            known = 0 < size < LEAST_UNKNOWN and bytes_a_second > 0
            return size / bytes_a_second if known else None
    return None


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and promised length of each chunk of a WAV file."""
    at = 12
    for _ in range(MOST_STEPS):
        if at + 8 > len(data):
            return
        name, size = struct.unpack_from("<4sI", data, at)
        yield name, at + 8, size
        at += 8 + size + size % 2


def _torn_ogg(data: bytes, _start: int) -> bool:
    at = data.rfind(b"OggS", max(0, len(data) - LARGEST_OGG_PAGE))
    if at < 0:
        return False
    if at + 27 > len(data) or at + 27 + data[at + 26] > len(data):
        return True
    body = at + 27 + data[at + 26]
    return body + sum(data[at + 27 : body]) > len(data)


def _torn_adts(data: bytes, start: int) -> bool:
    at = start
    for _ in range(MOST_STEPS):
        step = adts_length(data, at)
        if not step or at + step > len(data):
            return step > 0
        at += step
    return False


def _torn_boxes(data: bytes, _start: int) -> bool:
    """A file without its table of contents, or in fragments of which the last is not all there."""
    names, at = set(), 0
    for _ in range(MOST_STEPS):
        if at + 8 > len(data):
            break
        size, name = struct.unpack_from(">I4s", data, at)
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, at + 8)
        names.add(name)
        if size < 8:
            # 0 is "to the end of the file"; other small ones are nonsense for the decoder to refuse.
            at = len(data)
            break
        at += size
    return at > len(data) and (b"moov" not in names or b"moof" in names)


def _torn_matroska(data: bytes, _start: int) -> bool:
    head = _vint(data, 4)
    if head is None:
        return False
    at = head[0] + head[1]
    if data[at : at + 4] != MATROSKA_SEGMENT:
        return False
    segment = _vint(data, at + 4)
    if segment is None or segment[2]:
        return False
    return segment[0] + segment[1] > len(data)


def _vint(data: bytes, at: int) -> tuple[int, int, bool] | None:
    """Where the content begins, how long it is, and whether that was left open."""
    if at >= len(data) or data[at] == 0:
        return None
    width = 9 - data[at].bit_length()
    if at + width > len(data):
        return None
    bits = 7 * width
    value = int.from_bytes(data[at : at + width], "big") & ((1 << bits) - 1)
    return at + width, value, value == (1 << bits) - 1
