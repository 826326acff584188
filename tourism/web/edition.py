"""Finished pages, kept by (address, language, edition) and answered in front of Flask."""

import gzip
import logging
import queue
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from wsgiref.types import StartResponse, WSGIEnvironment

import brotli

from tourism import codes, language
from tourism.web import linked
from tourism.web.sender import Application, Headers, accepts, matches

log = logging.getLogger(__name__)

# Set by a view whose answer depends on nothing but address, language, edition and day.
FINISHED = "tourism.finished"
# Set by a view whose answer is made while it is sent, and never held as a whole.
STREAMED = "tourism.streamed"
MEMO_SECONDS = 0.5
MAKERS = 64
QUEUE_MAX = 256
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600"
# Addresses that take their language after the question mark, and those that may leave it to the phone.
BY_LANGUAGE = ("/api/v1/cells/", "/embed/")
IN_THE_PHONES = ("/q/", "/embed/")
# As WordPress asks for every embed; it is another page than the same without.
UNCOUNTED = "&dnt=1"
# What a 304 repeats (RFC 9110, 15.4.5): the phone has kept the rest, and each header costs time and bytes.
REPEATED = frozenset({"access-control-allow-origin", "cache-control", "content-location", "vary"})
# Path, query, language where the path has none, whether JSON-LD is wanted.
Key = tuple[str, str, str, bool]
Version = tuple[int, str]


@dataclass(slots=True)
class Finished:
    """A page's bytes by content coding, each with its headers ready to send."""

    version: Version
    headers: Headers
    bodies: dict[str, tuple[bytes, Headers, str]] = field(default_factory=dict)
    repeated: Headers = field(init=False)

    def __post_init__(self) -> None:
        self.repeated = [(name, value) for name, value in self.headers if name.lower() in REPEATED]

    def add(self, coding: str, body: bytes) -> None:
        """Keeps the bytes of one coding ('' is plain) under an ETag of their own."""
        etag = f'"{self.version[0]:x}-{zlib.crc32(body):08x}{"-" + coding if coding else ""}"'
        headers = [*self.headers, ("ETag", etag), ("Content-Length", str(len(body)))]
        if coding:
            headers.append(("Content-Encoding", coding))
        self.bodies[coding] = (body, headers, etag)

    @property
    def weight(self) -> int:
        """Bytes in memory, about."""
        return sum(len(body) for body, _, _ in tuple(self.bodies.values())) + 1000


class FinishedPages:
    """A WSGI layer: an edition look-up (memoised) and a dict look-up; no routing, no ORM, no template.

    An entry of another edition or day is never answered. The edition is read before a page is made,
    so a page made while somebody publishes is at worst kept under the old edition.
    """

    def __init__(
        self,
        inner: Application,
        *,
        edition: Callable[[], int],
        day: Callable[[], str],
        host: str,
        languages: tuple[str, ...],
        budget_bytes: int,
    ) -> None:
        self.inner = inner
        self.read_edition = edition
        self.day = day
        self.host = host.lower()
        self.languages = languages
        self.budget = budget_bytes
        self.pages: OrderedDict[Key, Finished] = OrderedDict()
        self.weight = 0
        self.lock = threading.Lock()
        # Visitors who ask for the same unmade page at once wait for one another instead of all making it.
        self.making = tuple(threading.Lock() for _ in range(MAKERS))
        self.memo: tuple[float, Version] = (-1.0, (0, ""))
        self.to_compress: queue.Queue[tuple[Key, Finished, bytes]] = queue.Queue(QUEUE_MAX)
        self.compressor: threading.Thread | None = None

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """A finished page where there is one; else the application's answer, kept if it is finished."""
        key = self._key(environ)
        if key is None:
            return self.inner(environ, start)
        try:
            version = self._version()
        except Exception:
            # The application meets the same trouble, and has a page for it.
            log.exception("the edition cannot be read")
            return self.inner(environ, start)
        found = self.pages.get(key)
        if found is None or found.version != version:
            with self.making[hash(key) % MAKERS]:
                found = self.pages.get(key)
                if found is None or found.version != version:
                    return self._make(key, version, environ, start)
        return _answer(found, environ, start)

    def _key(self, environ: WSGIEnvironment) -> Key | None:
        """None for requests whose answers are never kept."""
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if not self._is_for_all(environ) or (query and not self._is_in_a_language(path, query)):
            return None
        wants = linked.is_wanted(environ.get("HTTP_ACCEPT", ""))
        if query or not path.startswith(IN_THE_PHONES):
            return path, query, "", wants
        if path.startswith("/q/") and not codes.is_valid(path.removeprefix("/q/")):
            # A code has a thousand forgiven spellings; one is kept.
            return None
        return path, query, language.negotiate(environ.get("HTTP_ACCEPT_LANGUAGE"), self.languages), wants

    def _is_for_all(self, environ: WSGIEnvironment) -> bool:
        """Whether it asks this host for what everybody gets."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and environ.get("HTTP_HOST", "").lower() == self.host
            and len(environ.get("HTTP_ACCEPT_LANGUAGE", "")) <= language.HEADER_MAX
            # A partner's key is asked about each time: it may have been taken back.
            and "HTTP_AUTHORIZATION" not in environ
        )

    def _is_in_a_language(self, path: str, query: str) -> bool:
        """Whether it is a cell of the map or an embed in a language of ours; no other query is kept."""
        if path.startswith("/embed/"):
            query = query.removesuffix(UNCOUNTED)
        return path.startswith(BY_LANGUAGE) and query.startswith("lang=") and query[5:] in self.languages

    def _version(self) -> Version:
        now = time.monotonic()
        read, version = self.memo
        if now - read > MEMO_SECONDS or read < 0:
            version = (self.read_edition(), self.day())
            self.memo = (now, version)
        return version

    def _make(self, key: Key, version: Version, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        caught: list[tuple[str, Headers]] = []

        def catch(status: str, headers: Headers, exc_info: object = None) -> Callable[[bytes], object]:
            caught[:] = [(status, headers)]
            return lambda _piece: None

        method, environ["REQUEST_METHOD"] = environ["REQUEST_METHOD"], "GET"
        answer = self.inner(environ, catch)
        environ["REQUEST_METHOD"] = method
        status, headers = caught[0]
        if environ.get(STREAMED) and method != "HEAD":
            # As long as a film: piece by piece to whoever asked, and closed by the server.
            start(status, headers)
            return answer
        try:
            body = b"" if environ.get(STREAMED) else b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        if not (status.startswith("200") and environ.get(FINISHED)):
            start(status, headers)
            return [] if method == "HEAD" else [body]
        page = _finish(version, headers, body)
        self._keep(key, page, body)
        return _answer(page, environ, start)

    def _keep(self, key: Key, page: Finished, body: bytes) -> None:
        with self.lock:
            old = self.pages.pop(key, None)
            self.weight += page.weight - (old.weight if old else 0)
            self.pages[key] = page
            self._make_room()
            if self.compressor is None:
                self.compressor = threading.Thread(target=self._compress, daemon=True, name="compressor")
                self.compressor.start()
        # Where many pages are made at once, some stay with gzip until they are made again.
        with suppress(queue.Full):
            self.to_compress.put_nowait((key, page, body))

    def _make_room(self) -> None:
        while self.weight > self.budget and len(self.pages) > 1:
            _, gone = self.pages.popitem(last=False)
            self.weight -= gone.weight

    def _compress(self) -> None:
        """Brotli 11 takes 20 ms a page: never on a visitor's request."""
        while True:
            key, page, body = self.to_compress.get()
            compressed = brotli.compress(body, quality=11)
            with self.lock:
                if self.pages.get(key) is page:
                    before = page.weight
                    page.add("br", compressed)
                    self.weight += page.weight - before
                    self._make_room()


def _finish(version: Version, headers: Headers, body: bytes) -> Finished:
    # A kept page is as old as its edition; its Date is the moment when it is sent, which the server tells.
    dropped = {"content-length", "etag", "cache-control", "date"}
    kept = [(name, value) for name, value in headers if name.lower() not in dropped]
    names = {value.strip() for name, value in kept if name.lower() == "vary" for value in value.split(",")}
    kept = [(name, value) for name, value in kept if name.lower() != "vary"]
    kept.append(("Vary", ", ".join(sorted({*names, "Accept-Encoding"}))))
    page = Finished(version, [*kept, ("Cache-Control", CACHE_CONTROL)])
    page.add("", body)
    page.add("gzip", gzip.compress(body, 6, mtime=0))
    return page


def _answer(page: Finished, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    bodies = page.bodies
    coding = next((each for each in ("br", "gzip") if each in bodies and accepts(accepted, each)), "")
    body, headers, etag = bodies[coding]
    if_none_match = environ.get("HTTP_IF_NONE_MATCH")
    if if_none_match and any(matches(if_none_match, tag) for _, _, tag in tuple(bodies.values())):
        start("304 Not Modified", [*page.repeated, ("ETag", etag)])
        return []
    start("200 OK", list(headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
