"""What works on a stranger's 3D model; run by confined.py in a process of its own, never imported by the others."""

# In:  the file as standard input; as arguments what to do with it:
#      examine          what is known of it, nothing is made
#      derive <wish>    all forms of it (wish.py)
# Out: the files one behind the other; then, on standard error, one line of JSON: a Report.

import io
import json
import mmap
import os
import sys
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

# No thread can be started once the doors are closed; numpy's library of sums asks for this when it is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import numpy as np
from PIL import AvifImagePlugin, Image

from tourism.engines.models import deriving, glb
from tourism.engines.models.made import Examined, Made
from tourism.engines.models.refusals import MOST_PIXELS, Strange
from tourism.engines.models.wish import Wish


def upload() -> memoryview:
    """The file where it lies, not a byte of it read; behind the doors nothing can be mapped any more."""
    return memoryview(mmap.mmap(0, 0, access=mmap.ACCESS_READ) if os.fstat(0).st_size else b"")


UPLOAD = upload()


class Doors(Protocol):
    """What confined.py hands over."""

    sealed: bool

    def kib(self, field: str) -> int:
        """One figure of this process."""


@dataclass(slots=True)
class Report:
    """How it went; `end` is done or a reason, `files` are form, bytes and triangles of each."""

    end: str = "done"
    detail: str = ""
    files: list[tuple[str, int, int]] = field(default_factory=list)
    size: tuple[float, float, float] = (0.0, 0.0, 0.0)
    triangles: int = 0
    vertices: int = 0
    pictures: int = 0
    moves: bool = False
    peak_kib: int = 0
    sealed: bool = False


def main(arguments: list[str], doors: Doors) -> None:
    """One model."""
    report = Report(sealed=doors.sealed)
    for each in attempt(arguments, UPLOAD, report):
        sys.stdout.buffer.write(each)
    sys.stdout.buffer.flush()
    report.peak_kib = doors.kib("VmHWM")
    sys.stderr.write(json.dumps(asdict(report)) + "\n")


def attempt(arguments: list[str], data: memoryview, report: Report) -> list[bytes]:
    """The files that a job makes; none where it fails, and the report says why."""
    try:
        return JOBS[arguments[0]](data, arguments[1:], report)
    except Strange as error:
        report.end, report.detail = error.reason, error.detail[:200]
    except MemoryError:
        report.end = "too-heavy"
    except Exception as error:  # noqa: BLE001 (whatever a file makes go wrong here is the file's fault)
        report.end, report.detail = "damaged", f"{type(error).__name__}: {error}"[:200]
    report.files.clear()
    return []


def examine(data: memoryview, _: list[str], report: Report) -> list[bytes]:
    """Nothing but what is known of it."""
    tell(deriving.examined(glb.admitted(data)), report)
    return []


def derive(data: memoryview, arguments: list[str], report: Report) -> list[bytes]:
    """Every form of it."""
    made = deriving.derive(glb.admitted(data), Wish.from_argument(arguments[0]))
    tell(made, report)
    report.files = [(each.form, len(each.data), each.triangles) for each in made.files]
    return [each.data for each in made.files]


def tell(known: Examined | Made, report: Report) -> None:
    """What is known goes into the report."""
    report.size, report.moves = known.size, known.moves
    if isinstance(known, Made):
        report.vertices = known.vertices
    else:
        report.triangles, report.pictures = known.triangles, known.pictures


JOBS: dict[str, Callable[[memoryview, list[str], Report], list[bytes]]] = {"examine": examine, "derive": derive}


def rehearse() -> None:
    """A little of everything that loads something when it is first used."""
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    warnings.filterwarnings("ignore", category=RuntimeWarning)
    little = Image.new("RGB", (64, 64))
    for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
        out = io.BytesIO()
        little.save(out, kind)
        Image.open(io.BytesIO(out.getvalue())).resize((32, 32), Image.Resampling.LANCZOS).load()
    np.linalg.inv(np.eye(4)) @ np.ones((4, 300))


rehearse()
