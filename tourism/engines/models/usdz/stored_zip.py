"""Files in one archive as they are, each at a multiple of 64 bytes: phones read them where they lie."""

import io
import zipfile
from collections.abc import Mapping

ALIGNED = 64
HEAD_BYTES = 30
# Any number that nobody else gives a meaning to; this one is what other writers of such archives take.
PADDING = 0x1986
NO_TIME = (1980, 1, 1, 0, 0, 0)


def packed(files: Mapping[str, bytes]) -> bytes:
    """The archive, its files in this order; the same files make the same bytes. Names are ASCII."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.extra = _padding(out.tell() + HEAD_BYTES + len(name))
            archive.writestr(entry, data)
    return out.getvalue()


def _padding(at: int) -> bytes:
    """A field that says nothing, as long as it takes for what follows it."""
    length = -(at + 4) % ALIGNED
    return PADDING.to_bytes(2, "little") + length.to_bytes(2, "little") + bytes(length)
