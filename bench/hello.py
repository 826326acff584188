"""The bare application that ours is compared with, under the same server."""

import sys
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from granian import Granian
from granian.constants import Interfaces

from tourism.guide import BLOCKING_THREADS

BODY = b"Xin ch\xc3\xa0o"


def app(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    """Two words."""
    start("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(BODY)))])
    return [BODY]


def main(port: int) -> None:
    """Serves as the guide is served."""
    Granian(
        "bench.hello:app",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=BLOCKING_THREADS,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
