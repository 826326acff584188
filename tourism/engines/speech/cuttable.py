"""A connection that another thread can cut: timeouts between bytes do not end an answer that drips."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool


class Cuttable(HTTPAdapter):
    """Sends requests one after another; each with its handshake, headers and body has an end in time."""

    def __init__(self) -> None:
        super().__init__(max_retries=0)
        self.is_cut = False
        self._socket: socket.socket | None = None

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """What is sent inside is cut off after so many seconds; `is_cut` tells whether it was."""
        self.is_cut = False
        timer = threading.Timer(max(0.0, seconds), self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:
        """As the adapter's own, with connections that are watched."""
        pool = super().get_connection_with_tls_context(*args, **kwargs)
        if not getattr(pool.ConnectionCls, "is_watched", False):
            pool.ConnectionCls = self._watched(pool.ConnectionCls)
        return pool

    def close(self) -> None:
        """Ends the connection as well."""
        super().close()
        self._watch(None)

    def _watched(self, kind: Any) -> Any:
        watch = self._watch

        class Watched(kind):  # type: ignore[misc]
            is_watched = True

            def _new_conn(self) -> socket.socket:
                made: socket.socket = super()._new_conn()
                watch(made.dup())
                return made

        return Watched

    def _watch(self, connected: socket.socket | None) -> None:
        """Keeps a second handle: encryption takes the first one away, but both are one connection."""
        if self._socket is not None:
            self._socket.close()
        self._socket = connected
        if self.is_cut:
            self._cut()

    def _cut(self) -> None:
        self.is_cut = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
