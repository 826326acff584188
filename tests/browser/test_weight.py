"""What a first scan costs: bytes over the wire, hosts asked, things left on the phone."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import HEIGHT, WIDTH

pytestmark = pytest.mark.browser

FIRST_VIEW_KB = 120
SCRIPTS_KB = 25


@dataclass
class Visit:
    """One first visit: bytes over the wire by address, bodies of scripts, codings."""

    what: str
    wire: dict[str, int] = field(default_factory=dict)
    scripts: dict[str, bytes] = field(default_factory=dict)
    codings: dict[str, str] = field(default_factory=dict)
    left_behind: list[object] = field(default_factory=list)


@pytest.mark.parametrize("visit", ["a scan", "a place in 3D", "a craft in 3D"], indirect=True)
def test_a_first_view_costs_little(visit, capsys):
    weights = sorted(((size, url) for url, size in visit.wire.items()), reverse=True)
    total = sum(visit.wire.values())
    with capsys.disabled():
        print(f"\nfirst view of {visit.what}: {total} bytes, {len(visit.wire)} requests")  # noqa: T201

    assert total <= FIRST_VIEW_KB * 1024, weights


def test_the_page_its_style_and_its_scripts_come_compressed(visit):
    texts = {url: coding for url, coding in visit.codings.items() if url.endswith((".css", ".js")) or "/q/" in url}

    assert len(texts) >= 5
    assert {url: coding for url, coding in texts.items() if coding != "br"} == {}


def test_the_guide_s_own_scripts_are_small(visit):
    assert visit.scripts
    assert sum(len(gzip.compress(body, 9)) for body in visit.scripts.values()) <= SCRIPTS_KB * 1024


def test_no_other_host_is_asked_and_nothing_is_left_on_the_phone(visit, live_guide):
    assert {urlsplit(url).netloc for url in visit.wire} == {urlsplit(live_guide).netloc}
    assert visit.left_behind == []


@pytest.fixture
def visit(live_guide, demo, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A phone that has never been here scans a sign, or opens another page, and looks at the whole of it."""
    what = getattr(request, "param", "a scan")
    address = (
        live_guide
        + {
            "a scan": f"/q/{demo.sign}",
            "a place in 3D": f"/vi/sites/{demo.place}/3d",
            "a craft in 3D": f"/vi/sites/{demo.process}/3d",
        }[what]
    )
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=3) as context:
        # Somebody was here before: Brotli is made beside the first visitor's request.
        for _ in range(2):
            context.request.get(address, headers={"Accept-Language": "vi-VN", "Accept-Encoding": "br"})
    with browser.new_context(
        locale="vi-VN", viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=3
    ) as context:
        page, made = context.new_page(), Visit(what)
        page.wait_for_timeout(300)
        wire = context.new_cdp_session(page)
        urls: dict[str, str] = {}
        wire.on("Network.responseReceived", lambda told: _note(made, urls, told))
        wire.on("Network.loadingFinished", lambda told: _weigh(made, urls, told))
        wire.send("Network.enable")
        page.on("response", lambda each: _keep(made, each))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        made.left_behind = [
            *context.cookies(),
            *page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"),
        ]
        yield made


def _note(made: Visit, urls: dict[str, str], told: dict) -> None:
    url = told["response"]["url"]
    urls[told["requestId"]] = url
    headers = {name.lower(): value for name, value in told["response"]["headers"].items()}
    made.codings[url] = headers.get("content-encoding", "")


def _weigh(made: Visit, urls: dict[str, str], told: dict) -> None:
    url = urls.get(told["requestId"])
    if url and not url.startswith(("data:", "blob:")):
        made.wire[url] = made.wire.get(url, 0) + int(told["encodedDataLength"])


def _keep(made: Visit, response) -> None:
    if response.url.endswith(".js"):
        made.scripts[response.url] = response.body()
