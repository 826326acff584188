"""Serves blobs and static files in front of Flask: ranges, ETags, kept for ever."""

from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

from tourism.errors import NotFound
from tourism.storage.blobs import Blobs, is_served, media_type
from tourism.web import assets
from tourism.web.compressed import SUFFIXES, send_text
from tourism.web.sender import FOREVER, Application, Item, plain, send

# A drawing opened by itself must not run anything, whoever drew it.
BLOB_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
OPEN = (
    ("X-Content-Type-Options", "nosniff"),
    ("Access-Control-Allow-Origin", "*"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
# Longer ones are refused by file systems, loudly.
NAME_MAX = 200


class Media:
    """/media/<aa>/<sha256>.<ext>, by this process or by nginx (X-Accel-Redirect)."""

    def __init__(self, inner: Application, blobs: Blobs, accel_prefix: str) -> None:
        self.inner = inner
        self.blobs = blobs
        self.accel_prefix = accel_prefix

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answers what begins with /media/; hands on the rest."""
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/media/"):
            return self.inner(environ, start)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return plain(start, "405 Method Not Allowed", ("Allow", "GET, HEAD"))
        folder, _, name = path.removeprefix("/media/").partition("/")
        if not is_served(name) or folder != name[:2]:
            return plain(start, "404 Not Found")
        try:
            return self._send(environ, start, name)
        except NotFound:
            return plain(start, "404 Not Found")

    def _send(self, environ: WSGIEnvironment, start: StartResponse, name: str) -> Iterable[bytes]:
        headers = (
            ("Content-Type", media_type(name)),
            ("Cache-Control", FOREVER),
            ("Content-Security-Policy", BLOB_POLICY),
            *OPEN,
        )
        path = self.blobs.path(name)
        if path is not None and self.accel_prefix:
            start("200 OK", [*headers, ("X-Accel-Redirect", f"{self.accel_prefix}{name[:2]}/{name}")])
            return []
        if path is not None:
            item = Item(path, path.stat().st_size, name, headers)
            return send_text(environ, start, item) if path.suffix in SUFFIXES else send(environ, start, item)
        # From a store by way of the guide: pages fetch nothing from anybody else's host.
        data = self.blobs.get(name)
        return send(environ, start, Item(data, len(data), name, headers))


class Static:
    """/static/<build>/<path>, for ever; under an older build's address, for a while."""

    def __init__(self, inner: Application, build: str, root: Path = assets.STATIC) -> None:
        self.inner = inner
        self.prefix = f"/static/{build}/"
        self.root = root.resolve()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answers this build's files; an older build's address answers with today's file, briefly kept."""
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/static/"):
            return self.inner(environ, start)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return plain(start, "405 Method Not Allowed", ("Allow", "GET, HEAD"))
        parts = path.split("/", 3)
        file = self._file(parts[3]) if len(parts) == 4 else None
        if file is None:
            return plain(start, "404 Not Found")
        keep = FOREVER if path.startswith(self.prefix) else "public, max-age=300"
        return self._send(environ, start, file, keep)

    def _file(self, name: str) -> Path | None:
        if "\0" in name or len(name) > NAME_MAX:
            return None
        file = (self.root / name).resolve()
        return file if file.is_relative_to(self.root) and file.is_file() else None

    def _send(self, environ: WSGIEnvironment, start: StartResponse, file: Path, keep: str) -> Iterable[bytes]:
        size = file.stat().st_size
        headers = (("Content-Type", assets.media_type(file)), ("Cache-Control", keep), *OPEN)
        item = Item(file, size, f"{self.prefix[8:-1]}-{size:x}", headers)
        return send_text(environ, start, item) if file.suffix in SUFFIXES else send(environ, start, item)
