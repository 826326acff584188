"""Files of static/: one digest of all stands in their address, so each can be kept for ever."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".wasm": "application/wasm",
}


@dataclass(frozen=True, slots=True)
class Assets:
    """The build's digest; addresses are /static/<build>/<path>."""

    build: str

    @staticmethod
    def of(root: Path = STATIC) -> "Assets":
        """Reads every file once."""
        digest = hashlib.sha256()
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
        return Assets(digest.hexdigest()[:12])

    def address(self, path: str) -> str:
        """The path part of a file's address."""
        return f"/static/{self.build}/{path}"


def media_type(path: Path) -> str:
    """The type a static file is served as."""
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
