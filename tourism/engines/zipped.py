"""A ZIP file written while it is sent: its length is known before, and one piece of one file is in memory."""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
VERSION = 20
# Names are UTF-8.
FLAGS = 0x0800
# 1980-01-01 00:00, the first moment that the format knows: the same files are the same bytes.
TIME, DAY = 0, 0x21
LOCAL, CENTRAL, END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
LONGEST, MOST = 0xFFFFFFFF, 0xFFFF


class TooLong(ValueError):
    """More than the format holds without its extension for 4 GiB and 65,535 files."""


class NotAsTold(ValueError):
    """A file gave more or fewer bytes than it was said to have."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the ZIP: `size` unpacked and `packed` bytes, of which `pieces` gives the same every time it is asked.

    `crc` None: `pieces` is read once for it, just before it is sent.
    """

    path: str
    size: int
    packed: int
    method: int
    crc: int | None
    pieces: Callable[[], Iterable[bytes]]

    @property
    def name(self) -> bytes:
        """The path as it is written."""
        return self.path.encode()


def kept(path: str, size: int, pieces: Callable[[], Iterable[bytes]]) -> Entry:
    """A file that is packed already, as sound is, and read only while it is sent."""
    return Entry(path, size, size, STORED, None, pieces)


def plain(path: str, data: bytes) -> Entry:
    """Bytes as they are."""
    return Entry(path, len(data), len(data), STORED, zlib.crc32(data), lambda: (data,))


def packed(path: str, data: bytes) -> Entry:
    """Bytes made smaller."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    small = packer.compress(data) + packer.flush()
    return Entry(path, len(data), len(small), DEFLATED, zlib.crc32(data), lambda: (small,))


def length(entries: Sequence[Entry]) -> int:
    """Bytes of the whole file; raises TooLong."""
    heads = sum(LOCAL.size + CENTRAL.size + 2 * len(each.name) for each in entries)
    found = heads + sum(each.packed for each in entries) + END.size
    if found > LONGEST or len(entries) > MOST:
        raise TooLong(f"{found} bytes, {len(entries)} files")
    return found


def stream(entries: Sequence[Entry]) -> Iterator[bytes]:
    """The file's bytes, in their order; raises NotAsTold in the middle rather than end a file that is not whole."""
    at, listed = 0, []
    for each in entries:
        crc = each.crc if each.crc is not None else _crc(each)
        head = LOCAL.pack(b"PK\3\4", VERSION, *_facts(each, crc), 0) + each.name
        listed.append(CENTRAL.pack(b"PK\1\2", VERSION, VERSION, *_facts(each, crc), 0, 0, 0, 0, 0, at) + each.name)
        yield head
        yield from _counted(each)
        at += len(head) + each.packed
    directory = b"".join(listed)
    count = len(listed)
    yield directory + END.pack(b"PK\5\6", 0, 0, count, count, len(directory), at, 0)


def _facts(entry: Entry, crc: int) -> tuple[int, ...]:
    """What the head before a file and its line in the directory have in common."""
    return FLAGS, entry.method, TIME, DAY, crc, entry.packed, entry.size, len(entry.name)


def _crc(entry: Entry) -> int:
    found = 0
    for piece in _counted(entry):
        found = zlib.crc32(piece, found)
    return found


def _counted(entry: Entry) -> Iterator[bytes]:
    passed = 0
    for piece in entry.pieces():
        passed += len(piece)
        if passed > entry.packed:
            break
        yield piece
    if passed != entry.packed:
        raise NotAsTold(f"{entry.path}: {entry.packed} bytes were told")
