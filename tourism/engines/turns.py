"""Heavy work in turns: so much at once, and nobody waits for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from tourism.errors import Busy


class Turns:
    """So many at once in this process; each of the others waits for its turn for at most `wait_seconds`."""

    def __init__(self, at_once: int, wait_seconds: float, reason: str = "busy") -> None:
        self.wait_seconds = wait_seconds
        self._reason = reason
        self._free = BoundedSemaphore(at_once)

    @contextmanager
    def one(self) -> Iterator[None]:
        """A turn; raises Busy with the reason where none came in time."""
        if not self._free.acquire(timeout=self.wait_seconds):
            raise Busy(self._reason)
        try:
            yield
        finally:
            self._free.release()
