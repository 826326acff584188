"""Blobs named by their digest, so they can be cached for ever: in a folder or an S3-compatible store."""

import hashlib
import os
import re
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from tourism.errors import NotFound

MEDIA_TYPES = {
    "mp3": "audio/mpeg",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "webm": "audio/webm",
    "vtt": "text/vtt; charset=utf-8",
    "glb": "model/gltf-binary",
    "usdz": "model/vnd.usdz+zip",
}
# A take's master, and what a person sent in: a recording, which may say where it was made, or a model as it came.
KEPT_KINDS = {"flac": "audio/flac", "orig": "application/octet-stream"}
_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{2,5}")
# A blob that is being written; whoever writes it is through in a moment, or dead.
PART = "part-"
PART_LIFE = timedelta(hours=1)


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
    """The type that a blob's name is served as, or kept as."""
    kind = _kind(name)
    return MEDIA_TYPES.get(kind) or KEPT_KINDS[kind]


def name_of(data: bytes, extension: str) -> str:
    """The name that `data` is kept under; raises ValueError for an unknown kind."""
    if extension not in MEDIA_TYPES and extension not in KEPT_KINDS:
        raise ValueError(f"blobs of the kind {extension!r} are not kept")
    return f"{hashlib.sha256(data).hexdigest()}.{extension}"


def is_name(text: str) -> bool:
    """Whether `text` could name a blob at all."""
    return bool(_NAME.fullmatch(text)) and (_kind(text) in MEDIA_TYPES or _kind(text) in KEPT_KINDS)


def is_served(name: str) -> bool:
    """Whether visitors may have the blob of this name; masters and what people sent in stay here."""
    return is_name(name) and _kind(name) in MEDIA_TYPES


def place_of(name: str) -> str:
    """Where a blob lies below the root; what is never served lies apart, so that no server offers it by mistake."""
    folder = name[:2] if _kind(name) in MEDIA_TYPES else f"kept/{name[:2]}"
    return f"{folder}/{name}"


def _kind(name: str) -> str:
    return name.rpartition(".")[2]


class Blobs(Protocol):
    """Where blobs are kept; the same data is kept once."""

    def put(self, data: bytes, extension: str) -> Blob:
        """Keeps `data` durably before it returns."""

    def get(self, name: str) -> bytes:
        """The whole blob; raises NotFound."""

    def path(self, name: str) -> Path | None:
        """The blob's file where there is one, else None; raises NotFound."""

    def discard(self, name: str) -> None:
        """Takes a blob away, where it is there, for somebody who wants it gone; the rest stays for ever."""

    def sweep(self, older_than: timedelta = PART_LIFE) -> int:
        """Takes away halves of blobs whose writers were killed; returns how many."""


@dataclass(frozen=True, slots=True)
class FolderBlobs:
    """Blobs under `root`/<aa>/<sha256>.<ext>; what is never served under `root`/kept/."""

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

    def discard(self, name: str) -> None:
        """Takes a blob's file away, where it is there."""
        if is_name(name):
            self._place(name).unlink(missing_ok=True)

    def sweep(self, older_than: timedelta = PART_LIFE) -> int:
        """Takes away halves of blobs whose writers were killed; returns how many."""
        latest = time.time() - older_than.total_seconds()
        # A writer may finish, and another process sweep, at the same moment.
        halves = [part for part in self.root.rglob(f"{PART}*") if _changed(part) <= latest]
        for part in halves:
            part.unlink(missing_ok=True)
        return len(halves)

    def _place(self, name: str) -> Path:
        return self.root / place_of(name)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _write(path: Path, data: bytes) -> None:
    handle, part = tempfile.mkstemp(prefix=PART, dir=path.parent)
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
