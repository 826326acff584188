"""Chromium as Debian ships it, on the live guide; without it these tests say loudly that they did not run."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTH, HEIGHT = 360, 740
LANGUAGES = ("vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")


@dataclass(frozen=True)
class Demo:
    """Ids and codes of the demo's places, as its files have them."""

    place: str
    sign: str
    process: str
    awaiting: str
    tour: str


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium of the machine; as root it has no sandbox of its own."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing: NO page was looked at in a browser (apt-get install chromium)")
    arguments = ["--disable-gpu", "--disable-dev-shm-usage", "--autoplay-policy=user-gesture-required"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": arguments}


@pytest.fixture(scope="module")
def painter(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """Chromium that draws in three dimensions, by software."""
    gpu = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    arguments = [each for each in browser_type_launch_args["args"] if each != "--disable-gpu"]
    made = browser_type.launch(**{**browser_type_launch_args, "args": [*arguments, *gpu]})
    yield made
    made.close()


@pytest.fixture(scope="session")
def demo() -> Demo:
    """The demo's first commune."""
    sites = ROOT / "content" / "hong-van" / "sites"
    place = written(sites / "dinh-van-la" / "site.yaml")
    tour = written(ROOT / "content" / "hong-van" / "tours" / "mot-ngay-hong-van" / "tour.yaml")
    return Demo(
        place=place["id"],
        sign=place["sign"][0],
        process=written(sites / "mot-ngay-lam-nghe-nhan" / "site.yaml")["id"],
        awaiting=written(sites / "sen-hong" / "site.yaml")["id"],
        tour=tour["id"],
    )


def written(file: Path) -> dict[str, Any]:
    """A YAML file of content/."""
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


class Watched:
    """A page of a context, with everything that went wrong in it."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.page: Page = context.new_page()
        self.base = base
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda each: self._note(each.type, each.text))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", lambda request: self._ask(request.url))
        self.page.on("response", lambda each: self._answer(each.status, each.url))
        self.page.on("requestfailed", lambda each: self._fail(each.url, each.failure or ""))

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.faults.append(f"console {kind}: {text}")

    def _ask(self, url: str) -> None:
        self.requests.append(url)
        if not url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"third party: {url}")

    def _answer(self, status: int, url: str) -> None:
        if status >= 400:
            self.faults.append(f"{status}: {url}")

    def _fail(self, url: str, why: str) -> None:
        if "ERR_ABORTED" not in why:
            self.faults.append(f"failed: {url} {why}")

    def open(self, path: str) -> None:
        """Goes there and waits until all is quiet."""
        self.page.goto(f"{self.base}{path}", wait_until="load")
        self.page.wait_for_load_state("networkidle")
