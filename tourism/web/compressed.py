"""Texts and drawings sent compressed; the bytes are made at the first request for each and kept."""

import gzip
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import brotli

from tourism.web.sender import Item, accepts, matches, send

SUFFIXES = frozenset({".js", ".css", ".svg", ".json", ".vtt", ".wasm"})
# Browsers offer Brotli over https only; a village's own network often has http.
CODINGS = ("br", "gzip")
KEPT = 512


def send_text(environ: WSGIEnvironment, start: StartResponse, item: Item) -> Iterable[bytes]:
    """The whole file in the best coding that the asker takes; plain, with ranges, for one who takes none."""
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    coding = next((each for each in CODINGS if accepts(accepted, each)), None)
    varied = replace(item, headers=(*item.headers, ("Vary", "Accept-Encoding")))
    if coding is None:
        return send(environ, start, varied)
    etag = f'"{item.etag}-{coding}"'
    headers = [*varied.headers, ("ETag", etag), ("Content-Encoding", coding)]
    if matches(environ.get("HTTP_IF_NONE_MATCH"), etag):
        start("304 Not Modified", headers)
        return []
    body = _packed(item.body, item.etag, coding)
    start("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@lru_cache(maxsize=KEPT)
def _packed(body: Path | bytes, _etag: str, coding: str) -> bytes:
    """The ETag stands for the file's contents, so a changed file is another entry."""
    data = body if isinstance(body, bytes) else body.read_bytes()
    return brotli.compress(data, quality=9) if coding == "br" else gzip.compress(data, 9, mtime=0)
