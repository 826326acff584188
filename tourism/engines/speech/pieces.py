"""Pieces of sound that an online voice has already given, kept so that nothing is asked twice."""

import hashlib
import json
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

KEPT_SECONDS = 30 * 24 * 3600.0
_KEY = re.compile(r"[0-9a-f]{64}")


class Pieces(Protocol):
    """A cache: what is not there is asked for again."""

    def get(self, key: str) -> bytes | None:
        """What was kept under the key."""

    def put(self, key: str, data: bytes) -> None:
        """Keeps it whole or not at all."""

    def drop(self, key: str) -> None:
        """Forgets what turned out to be no good."""

    def prune(self) -> int:
        """Forgets what is old; how many."""


def key_of(origin: Sequence[str], text: str) -> str:
    """The same for the same text from the same origin: engine, version, address, language."""
    told = json.dumps([*origin, unicodedata.normalize("NFC", text)], ensure_ascii=False)
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class FolderPieces:
    """Files `root`/<aa>/<key>; one that a power cut left empty counts as missing."""

    root: Path

    def get(self, key: str) -> bytes | None:
        """None where there is nothing, nothing inside, or nothing that can be read."""
        with suppress(OSError):
            return self._place(key).read_bytes() or None
        return None

    def put(self, key: str, data: bytes) -> None:
        """Written beside its place and moved there; raises ValueError for no bytes, OSError where the disk says no."""
        if not data:
            raise ValueError("an empty piece is never kept")
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def drop(self, key: str) -> None:
        """Nothing happens where there is nothing."""
        with suppress(OSError):
            self._place(key).unlink()

    def prune(self) -> int:
        """Forgets what was kept longer ago than 30 days, and what a killed writer left."""
        limit = time.time() - KEPT_SECONDS
        dropped = 0
        for file in self.root.glob("??/*"):
            with suppress(OSError):
                if file.stat().st_mtime < limit:
                    file.unlink()
                    dropped += 1
        return dropped

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("not a key")
        return self.root / key[:2] / key
