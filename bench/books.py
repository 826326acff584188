"""A tour as a run sheet, a book and an album: what each costs, and what the server holds of 200 MB of sound."""

import os
import tempfile
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

from bench import servers
from bench.figures import Figure, cost, median
from bench.processes import tree
from tests.builders import Village, words
from tourism import codes
from tourism.app import create_app
from tourism.backends import Backends
from tourism.config import Config
from tourism.guide import FONTS, compile_catalogs, make_fonts
from tourism.narration import queries as narration
from tourism.narration.model import Narration
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import connect
from tourism.storage.schema import upgrade
from tourism.tours.draft import StopDraft

STOPS = 20
ROUNDS = 5
# Half a minute of sound a stop, and as much as a tour may ever have.
USUAL_BYTES, MANY_BYTES = 480_000, 10_000_000
MOST_SECONDS, MOST_MB = 1.0, 100.0
# About as much as people write of a place.
STORY = "\n\n".join(["Hãy nhìn mái đình. Bốn góc mái cong lên như cánh hoa sen. Phía trước là sân gạch rộng."] * 6)
ENDS = {"run sheet (PDF)": ".pdf?start=08:00", "book (EPUB)": ".epub", "album (ZIP)": "-audio.zip"}
PIECE, STALL_SECONDS = 1 << 20, 3.0


def measure() -> list[Figure]:
    """The table: core seconds of a usual tour, memory of the largest."""
    compile_catalogs(Path("translations"))
    make_fonts(FONTS)
    with tempfile.TemporaryDirectory(prefix="loi-que-bench-") as name:
        figures = _times(Path(name))
    with tempfile.TemporaryDirectory(prefix="loi-que-bench-") as name:
        return [*figures, *_memory(Path(name))]


def _times(folder: Path) -> list[Figure]:
    """Core seconds from the request to the last byte, in this process."""
    backends, path = _village(folder, USUAL_BYTES)
    phone = create_app(backends).test_client()
    figures, total = [], 0.0
    for name, end in ENDS.items():
        seen, size = [], 0
        for _ in range(ROUNDS):
            begin = time.process_time()
            answer = phone.get(path + end, base_url=backends.config.public_base_url)
            seen.append(time.process_time() - begin)
            assert answer.status_code == 200
            size = len(answer.data)
        total += median(seen)
        figures.append(Figure(f"{name} of {STOPS} stops", f"{1000 * median(seen):.0f} ms", note=f"{size / 1e6:.2f} MB"))
    return [*figures, cost(f"all three of {STOPS} stops", total, most=MOST_SECONDS, unit="s")]


def _memory(folder: Path) -> list[Figure]:
    """What the guide's processes grow by at most while somebody fetches each."""
    _, path = _village(folder, MANY_BYTES)
    figures = []
    with servers.guide(folder) as guide:
        for name, end in list(ENDS.items())[1:]:
            before = _megabytes(guide.pid, "VmRSS")
            begin = time.monotonic()
            size = _fetched(f"{guide.base}{path}{end}")
            took = time.monotonic() - begin
            grown = _megabytes(guide.pid, "VmHWM") - before
            note = f"{size / 1e6:.0f} MB in {took:.1f} s; {before:.0f} MB before"
            figures.append(
                cost(f"growth while it is sent to a slow phone: {name}", grown, most=MOST_MB, unit="MB", note=note)
            )
    return figures


def _fetched(address: str) -> int:
    """How many bytes came to a phone that stops to think after the first of them."""
    with urllib.request.urlopen(address, timeout=120) as answer:
        size = len(answer.read(PIECE))
        time.sleep(STALL_SECONDS)
        while piece := answer.read(PIECE):
            size += len(piece)
        assert size == int(answer.headers["Content-Length"])
    return size


def _megabytes(pid: int, name: str) -> float:
    """Of all processes of the server: VmRSS now, VmHWM at the most."""
    found = 0
    for each in tree(pid):
        lines = Path(f"/proc/{each}/status").read_text(encoding="utf-8").splitlines()
        found += sum(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
    return found / 1024


def _village(folder: Path, sound_bytes: int) -> tuple[Backends, str]:
    """A tour of twenty stops, each with noise for a sound; and the tour's path without an ending."""
    sessions = connect(f"sqlite:///{folder}/guide.sqlite")
    upgrade(sessions.engine)
    config = Config(
        secret_key="b" * 40, public_base_url=f"http://127.0.0.1:{servers.GUIDE_PORT}", media=str(folder / "media")
    )
    blobs = FolderBlobs(folder / "media")
    backends = Backends(config, sessions, blobs, (), lambda: datetime(2027, 3, 15, 1, tzinfo=UTC))
    village = Village(backends)
    commune = village.commune()
    keys = [f"diem-{number}" for number in range(STOPS)]
    told = [words(f"Điểm {number}", key, story=STORY) for number, key in enumerate(keys)]
    rows = [
        village.site(commune, key, sign=codes.mint(), order=number + 1, told={"vi": told[number]})[0]
        for number, key in enumerate(keys)
    ]
    for row in rows:
        _sound(backends, row, blobs.put(os.urandom(sound_bytes), "mp3").name, sound_bytes)
    stops = tuple(StopDraft(site=key, kind="visit", dwell_minutes=20) for key in keys)
    return backends, f"/vi/tours/{village.tour(commune, stops)}/mot-ngay"


def _sound(backends: Backends, row: int, name: str, size: int) -> None:
    with backends.sessions.writing() as session:
        script = narration.script(session, row, "vi")
        kept = Narration(site_id=row, language="vi", script=script.digest, state="ready", made=backends.clock())
        kept.sound, kept.size, kept.duration_ms = name, size, 1000 * len(script.sentences)
        kept.spans = [[1000 * at, 1000 * at + 900] for at in range(len(script.sentences))]
        kept.credits = [[0, "espeak-ng", "machine", ""]]
        session.add(kept)
