"""The guide, nginx and a bare application, each on a port of its own on loopback."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.processes import ROOT, running

GUIDE_PORT, HELLO_PORT, NGINX_PORT, BEHIND_PORT, FRONT_PORT = 8401, 8402, 8403, 8404, 8405
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
# What nginx itself says, or what must not be said twice.
OWN_HEADERS = {"content-type", "content-length", "etag", "date", "server", "connection", "accept-ranges"}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    pid: int
    base: str


def settings(folder: Path, port: int, **more: str) -> dict[str, str]:
    """The environment of a guide with a database and media of its own."""
    return {
        "TOURISM_DATABASE_URL": f"sqlite:///{folder}/guide.sqlite",
        "TOURISM_MEDIA": f"{folder}/media",
        "TOURISM_PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "TOURISM_SECRET_KEY": "b" * 40,
        "TOURISM_ONLINE_VOICES": "off",
        **more,
    }


def prepare(folder: Path) -> None:
    """The demo communes in a new database; run in `folder`, so that `make run` keeps its own stamp."""
    (folder / "translations").symlink_to(ROOT / "translations")
    command = [sys.executable, "-m", "tourism", "prepare", "--no-voices", "--content", str(ROOT / "content")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings(folder, GUIDE_PORT)}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


@contextmanager
def guide(folder: Path, port: int = GUIDE_PORT, *, public_port: int | None = None, **more: str) -> Iterator[Server]:
    """The guide as `make run` serves it, without a worker beside it; known to phones by `public_port`."""
    command = [sys.executable, "-m", "tourism", "serve", "--port", str(port), "--without-worker"]
    environment = settings(folder, public_port or port, **more)
    base = f"http://127.0.0.1:{port}"
    with running(command, f"{base}/healthz", environment) as pid:
        yield Server(pid, base)


@contextmanager
def hello() -> Iterator[Server]:
    """The bare application."""
    base = f"http://127.0.0.1:{HELLO_PORT}"
    with running([sys.executable, "-m", "bench.hello", str(HELLO_PORT)], base) as pid:
        yield Server(pid, base)


@contextmanager
def nginx(folder: Path, locations: str, port: int = NGINX_PORT) -> Iterator[Server]:
    """One worker process of nginx with these locations."""
    if NGINX is None:
        raise RuntimeError("nginx is not installed")
    base = f"http://127.0.0.1:{port}"
    file = folder / f"nginx-{port}.conf"
    file.write_text(_configuration(folder, locations, port), encoding="utf-8")
    with running([NGINX, "-p", str(folder), "-c", str(file)], base) as pid:
        yield Server(pid, base)


def _configuration(folder: Path, locations: str, port: int) -> str:
    user = "user root;" if os.geteuid() == 0 else ""
    spool = " ".join(
        f"{kind}_temp_path {folder}/spool-{port}-{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""{user} worker_processes 1; daemon off; pid {folder}/nginx-{port}.pid;
error_log {folder}/nginx-{port}.log;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; tcp_nopush on; open_file_cache max=1000 inactive=60s;
keepalive_requests 10000000; types {{}} default_type application/octet-stream; {spool}
server {{ listen 127.0.0.1:{port} reuseport; {locations} }} }}
"""


def static(path: str, file: Path, headers: Mapping[str, str]) -> str:
    """A location that sends one file with the guide's own headers (names in small letters)."""
    lines = "".join(
        f'add_header {name} "{value.replace(chr(34), chr(39))}";'
        for name, value in headers.items()
        if name not in OWN_HEADERS
    )
    kind = headers.get("content-type", "application/octet-stream")
    return f'location = {path} {{ alias {file}; types {{}} default_type "{kind}"; {lines} }}\n'
