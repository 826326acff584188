"""The programs of the second lane: where they are, and the loud word where one is missing."""

import shutil
import subprocess
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT

HERE = Path(__file__).parent
# Which of Debian's packages brings what; `make peers` installs all that are listed.
PACKAGES = HERE / "packages.txt"


def found(program: str, package: str) -> str:
    """The program's full name; its test is skipped where it is missing, and fails in CI."""
    path = shutil.which(program, path="/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin:/usr/games")
    if path is None:
        pytest.skip(f"{program} is missing: NOTHING was read with it (make peers, or apt-get install {package})")
    assert package in PACKAGES.read_text(encoding="utf-8").split()
    return path


def said(command: list[str], *, environment: Mapping[str, str] | None = None, seconds: float = 120) -> str:
    """What a program prints; the test fails with its complaints where it ends badly."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=seconds, env=environment, cwd=ROOT
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def fetched(address: str) -> bytes:
    """What is at an address of a guide under test."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        body: bytes = answer.read()
    return body
