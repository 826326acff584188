"""Blobs named by their digest, so they can be cached for ever: in a folder or an S3-compatible store."""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tourism.errors import NotFound

MEDIA_TYPES = {
    "mp3": "audio/mpeg",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "vtt": "text/vtt; charset=utf-8",
}
_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{2,5}")


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored blob: `name` is <sha256>.<ext>; `size` in bytes."""

    name: str
    size: int

    @property
    def media_type(self) -> str:
        """By extension; ours alone decide what is served."""
        return media_type(self.name)


def media_type(name: str) -> str:
    """The type that a blob's name is served as."""
    return MEDIA_TYPES[name.rpartition(".")[2]]


def name_of(data: bytes, extension: str) -> str:
    """The name that `data` is kept under; raises ValueError for a kind that is never served."""
    if extension not in MEDIA_TYPES:
        raise ValueError(f"blobs of the kind {extension!r} are never served")
    return f"{hashlib.sha256(data).hexdigest()}.{extension}"


def is_name(text: str) -> bool:
    """Whether `text` could name a blob at all."""
    return bool(_NAME.fullmatch(text)) and text.rpartition(".")[2] in MEDIA_TYPES


class Blobs(Protocol):
    """Where blobs are kept; the same data is kept once."""

    def put(self, data: bytes, extension: str) -> Blob:
        """Keeps `data` durably before it returns."""

    def get(self, name: str) -> bytes:
        """The whole blob; raises NotFound."""

    def path(self, name: str) -> Path | None:
        """The blob's file where there is one, else None; raises NotFound."""


@dataclass(frozen=True, slots=True)
class FolderBlobs:
    """Blobs under `root`/<aa>/<sha256>.<ext>."""

    root: Path

    def put(self, data: bytes, extension: str) -> Blob:
        """Written beside, synced, renamed: a power cut leaves the whole blob or none."""
        name = name_of(data, extension)
        path = self._place(name)
        if not path.exists():
            _make_folder(path.parent)
            _write(path, data)
        return Blob(name, len(data))

    def get(self, name: str) -> bytes:
        """The whole blob; raises NotFound."""
        return self.path(name).read_bytes()

    def path(self, name: str) -> Path:
        """The blob's file; raises NotFound, also for names that are none."""
        place = self._place(name) if is_name(name) else None
        if place is None or not place.is_file():
            raise NotFound("no-such-file", name=name[:80])
        return place

    def _place(self, name: str) -> Path:
        return self.root / name[:2] / name


def _write(path: Path, data: bytes) -> None:
    handle, part = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(0o644)
        Path(part).replace(path)
    finally:
        # A full disk must not fill up with halves of blobs.
        Path(part).unlink(missing_ok=True)
    _sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
