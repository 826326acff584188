"""Continuous integration sees skips as failures, and expected failures as they are."""

import subprocess
import sys

from tests.house.source import ROOT

SKIPPING = """
import pytest

def test_skips(): pytest.skip("no Chromium here")

@pytest.mark.xfail
def test_is_expected_to_fail(): assert False

def test_passes(): pass
"""


def test_a_skip_fails_and_says_why(tmp_path):
    told = run(tmp_path, SKIPPING)

    assert "1 failed, 1 passed, 1 xfailed" in told
    assert "skipped, which CI does not allow: Skipped: no Chromium here" in told


def test_a_file_that_skips_itself_fails_too(tmp_path):
    told = run(tmp_path, "import pytest\npytest.importorskip('no_such_library')\n")

    assert "1 error" in told
    assert "which CI does not allow" in told


def run(folder, text: str) -> str:
    """What pytest prints for one file, with CI's plugin."""
    file = folder / "test_sample.py"
    file.write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.house.no_skips", "--rootdir", str(folder), "-c"]
    command += [str(folder / "pytest.ini"), str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
