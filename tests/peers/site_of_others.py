"""Debian's WordPress as a site of somebody else's: files, database and server of one test's own."""

import getpass
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import free_port
from tests.peers.programs import HERE, found, said

FILES = Path("/usr/share/wordpress")
THEME = FILES / "wp-content" / "themes" / "twentytwentyone"


@dataclass(frozen=True)
class Site:
    """A WordPress that runs: its folder, its address, and what its programs have to be told."""

    folder: Path
    address: str
    environment: dict[str, str]

    def runs(self, script: str, *told: str) -> str:
        """What one of our scripts prints inside WordPress."""
        command = [found("php", "php-cli"), str(HERE / "wordpress" / script), str(self.folder), *told]
        return said(command, environment=self.environment)


@contextmanager
def wordpress(folder: Path, guide_port: int) -> Iterator[Site]:
    """WordPress on a port of loopback, which may ask the guide at its port, and nobody else."""
    for path, package in ((FILES / "wp-load.php", "wordpress"), (THEME, "wordpress-theme-twentytwentyone")):
        if not path.exists():
            pytest.skip(f"{path} is missing: NO post was written (make peers, or apt-get install {package})")
    php, port = found("php", "php-cli"), free_port()
    with _database(folder / "database") as socket:
        site = Site(
            _copied(folder / "site"),
            f"http://127.0.0.1:{port}",
            {
                "PATH": os.environ["PATH"],
                "PEERS_DB_USER": getpass.getuser(),
                "PEERS_DB_SOCKET": str(socket),
                "PEERS_SITE": f"http://127.0.0.1:{port}",
                "PEERS_GUIDE_PORT": str(guide_port),
            },
        )
        with (folder / "php.log").open("w") as log:
            command = [php, "-S", f"127.0.0.1:{port}", "-t", str(site.folder)]
            server = subprocess.Popen(command, env=site.environment, stdout=log, stderr=log)
            try:
                _answers(f"{site.address}/readme.html")
                yield site
            finally:
                server.terminate()
                server.wait(20)


def _copied(target: Path) -> Path:
    """Debian's files in a folder of the test's own: WordPress looks for its settings beside itself."""
    shutil.copytree(FILES, target, ignore=shutil.ignore_patterns("wp-config.php"))
    ours = HERE / "wordpress"
    shutil.copy(ours / "wp-config.php", target)
    (target / "wp-content" / "mu-plugins").mkdir()
    shutil.copy(ours / "neighbour.php", target / "wp-content" / "mu-plugins")
    return target


@contextmanager
def _database(folder: Path) -> Iterator[Path]:
    """A MariaDB that nobody reaches but by its socket, which is short: systems cut long ones."""
    me = getpass.getuser()
    install, server = found("mariadb-install-db", "mariadb-server"), found("mariadbd", "mariadb-server")
    folder.mkdir()
    files = ["--no-defaults", f"--datadir={folder}/data", f"--user={me}"]
    said(
        [install, *files, "--auth-root-authentication-method=socket", f"--auth-root-socket-user={me}", "--skip-test-db"]
    )
    socket = folder / "s"
    command = [server, *files, f"--socket={socket}", f"--pid-file={folder}/pid", "--skip-networking"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _answers_at(socket, process)
        said(
            [
                found("mariadb", "mariadb-server"),
                "--no-defaults",
                f"--socket={socket}",
                "-e",
                "CREATE DATABASE wordpress",
            ]
        )
        yield socket
    finally:
        process.terminate()
        process.wait(60)


def _answers_at(socket: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not socket.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError((socket.parent / "log").read_text())
        time.sleep(0.1)


def _answers(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
