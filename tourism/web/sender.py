"""Sends files without Flask: one range, conditional requests, 256 KiB pieces by pread."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

PIECE = 256 * 1024
FOREVER = "public, max-age=31536000, immutable"
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
Application = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Item:
    """What is sent: a file (or its bytes), `size`, its strong ETag (without quotes), its headers."""

    body: Path | bytes
    size: int
    etag: str
    headers: tuple[tuple[str, str], ...]


def plain(start: StartResponse, status: str, *headers: tuple[str, str]) -> list[bytes]:
    """An answer without words."""
    start(
        status,
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", "0"),
            ("X-Content-Type-Options", "nosniff"),
            *headers,
        ],
    )
    return []


def send(environ: WSGIEnvironment, start: StartResponse, item: Item) -> Iterable[bytes]:
    """The whole file, one range of it, 304 or 416 (RFC 9110)."""
    etag = f'"{item.etag}"'
    headers = [*item.headers, ("ETag", etag), ("Accept-Ranges", "bytes")]
    if matches(environ.get("HTTP_IF_NONE_MATCH"), etag):
        start("304 Not Modified", [*headers])
        return []
    wish = environ.get("HTTP_RANGE")
    if_range = environ.get("HTTP_IF_RANGE")
    span = wanted_range(wish, item.size) if wish and if_range in (None, etag) else None
    if span == ():
        start(
            "416 Range Not Satisfiable",
            [*headers, ("Content-Range", f"bytes */{item.size}"), ("Content-Length", "0")],
        )
        return []
    first, last = span or (0, item.size - 1)
    headers.append(("Content-Length", str(last - first + 1)))
    if span:
        headers.append(("Content-Range", f"bytes {first}-{last}/{item.size}"))
    start("206 Partial Content" if span else "200 OK", headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        return []
    pieces = _pieces(item.body, first, last + 1)
    # One piece leaves this thread at once; a stream of them holds it until a slow phone has the last.
    return list(pieces) if last - first < PIECE else pieces


def accepts(header: str, coding: str) -> bool:
    """Whether Accept-Encoding names a coding and does not refuse it by q=0."""
    for each in header.split(","):
        name, _, weight = each.lower().replace(" ", "").partition(";q=")
        if name == coding:
            return weight.strip("0.") != "" or not weight
    return False


def matches(header: str | None, etag: str) -> bool:
    """Whether If-None-Match names this ETag."""
    if not header:
        return False
    return any(each.strip().removeprefix("W/") in (etag, "*") for each in header.split(","))


def wanted_range(header: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """First and last byte; () for one past the end; None for forms answered whole, several ranges too."""
    found = _RANGE.fullmatch(header.strip())
    if not found or found[1] == found[2] == "":
        return None
    if found[1] == "":
        length = min(int(found[2]), size)
        return (size - length, size - 1) if length else ()
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    if last < first:
        return None
    return (first, min(last, size - 1) if found[2] else size - 1) if first < size else ()


def _pieces(body: Path | bytes, offset: int, end: int) -> Iterator[bytes]:
    if isinstance(body, bytes):
        yield body[offset:end]
        return
    handle = os.open(body, os.O_RDONLY)
    try:
        while offset < end:
            piece = os.pread(handle, min(PIECE, end - offset), offset)
            if not piece:
                return
            yield piece
            offset += len(piece)
    finally:
        os.close(handle)
