"""Blobs in an S3-compatible store, for when one disk is not enough."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import obstore
from obstore.store import from_url

from tourism.errors import NotFound
from tourism.storage.blobs import KEPT_KINDS, PART_LIFE, Blob, is_name, media_type, name_of, place_of


@dataclass(frozen=True, slots=True)
class StoreBlobs:
    """Blobs under <prefix>/<aa>/<sha256>.<ext> of an obstore store."""

    store: Any

    @staticmethod
    def at(url: str) -> "StoreBlobs":
        """The store at s3://bucket/prefix; credentials come from the usual AWS_* variables."""
        return StoreBlobs(from_url(url))

    def put(self, data: bytes, extension: str) -> Blob:
        """Kept before it returns; the store promises durability."""
        name = name_of(data, extension)
        attributes = {"Content-Type": media_type(name), "Cache-Control": _kept_for(extension)}
        obstore.put(self.store, place_of(name), data, attributes=attributes)
        return Blob(name, len(data))

    def get(self, name: str) -> bytes:
        """The whole blob; raises NotFound."""
        if not is_name(name):
            raise NotFound("no-such-file", name=name[:80])
        try:
            return bytes(obstore.get(self.store, place_of(name)).bytes())
        except FileNotFoundError as error:
            raise NotFound("no-such-file", name=name[:80]) from error

    def discard(self, name: str) -> None:
        """Takes an object away, where it is there."""
        if is_name(name):
            # Some stores raise for what is not there, some do not.
            with suppress(FileNotFoundError):
                obstore.delete(self.store, place_of(name))

    def path(self, name: str) -> Path | None:
        """A store has no files."""
        return None

    def sweep(self, older_than: timedelta = PART_LIFE) -> int:
        """A store keeps the whole or nothing."""
        return 0


def _kept_for(extension: str) -> str:
    return "private, no-store" if extension in KEPT_KINDS else "public, max-age=31536000, immutable"
