"""Other people's programs, which read what leaves the house; where one is missing, that is said loudly."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
EPUBCHECK = "@likecoin/epubcheck-ts"
CALENDARS = "ical.js"
PACKAGES = {
    "ogrinfo": "gdal-bin",
    "ogr2ogr": "gdal-bin",
    "gpsbabel": "gpsbabel",
    "xmllint": "libxml2-utils",
    "pdftotext": "poppler-utils",
}


def said_by(program: str, *arguments: str | Path) -> str:
    """What a program says; the test fails where it complains, even if it goes on."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is missing: NOTHING was read with it (apt-get install {PACKAGES[program]})")
    command = [program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    complaints = [
        line for line in done.stderr.splitlines() if line.startswith(("Warning", "ERROR", "warning", "error"))
    ]
    assert complaints == []
    return done.stdout


def checked_epub(book: Path) -> list[str]:
    """What the checker of books complains of: its fatal messages, errors and warnings."""
    return [str(each) for each in _by_node(EPUBCHECK, "check_epub.mjs", book)]


def read_calendar(file: Path) -> dict[str, Any]:
    """What ical.js has of a calendar: its zones and events."""
    found: dict[str, Any] = _by_node(CALENDARS, "read_calendar.mjs", file)
    return found


def _by_node(package: str, script: str, file: Path) -> Any:
    """What a script of ours says of a file by means of a package, as JSON."""
    if not (ROOT / "node_modules" / package).is_dir():
        pytest.skip(f"{package} is missing: NOTHING was read with it (npm ci)")
    command = ["node", str(ROOT / "tests" / script), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
