"""What tests stand on: databases of both kinds, a house for each test, a clock, a small real voice."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import create_engine, text
from werkzeug.test import TestResponse

from tests.builders import Village
from tests.fakes.google import FakeGoogle, serving
from tourism.app import create_app
from tourism.backends import Backends
from tourism.config import Config
from tourism.engines.speech.port import Request, Take, Unavailable
from tourism.guide import compile_catalogs
from tourism.scenes.actions import MODEL
from tourism.sites import briefs
from tourism.sites import queries as sites
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import Sessions, connect
from tourism.storage.schema import upgrade
from tourism.worker import work_once

# Machines are slow when they are busy; speed is the benches' matter.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

POSTGRES = os.environ.get("TOURISM_TEST_POSTGRES_URL", "")
HOST = "guide.test"
ROOT = Path(__file__).parent.parent
HERE = frozenset({"127.0.0.1", "::1", "localhost", "", urlsplit(POSTGRES).hostname})
# Programs that tests start have it too: no text of a test leaves this machine.
os.environ["TOURISM_ONLINE_VOICES"] = "off"


def _stay_here(event: str, told: tuple[Any, ...]) -> None:
    """Whatever a test forgot to switch off: nothing but this machine is called, and no name asked for."""
    if event not in ("socket.connect", "socket.getaddrinfo"):
        return
    asked = told[0] if event == "socket.getaddrinfo" else told[1][0] if isinstance(told[1], tuple) else ""
    if isinstance(asked, str) and asked not in HERE:
        raise RuntimeError(f"a test wanted to call {asked}")


sys.addaudithook(_stay_here)


class Compiled(BytecodeCache):
    """Templates as Jinja compiled them: once for all the guides that tests make, which are hundreds."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """A template that some guide has used already; Jinja itself sees whether it changed."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """A template that was used for the first time."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {"bytecode_cache": Compiled()}


@dataclass
class Clock:
    """A clock that stands until a test moves it."""

    now: datetime = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment."""
        return self.now

    def forward(self, **span: float) -> None:
        """Moves on."""
        self.now += timedelta(**span)


class Phone(FlaskClient):
    """Asks the guide by its configured name, as everybody does, unless a test says otherwise."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """As Flask's, with our host."""
        if args and isinstance(args[0], str):
            kwargs.setdefault("base_url", f"http://{HOST}")
        return super().open(*args, **kwargs)


@dataclass
class HummingVoice:
    """A small real voice: a sentence is a hum of 0.1 s a word; a test chooses its languages and health."""

    languages: tuple[str, ...] = ("vi", "en")
    broken: bool = False
    name: str = "hum"
    version: str = "1"
    online: bool = False
    quality: int = 10
    heard: list[Request] = field(default_factory=list)

    def supports(self, language: str) -> bool:
        """Only what the test chose."""
        return language in self.languages

    def available(self) -> bool:
        """Always worth asking."""
        return True

    def speak(self, request: Request, deadline_seconds: float) -> Take:
        """Hums every sentence, with its pause."""
        self.heard.append(request)
        if self.broken:
            raise Unavailable("the test broke it")
        rate, at, pieces, spans = 22_050, 0.0, [], []
        for utterance in request.utterances:
            length = max(1, len(utterance.spoken.split())) * 0.1
            times = np.arange(int(length * rate)) / rate
            pieces += [
                (0.3 * np.sin(2 * np.pi * 200 * times)).astype(np.float32),
                np.zeros(int(utterance.pause_seconds * rate), np.float32),
            ]
            spans.append((at, at + length))
            at += length + utterance.pause_seconds
        return Take(np.concatenate(pieces), rate, tuple(spans), self.name, "hum", self.version)


@pytest.fixture(scope="session", autouse=True)
def catalogs() -> None:
    """Compiled once."""
    compile_catalogs(ROOT / "translations")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def sessions(request: pytest.FixtureRequest) -> Iterator[Sessions]:
    """An empty database of the newest schema; once on SQLite, once on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    if not POSTGRES:
        pytest.skip("TOURISM_TEST_POSTGRES_URL is not set: this test did NOT run on PostgreSQL")
    yield from _postgres()


def _postgres() -> Iterator[Sessions]:
    """A schema of its own, dropped afterwards."""
    name = f"guide_{uuid.uuid4().hex[:12]}"
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    made = connect(f"{POSTGRES}?options=-csearch_path%3D{name}")
    try:
        upgrade(made.engine)
        yield made
    finally:
        made.engine.dispose()
        with admin.connect() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        admin.dispose()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file of the newest schema: every test has a copy."""
    path = tmp_path_factory.mktemp("schema") / "empty.sqlite"
    made = connect(f"sqlite:///{path}")
    upgrade(made.engine)
    with made.reading() as session:
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    made.engine.dispose()
    return path


@pytest.fixture
def sqlite(empty_file: Path, tmp_path: Path) -> Iterator[Sessions]:
    """An empty SQLite database, which does not wait for the disk: that is not what is tested."""
    shutil.copy(empty_file, tmp_path / "guide.sqlite")
    made = connect(f"sqlite:///{tmp_path}/guide.sqlite", synchronous="NORMAL")
    yield made
    made.engine.dispose()


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture
def voice() -> HummingVoice:
    """A voice that hums Vietnamese and English."""
    return HummingVoice()


@pytest.fixture
def google() -> Iterator[FakeGoogle]:
    """Google Translate's voice, on loopback."""
    with serving() as voice:
        yield voice


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Settings of a test's own house."""
    return Config(
        secret_key="t" * 40,
        public_base_url=f"http://{HOST}",
        database_url="sqlite://",
        media=str(tmp_path / "media"),
        online_voices="off",
        piper_voices=str(tmp_path / "voices"),
        cache=str(tmp_path / "cache"),
    )


@pytest.fixture
def backends(config: Config, sqlite: Sessions, clock: Clock, voice: HummingVoice) -> Backends:
    """A house of its own: a database in a folder, blobs in a folder, a hum, a standing clock."""
    return Backends(config, sqlite, FolderBlobs(Path(config.media)), (voice,), clock)


@pytest.fixture
def village(backends: Backends) -> Village:
    """Builders on that house."""
    return Village(backends)


@pytest.fixture
def app(backends: Backends) -> Flask:
    """The guide on that house; a test that fails inside a view sees the error's page, as visitors do."""
    return create_app(backends)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Somebody with a phone."""
    app.test_client_class = Phone
    return app.test_client()


@pytest.fixture(scope="session")
def live_guide() -> Iterator[str]:
    """The demo guide served for real on a free port of loopback; gives its base address."""
    database = _kept_database()
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "TOURISM_PUBLIC_BASE_URL": base,
        "TOURISM_DATABASE_URL": f"sqlite:///{database}",
        "TOURISM_MEDIA": str(ROOT / "media"),
        "TOURISM_SECRET_KEY": "t" * 40,
        "TOURISM_ONLINE_VOICES": "off",
    }
    command = [sys.executable, "-m", "tourism", "prepare", "--no-voices"]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    _speak(Backends.of(Config.from_env(environment)))
    with served(environment, port):
        yield base


@pytest.fixture(scope="session")
def live_sessions(live_guide: str) -> Iterator[Sessions]:
    """The live guide's database, for what an operator does there meanwhile."""
    sessions = connect(f"sqlite:///{_kept_database()}")
    yield sessions
    sessions.engine.dispose()


def settings_in(folder: Path, host: str = "localhost") -> Config:
    """Settings of a guide that a test serves for real, on a free port; passkeys want a name for its host."""
    return Config(
        secret_key="t" * 40,
        public_base_url=f"http://{host}:{free_port()}",
        database_url=f"sqlite:///{folder}/guide.sqlite",
        media=str(folder / "media"),
        cache=str(folder / "cache"),
        online_voices="off",
    )


def environment_of(config: Config) -> dict[str, str]:
    """The same settings as the guide's own programs read them."""
    return {
        "TOURISM_PUBLIC_BASE_URL": config.public_base_url,
        "TOURISM_DATABASE_URL": config.database_url,
        "TOURISM_MEDIA": config.media,
        "TOURISM_CACHE": config.cache,
        "TOURISM_SECRET_KEY": config.secret_key,
        "TOURISM_ONLINE_VOICES": config.online_voices,
    }


@contextmanager
def served_by(config: Config) -> Iterator[None]:
    """The guide's own server with these settings, for as long as it is wanted."""
    with served(environment_of(config), int(config.public_base_url.rpartition(":")[2])):
        yield


@contextmanager
def served(environment: Mapping[str, str], port: int) -> Iterator[None]:
    """The guide's own server on a port of loopback, for as long as it is wanted."""
    command = [sys.executable, "-m", "tourism", "serve", "--port", str(port), "--without-worker"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield
    finally:
        server.terminate()
        server.wait(15)


def _speak(backends: Backends) -> None:
    """Models; Vietnamese and English everywhere, every language at the demo's first place: the rest costs minutes."""
    with backends.sessions.reading() as session:
        told = sites.everything_told(session)
        place = min(briefs.of_commune(session, 1, "vi"), key=lambda brief: brief.key != "dinh-van-la").row
    keys = [f"narrate:{row}:{tag}" for row, tag in told if tag in ("vi", "en", "ja") or row == place]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda key: work_once(backends, key=key), keys))
    while work_once(backends, kinds=[MODEL]):
        pass


def _kept_database() -> Path:
    """Where the live guide's voices are kept: they take a minute, and change with these files only."""
    digest = hashlib.sha256()
    for folder in (
        "content",
        *(f"tourism/{name}" for name in ("content", "engines", "narration", "scenes", "storage")),
    ):
        for path in sorted(each for each in (ROOT / folder).rglob("*") if each.suffix != ".pyc" and each.is_file()):
            digest.update(str(path).encode() + path.read_bytes())
    kept = ROOT / "var" / "tests"
    database = kept / f"{digest.hexdigest()[:16]}.sqlite"
    kept.mkdir(parents=True, exist_ok=True)
    for old in kept.glob("*.sqlite*"):
        if not old.name.startswith(database.name):
            old.unlink()
    if not database.exists():
        # It tells which content is loaded, whichever database that was.
        (ROOT / "var" / "content.sha256").unlink(missing_ok=True)
    return database


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except urllib.error.HTTPError:
            # Whatever it says of the host's name: it answers.
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"{address} does not answer")
