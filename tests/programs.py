"""Other people's programs, which read what leaves the house; where one is missing, that is said loudly."""

import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGES = {"ogrinfo": "gdal-bin", "ogr2ogr": "gdal-bin", "gpsbabel": "gpsbabel", "xmllint": "libxml2-utils"}


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
