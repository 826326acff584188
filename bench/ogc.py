"""Sites for map programs: a box asked of ten thousand sites and of a million, in one run."""

import tempfile
import time
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

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
Guides = dict[int, FlaskClient]
Times = dict[int, list[float]]


def measure() -> list[Figure]:
    """The table of boxes; each figure is one request's processor time, from Flask to the last byte."""
    questions = earth.country(COUNTS[0]).questions(QUESTIONS)
    with tempfile.TemporaryDirectory(prefix="loi-que-bench-") as name:
        guides = {count: _guide(Path(name), count).test_client() for count in COUNTS}
        return [figure for box in BOXES for figure in _figures(box, *_asked(guides, box, questions))]


def _guide(folder: Path, count: int) -> Flask:
    sessions = connect(f"sqlite:///{folder}/sites-{count}.sqlite")
    earth.settle(sessions, earth.country(count))
    config = Config(secret_key="b" * 40, public_base_url=f"http://{HOST}", media=str(folder / "media"))
    return create_app(Backends(config, sessions, FolderBlobs(folder / "media"), (), lambda: earth.MADE))


def _asked(guides: Guides, box: str, questions: list[geo.Point]) -> tuple[Times, dict[int, float]]:
    """Milliseconds of each question, the middle of its passes, and how many features a page had on average.

    Few and many sites are asked in turn, so that whatever else the machine does meets both.
    """
    reach, limit = BOXES[box]
    passes: dict[int, list[list[float]]] = {count: [] for count in guides}
    found = dict.fromkeys(guides, 0)
    for _ in range(PASSES):
        spent: Times = {count: [] for count in guides}
        for number, here in enumerate(questions):
            address = f"/ogc/collections/sites/items?limit={limit}&bbox={_box(here, reach)}"
            for count in COUNTS if number % 2 else reversed(COUNTS):
                begin = time.thread_time()
                answer = guides[count].get(address, base_url=f"http://{HOST}")
                spent[count].append((time.thread_time() - begin) * 1000)
                found[count] += answer.get_json(force=True)["numberReturned"]
        for count in guides:
            passes[count].append(spent[count])
    times = {count: [sorted(each)[PASSES // 2] for each in zip(*passes[count], strict=True)] for count in guides}
    return times, {count: number / PASSES / len(questions) for count, number in found.items()}


def _box(here: geo.Point, reach: float) -> str:
    west, east = max(here.lon - reach, -180.0), min(here.lon + reach, 180.0)
    south, north = max(here.lat - reach, -90.0), min(here.lat + reach, 90.0)
    return f"{west:.6f},{south:.6f},{east:.6f},{north:.6f}"


def _figures(box: str, times: Times, held: dict[int, float]) -> list[Figure]:
    middle = {count: percentile(times[count], 0.5) for count in COUNTS}
    slow = {count: percentile(times[count], 0.99) for count in COUNTS}
    told = [
        Figure(
            f"{box}: {count:,} sites, p50 / p99",
            f"{middle[count]:.2f} / {slow[count]:.2f} ms",
            note=f"{held[count]:.1f} features a page",
        )
        for count in COUNTS
    ]
    few, many = COUNTS
    return [*told, cost(f"{box}: growth of p50 from {few:,} to {many:,}", middle[many] / middle[few], most=MOST)]
