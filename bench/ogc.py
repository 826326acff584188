"""Sites for map programs: a box asked of ten thousand sites and of a million, in one run."""

import tempfile
import time
from pathlib import Path

from flask import Flask

from bench import earth
from bench.figures import Figure, cost, percentile
from tourism import geo
from tourism.app import create_app
from tourism.backends import Backends
from tourism.config import Config
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import connect

COUNTS = (10_000, 1_000_000)
QUESTIONS = 60
PASSES = 3
MOST = 3.0
# Degrees to each side of where somebody stands, and features on a page.
BOXES = {"22 km, pages of 10": (0.1, 10), "220 km, pages of 100": (1.0, 100), "the world, pages of 100": (180.0, 100)}
HOST = "guide.test"
Times = dict[str, list[float]]


def measure() -> list[Figure]:
    """The table of boxes; each figure is one request's processor time, from Flask to the last byte."""
    seen: dict[int, Times] = {}
    held: dict[int, dict[str, float]] = {}
    questions = earth.country(COUNTS[0]).questions(QUESTIONS)
    with tempfile.TemporaryDirectory(prefix="loi-que-bench-") as name:
        for count in COUNTS:
            app = _guide(Path(name), count)
            seen[count], held[count] = _asked(app, questions)
    return [figure for box in BOXES for figure in _figures(box, seen, held)]


def _guide(folder: Path, count: int) -> Flask:
    sessions = connect(f"sqlite:///{folder}/sites-{count}.sqlite")
    earth.settle(sessions, earth.country(count))
    config = Config(secret_key="b" * 40, public_base_url=f"http://{HOST}", media=str(folder / "media"))
    return create_app(Backends(config, sessions, FolderBlobs(folder / "media"), (), lambda: earth.MADE))


def _asked(app: Flask, questions: list[geo.Point]) -> tuple[Times, dict[str, float]]:
    """Milliseconds of each question, the middle of its passes, and how many features a page had on average."""
    client = app.test_client()
    times: Times = {}
    held = {}
    for name, (reach, limit) in BOXES.items():
        found = 0
        passes = []
        for _ in range(PASSES):
            spent = []
            for here in questions:
                address = f"/ogc/collections/sites/items?limit={limit}&bbox={_box(here, reach)}"
                begin = time.thread_time()
                answer = client.get(address, base_url=f"http://{HOST}")
                spent.append((time.thread_time() - begin) * 1000)
                found += answer.get_json(force=True)["numberReturned"]
            passes.append(spent)
        times[name] = [sorted(each)[PASSES // 2] for each in zip(*passes, strict=True)]
        held[name] = found / PASSES / len(questions)
    return times, held


def _box(here: geo.Point, reach: float) -> str:
    west, east = max(here.lon - reach, -180.0), min(here.lon + reach, 180.0)
    south, north = max(here.lat - reach, -90.0), min(here.lat + reach, 90.0)
    return f"{west:.6f},{south:.6f},{east:.6f},{north:.6f}"


def _figures(box: str, seen: dict[int, Times], held: dict[int, dict[str, float]]) -> list[Figure]:
    middle = {count: percentile(seen[count][box], 0.5) for count in COUNTS}
    slow = {count: percentile(seen[count][box], 0.99) for count in COUNTS}
    told = [
        Figure(
            f"{box}: {count:,} sites, p50 / p99",
            f"{middle[count]:.2f} / {slow[count]:.2f} ms",
            note=f"{held[count][box]:.1f} features a page",
        )
        for count in COUNTS
    ]
    few, many = COUNTS
    return [*told, cost(f"{box}: growth of p50 from {few:,} to {many:,}", middle[many] / middle[few], most=MOST)]
