"""Debian's WordPress, with a post that is our tour's bare address: what it asks, what it shows, what is heard in it."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.test_listening import until
from tests.faces.markup import elements
from tests.peers.conftest import House
from tests.peers.site_of_others import Site, wordpress

TALL = "Math.ceil(document.body.getBoundingClientRect().height)"
# WordPress makes no frame taller.
TALLEST = 1000


@pytest.mark.browser
def test_a_bare_address_in_a_post_becomes_the_tour_and_is_heard(site, house, browser: Browser, saw):
    tour = house.hamlet.tour
    version, post = json.loads(site.runs("write.php", f"{house.base}/vi/tours/{tour}/mot-ngay"))
    with browser.new_context(locale="vi-VN", viewport={"width": 1000, "height": 1400}) as context:
        page = context.new_page()
        page.goto(post, wait_until="load")
        markup = page.content()
        page.wait_for_load_state("networkidle")
        asked = house.asked_by("WordPress")
        frame = next(each for each in page.frames[1:] if each.url.startswith(f"{house.base}/embed/"))

        # It finds the page, in its head the way to oEmbed, and asks there.
        found, oembed = asked
        assert found == f"/vi/tours/{tour}/mot-ngay"
        told = parse_qs(urlsplit(oembed).query)
        assert (urlsplit(oembed).path, told["url"], told["format"]) == ("/oembed", [house.base + found], ["json"])

        (embedded,) = elements(markup, "iframe")
        (quote,) = elements(markup, "blockquote", **{"class": "wp-embedded-content"})
        # It asks for all of its readers not to be counted.
        assert embedded["src"].startswith(f"{house.base}/embed/tours/{tour}?lang=vi&dnt=1#?secret=")
        assert (embedded["sandbox"], embedded["security"]) == ("allow-scripts", "restricted")
        assert quote["data-secret"] == embedded["data-secret"]

        expect(page.frame_locator("iframe").locator("h1")).to_have_text("Một ngày")
        assert frame.evaluate("self.origin") == "null"
        cover = fitted(page, frame)

        frame.locator(".halts a").first.click()
        expect(page.frame_locator("iframe").locator("h1")).to_have_text("Đình Vân La")
        page.wait_for_load_state("networkidle")
        frame = next(each for each in page.frames[1:] if "/embed/" in each.url)
        stop = fitted(page, frame)
        frame.locator("[data-listen]").click()
        until(frame, "document.querySelector('audio').currentTime > 0.5")
        heard = frame.evaluate("document.querySelector('audio').currentTime")

    assert stop != cover
    saw(
        f"WordPress {version}: asked for the page and for {urlsplit(oembed).path} ({', '.join(told)}); shows the tour "
        f"in a sandboxed frame, {cover} px, then {stop} px at its first stop; heard to {heard:.1f} s "
        f"in Chromium {browser.version}"
    )


def test_its_reader_of_feeds_has_our_podcast(site, house, saw):
    site.runs("write.php", "Chưa có gì.")
    feed = json.loads(site.runs("read_feed.php", f"{house.base}/vi/communes/hong-van/podcast.xml"))

    titles = [title for title, *_ in feed["episodes"]]
    assert set(titles) == {"Đình Vân La", "Chợ Mới", "Uốn cây", "Chùa Làng"}
    for _, sound, kind, size in feed["episodes"]:
        assert sound.startswith(f"{house.base}/media/")
        assert (kind, int(size) > 1000) == ("audio/mpeg", True)
    saw(f"WordPress' SimplePie {feed['reader']}: “{feed['name']}”, {len(titles)} episodes with their MP3s")


def fitted(page: Page, frame: Frame) -> int:
    """Pixels of what is in the frame, once WordPress has made the frame as tall as that."""
    until(frame, "document.readyState === 'complete' && document.fonts.status === 'loaded'")
    until(page, f"document.querySelector('iframe').offsetHeight === {min(frame.evaluate(TALL), TALLEST)}")
    assert page.locator("iframe").get_attribute("style") is None
    tall: int = frame.evaluate(TALL)
    return tall


@pytest.fixture(scope="module")
def site(house: House) -> Iterator[Site]:
    """A WordPress with nothing in it; in a folder with a short name, for the socket's sake."""
    with tempfile.TemporaryDirectory(prefix="peer") as folder, wordpress(Path(folder), house.port) as made:
        yield made
