"""Google Translate's voice on loopback, well or with any of its troubles.

In a test: `with serving() as google: …` (or the fixture `google`), then `google.mode = "503"` and the like. As a
program, so that a whole guide can be driven against it with TOURISM_GOOGLE_VOICE_URL:

    python -m tests.fakes.google --port 8765 --mode ok --speech
    curl -X PUT http://127.0.0.1:8765/mode -d 429        # from now on; GET /asked tells what was asked and when
"""

import argparse
import base64
import json
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import numpy as np

from tourism.engines.speech.espeak import Espeak
from tourism.engines.speech.mp3 import RATE, encoded
from tourism.engines.speech.port import Pcm, Request, Utterance
from tourism.engines.speech.tags import Tags

PATH = "/_/TranslateWebserverUi/data/batchexecute"
CERTIFICATE = Path(__file__).with_name("loopback.pem")
SECONDS_A_LETTER = 0.03
HUGE = 3 * 1024 * 1024
HANG_SECONDS = 60
REDIRECTS = {
    "sorry": "https://www.google.com/sorry/index?continue=x",
    "consent": "https://consent.google.com/m?continue=x",
    "elsewhere": "http://192.0.2.1/login",
    "moved": "/elsewhere",
}
TAGS = Tags(title="", artist="", album="", comment="", language="", licence="")
Sound = Callable[[str, str], Pcm]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: what was to be said, with which code, when (monotonic seconds), and the headers."""

    text: str
    code: str
    at: float
    headers: dict[str, str]


@dataclass
class FakeGoogle:
    """What tests set and read: `mode` for every request, `planned` for the next ones, `only` for texts with it."""

    address: str = ""
    mode: str = "ok"
    planned: list[str] = field(default_factory=list)
    only: str = ""
    retry_after: str = ""
    drip_seconds: float = 0.2
    asked: list[Asked] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    sound: Sound = field(default_factory=lambda: hum)

    @property
    def texts(self) -> list[str]:
        """What was asked for, in order."""
        return [each.text for each in self.asked]

    def next_mode(self, text: str) -> str:
        """How the next request is answered."""
        if self.planned:
            return self.planned.pop(0)
        return self.mode if self.only in text else "ok"


def hum(text: str, _code: str) -> Pcm:
    """Two tones as long as the text is, each text with its own; silence around them, as encoders leave it."""
    times = np.arange(round(max(0.3, SECONDS_A_LETTER * len(text)) * RATE)) / RATE
    pitch = 150 + sum(text.encode()) % 200
    tones = 0.3 * np.sin(2 * np.pi * pitch * times) + 0.1 * np.sin(2 * np.pi * 3 * pitch * times)
    return np.pad(tones, round(0.05 * RATE)).astype(np.float32)


def speech(text: str, code: str) -> Pcm:
    """Words, by the offline voice where it has the language."""
    language = code if Espeak().supports(code) else "en"
    take = Espeak().speak(Request(language, (Utterance(text),)), 20)
    places = np.arange(0, len(take.pcm), take.rate / RATE)
    return np.interp(places, np.arange(len(take.pcm)), take.pcm).astype(np.float32)


def envelope(sound: str | None) -> bytes:
    """An answer as the real one's: JSON in JSON, laid out over several lines."""
    told = json.dumps([sound], separators=(",", ":")) if sound is not None else None
    entry = json.dumps(["wrb.fr", "jQ1olc", told, None, None, None, "generic"], separators=(",", ":"))
    return f')]}}\'\n\n[{entry}\n,["di",27]\n,["af.httprm",27,"-1",8]\n]'.encode()


def text_and_code(body: str) -> tuple[str, str]:
    """What a request asks to have said, and in which language."""
    ((name, asked, _, kind),) = json.loads(parse_qs(body)["f.req"][0])[0]
    assert (name, kind) == ("jQ1olc", "generic")
    text, code, *_ = json.loads(asked)
    return str(text), str(code)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    google: FakeGoogle

    def handle_error(self, *_: Any) -> None:
        """Who hangs up on us meant to."""


class _Answering(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        google = self.server.google
        text, code = text_and_code(self._body())
        google.asked.append(Asked(text, code, time.monotonic(), dict(self.headers)))
        assert self.path.endswith(PATH)
        self._answer(google, google.next_mode(text), text, code)

    def do_PUT(self) -> None:
        self.server.google.mode = self._body().strip()
        self._send(200, b"")

    def do_GET(self) -> None:
        told = [[each.text, each.code, each.at] for each in self.server.google.asked]
        self._send(200, json.dumps(told).encode() if self.path == "/asked" else b"")

    def _answer(self, google: FakeGoogle, mode: str, text: str, code: str) -> None:
        bodies = {
            "html": b"<!DOCTYPE html><html><body>Welcome to our WiFi</body></html>",
            "html-undeclared": b"\n <html><body>Welcome to our WiFi</body></html>",
            "empty": b"",
            "no-audio": envelope(None),
            "garbage": envelope("//N!garbage"),
            "no-mp3": envelope(base64.b64encode(b"#EXTM3U\nfile:///etc/passwd\n" * 99).decode()),
            "noise": envelope(base64.b64encode(np.random.default_rng(1).bytes(9_000)).decode()),
            "short": envelope(base64.b64encode(encoded(hum("", "")[: RATE // 10], TAGS)).decode()),
            "silent": envelope(base64.b64encode(encoded(np.zeros(RATE, np.float32), TAGS)).decode()),
            "nested": b')]}\'\n\n[["wrb.fr","jQ1olc",' + b"[" * 200_000,
        }
        if mode in REDIRECTS:
            self._send(302, b"", Location=REDIRECTS[mode])
        elif mode.isdigit():
            more = {"Retry-After": google.retry_after} if google.retry_after else {}
            self._send(int(mode), b"<html>no</html>", **more)
        elif mode in bodies:
            kind = "text/html; charset=utf-8" if mode == "html" else "application/json; charset=utf-8"
            self._send(200, bodies[mode], Content_Type=kind)
        elif mode in ("hang", "drip", "drip-headers", "huge", "cut", "reset"):
            self._trouble(google, mode)
        else:
            sound = base64.b64encode(encoded(google.sound(text, code), TAGS)).decode()
            self._send(200, envelope(sound), Content_Type="application/json; charset=utf-8")

    def _trouble(self, google: FakeGoogle, mode: str) -> None:
        self.close_connection = True
        if mode == "hang":
            google.ended.wait(HANG_SECONDS)
        if mode in ("hang", "reset"):
            return
        if mode == "drip-headers":
            self._drip(google, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 9_999)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(2 * HUGE))
        self.end_headers()
        if mode == "drip":
            self._drip(google, envelope("A" * 9_999))
        else:
            self.wfile.write(envelope("A" * HUGE) if mode == "huge" else envelope("A" * 999)[:500])

    def _drip(self, google: FakeGoogle, body: bytes) -> None:
        for at in range(len(body)):
            self.wfile.write(body[at : at + 1])
            if google.ended.wait(google.drip_seconds):
                return

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Set-Cookie", "NID=somebody; Path=/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _body(self) -> str:
        return self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()

    def log_message(self, *_: Any) -> None:
        """Tests read `asked` instead."""


@contextmanager
def serving(port: int = 0, *, mode: str = "ok", tls: bool = False, sound: Sound = hum) -> Iterator[FakeGoogle]:
    """The voice, until the block ends; `tls` with a certificate that nobody trusts."""
    server = _Server(("127.0.0.1", port), _Answering)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    server.google = FakeGoogle(address, mode, sound=sound)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.google
    finally:
        server.google.ended.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def main() -> None:
    """The fake as a program, until it is ended."""
    options = argparse.ArgumentParser(description="Google Translate's voice on loopback")
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--mode", default="ok")
    options.add_argument("--speech", action="store_true", help="words by the offline voice instead of hums")
    given = options.parse_args()
    with serving(given.port, mode=given.mode, sound=speech if given.speech else hum) as google:
        sys.stdout.write(f"{google.address}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
