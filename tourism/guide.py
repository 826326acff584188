"""Starting the whole guide: preparing what it needs, and serving it."""

import hashlib
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from granian import Granian
from granian.constants import Interfaces
from pydantic import Field, TypeAdapter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tourism import forgetting
from tourism.backends import Backends
from tourism.communes import queries as communes
from tourism.content import actions as content
from tourism.content import files
from tourism.content.located import read_yaml, shape
from tourism.engines import fonts
from tourism.engines.speech.mastering import MASTER_REVISION
from tourism.errors import BrokenContent, Invalid
from tourism.language import SOURCE
from tourism.narrating import offers
from tourism.publishing import actions as publishing
from tourism.storage import jobs
from tourism.storage.schema import upgrade
from tourism.worker import AWAITED, work_once

TRANSLATIONS = Path("translations")
WORKER = (sys.executable, "-m", "tourism", "work", "--until-empty", "--awaited", "--quiet")
WORKERS_MAX = 4
FONTS = Path(__file__).parent / "web" / "static" / "vendor" / "be-vietnam-pro"
# Nobody wants two communes of ours on the front page of their own guide.
DEMONSTRATION = Path("content")
STAMP = Path("var") / "content.sha256"
# A phone on a bad line holds a thread for minutes; fewer threads and four phones take a server down.
BLOCKING_THREADS = 256


@dataclass(frozen=True)
class ContentLanguage:
    """What is needed here of an entry of languages.yaml."""

    code: str


LANGUAGES: TypeAdapter[tuple[ContentLanguage, ...]] = TypeAdapter(
    Annotated[tuple[ContentLanguage, ...], Field(min_length=1)]
)


def content_languages(folder: Path) -> tuple[str, ...]:
    """Languages that content may be told in, from languages.yaml beside the communes."""
    file = folder / "languages.yaml"
    if not file.is_file():
        sentence = f"{file} is missing: it lists the languages that content may be told in."
        raise Invalid("no-languages", sentence=sentence)
    located, problems = read_yaml(str(file), file.read_text(encoding="utf-8"))
    if located is None:
        raise BrokenContent(tuple(problems))
    # Unpacked in two steps: mypy would take the annotation of one for the other.
    shaped = shape(located, LANGUAGES)
    listed, faults = shaped
    if listed is None:
        raise BrokenContent((*problems, *faults))
    return tuple(each.code for each in listed)


def prepare(backends: Backends, folder: Path | None, console: Console, *, voices: bool) -> None:
    """Catalogs, schema, content, voices; each only where it is behind."""
    compile_catalogs(TRANSLATIONS)
    make_fonts(FONTS)
    upgrade(backends.sessions.engine)
    backends.blobs.sweep()
    with backends.sessions.writing() as session:
        forgetting.ask(session, backends.clock())
    folder = folder or (None if backends.config.in_production else DEMONSTRATION)
    if folder:
        load_content(backends, folder, console)
    if voices:
        ask_for_voices(backends)
        speak(backends, console)


def compile_catalogs(folder: Path) -> None:
    """Compiles every catalog that is newer than its compiled form."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as text, target.open("wb") as compiled:
                write_mo(compiled, read_po(text, locale=source.parent.parent.name))


def make_fonts(folder: Path) -> None:
    """The faces that signs are set in, out of the slices that pages load."""
    for weight in (400, 700):
        target = folder / f"be-vietnam-pro-{weight}.ttf"
        slices = sorted(folder.glob(f"be-vietnam-pro-*-{weight}-normal.woff2"))
        if slices and not target.exists():
            fonts.whole(slices, target)


def load_content(backends: Backends, folder: Path, console: Console) -> None:
    """Loads every commune's folder, unless nothing in content/ changed since the last time."""
    digest = _digest(folder, backends.config.database_url)
    with backends.sessions.reading() as session:
        is_empty = not communes.communes(session, SOURCE)
    if STAMP.is_file() and STAMP.read_text() == digest and not is_empty:
        return
    languages = content_languages(folder)
    read = [files.read(path.parent, languages) for path in sorted(folder.glob("*/commune.yaml"))]
    with backends.sessions.writing() as session:
        for each in read:
            done = content.load(session, each, backends.blobs, backends.clock())
            console.print(f"{done.commune}: {done.sites} sites, {done.tours} tours{done.left_alone}")
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(digest)


def _digest(folder: Path, database: str) -> str:
    digest = hashlib.sha256(database.encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def ask_for_voices(backends: Backends) -> None:
    """Asks anew where words have no sound of today: a voice came, or scripts are read another way now."""
    with backends.sessions.writing() as session:
        publishing.ask_for_missing_voices(
            session, lambda tag: offers(backends.voices, tag), MASTER_REVISION, backends.clock()
        )


def speak(backends: Backends, console: Console) -> None:
    """Does the voices' work that somebody waits for, with a bar; better voices come while the guide is served."""
    due = _waiting(backends)
    if not due:
        return
    # Each voice takes a core for two seconds; leases keep the workers out of each other's way.
    others = [subprocess.Popen(WORKER) for _ in range(min(os.cpu_count() or 1, WORKERS_MAX) - 1)]
    columns = (
        TextColumn("[progress.description]{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("voices and models", total=due)
        while work_once(backends, kinds=AWAITED):
            progress.update(task, completed=due - _waiting(backends))
        for other in others:
            other.wait()
        progress.update(task, completed=due - _waiting(backends))


def _waiting(backends: Backends) -> int:
    with backends.sessions.reading() as session:
        return jobs.waiting(session, backends.clock(), kinds=AWAITED)


def serve(*, host: str, port: int, workers: int, with_worker: bool) -> None:
    """Granian with this environment; beside it, one worker process for put-off work."""
    _refuse_taken(host, port)
    helper = subprocess.Popen([sys.executable, "-m", "tourism", "work"]) if with_worker else None
    try:
        Granian(
            "wsgi:app",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=BLOCKING_THREADS,
            log_access=False,
        ).serve()
    finally:
        if helper:
            helper.terminate()
            helper.wait(10)


def _refuse_taken(host: str, port: int) -> None:
    """Granian shares a port silently; a forgotten server would go on answering every other visitor."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Invalid("port-taken", sentence=f"{host}:{port} cannot be used: {error.strerror}.") from error
