"""Blobs in an S3-compatible store, for when one disk is not enough."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import obstore
from obstore.store import from_url

from tourism.errors import NotFound
from tourism.storage.blobs import Blob, is_name, media_type, name_of


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
        attributes = {
            "Content-Type": media_type(name),
            "Cache-Control": "public, max-age=31536000, immutable",
        }
        obstore.put(self.store, _place(name), data, attributes=attributes)
        return Blob(name, len(data))

    def get(self, name: str) -> bytes:
        """The whole blob; raises NotFound."""
        if not is_name(name):
            raise NotFound("no-such-file", name=name[:80])
        try:
            return bytes(obstore.get(self.store, _place(name)).bytes())
        except FileNotFoundError as error:
            raise NotFound("no-such-file", name=name[:80]) from error

    def path(self, name: str) -> Path | None:
        """A store has no files."""
        return None


def _place(name: str) -> str:
    return f"{name[:2]}/{name}"
