"""Frames on partners' sites say that they were seen and heard; who does not want it is in no count."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from tests.browser.test_embeds import (
    AT,
    SANDBOXED,
    Partner,
    partner,  # noqa: F401 (a fixture, which pytest finds by its name)
)
from tests.browser.test_listening import until
from tests.conftest import ROOT, _kept_database
from tourism.backends import Backends
from tourism.communes import queries as communes
from tourism.config import Config
from tourism.staff import granting
from tourism.visits.model import DailyCount

pytestmark = pytest.mark.browser

FRAME = '<iframe width="400" height="900" src="{}"></iframe>'
# Time enough to be seen, and for whatever wants to be said to arrive.
SEEN_MS = 2_500
NOTHING: dict[tuple[str, str, str], int] = {}


def test_a_frame_that_was_in_sight_for_a_second_is_shown_once(house, visit, demo):
    page = visit(FRAME.format(house.embed(f"tours/{demo.tour}", "&lang=vi")))
    page.wait_for_timeout(SEEN_MS)

    assert house.told() == {(demo.tour, "vi", "shown"): 1}
    assert page.faults == []
    assert page.context.cookies() == []
    kept = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert page.frames[1].evaluate(f"(() => {{ try {{ return {kept} }} catch {{ return [] }} }})()") == []


def test_who_walks_on_within_the_frame_has_seen_it_once_and_hears_each_stop(house, visit, demo):
    page = visit(FRAME.format(house.embed(f"tours/{demo.tour}", "&lang=vi")))
    page.wait_for_timeout(SEEN_MS)
    for _ in range(2):
        page.frames[1].locator("a.strong[data-within]").first.click()
        page.wait_for_load_state("networkidle")
        for _ in range(3):
            page.frames[1].locator("[data-listen]").click()
            page.wait_for_timeout(700)
    page.wait_for_timeout(SEEN_MS)

    assert house.told() == {(demo.tour, "vi", "heard"): 2, (demo.tour, "vi", "shown"): 1}
    assert page.faults == []


def test_in_wordpress_sandbox_it_counts_too(house, visit, demo):
    page = visit(SANDBOXED.format(house.embed(f"sites/{demo.place}", "&lang=en")))
    assert page.frames[1].evaluate("self.origin") == "null"
    page.frames[1].locator("[data-listen]").click()
    until(page.frames[1], f"{AT} > 0.3")
    page.wait_for_timeout(SEEN_MS)

    assert house.told() == {(demo.place, "en", "heard"): 1, (demo.place, "en", "shown"): 1}
    assert page.faults == []


def test_in_wordpress_sandbox_who_walks_on_has_seen_it_once(house, visit, demo):
    page = visit(SANDBOXED.format(house.embed(f"tours/{demo.tour}", "&lang=vi")))
    page.wait_for_timeout(SEEN_MS)
    page.frames[1].locator("a.strong[data-within]").first.click()
    page.wait_for_timeout(SEEN_MS)

    assert house.told() == {(demo.tour, "vi", "shown"): 1}


def test_what_was_never_in_sight_was_not_shown(house, visit, demo):
    page = visit('<p style="height: 4000px">x</p>' + FRAME.format(house.embed(f"tours/{demo.tour}")))
    page.wait_for_timeout(SEEN_MS)
    assert house.told() == NOTHING

    page.locator("iframe").scroll_into_view_if_needed()
    page.wait_for_timeout(SEEN_MS)
    assert house.told() == {(demo.tour, "vi", "shown"): 1}


def test_a_site_that_may_not_frame_it_counts_nothing(house, visit, demo):
    house.allow("https://elsewhere.example")
    page = visit(FRAME.format(house.embed(f"tours/{demo.tour}")))
    page.wait_for_timeout(SEEN_MS)

    assert page.frames[1].url == "chrome-error://chromewebdata/"
    assert house.told() == NOTHING


@pytest.mark.parametrize("wish", ["address", "header", "GPC header", "doNotTrack", "globalPrivacyControl"])
def test_who_does_not_want_to_be_counted_is_not_and_sends_nothing(wish, house, visit, demo):
    header = {"header": {"DNT": "1"}, "GPC header": {"Sec-GPC": "1"}}.get(wish, {})
    value = {"doNotTrack": "'1'", "globalPrivacyControl": "true"}.get(wish)
    script = f"Object.defineProperty(Navigator.prototype, '{wish}', {{ get: () => {value} }})" if value else ""
    more = "&dnt=1" if wish == "address" else ""
    page = visit(FRAME.format(house.embed(f"tours/{demo.tour}", f"&start=1{more}")), headers=header, script=script)
    page.frames[1].locator("[data-listen]").click()
    until(page.frames[1], f"{AT} > 0.3")
    page.frames[1].locator("a.strong[data-within]").first.click()
    page.wait_for_timeout(SEEN_MS)

    assert house.told() == NOTHING
    assert [each for each in page.asked if "/embed/seen" in each] == []


def test_without_a_code_nothing_is_said(live_guide, visit, demo):
    page = visit(FRAME.format(f"{live_guide}/embed/tours/{demo.tour}"))
    page.wait_for_timeout(SEEN_MS)

    assert [each for each in page.asked if "/embed/seen" in each] == []
    assert page.frames[1].locator("html").get_attribute("data-ticket") is None


def test_what_does_not_exist_is_not_counted(house, visit):
    page = visit(FRAME.format(house.embed("tours/AAAAAAAA")))
    page.wait_for_timeout(SEEN_MS)

    assert house.told() == NOTHING


class House:
    """The live guide with a key of this test's own."""

    def __init__(self, base: str, sites: str) -> None:
        config = Config(secret_key="t" * 40, database_url=f"sqlite:///{_kept_database()}", media=str(ROOT / "media"))
        self.base, self.backends = base, Backends.of(config)
        with self.backends.sessions.writing() as session:
            commune = communes.commune_id(session, "hong-van")
            self.key = granting.grant(
                session, commune, "Sen", days=1, by="test", now=self.backends.clock(), sites=sites
            )

    def embed(self, path: str, more: str = "") -> str:
        """The address of an embed by the key's code."""
        return f"{self.base}/embed/{path}?p={self.key.code}{more}"

    def allow(self, sites: str) -> None:
        """Only these may frame it."""
        with self.backends.sessions.writing() as session:
            granting.allow(session, self.key.id, sites)

    def told(self) -> dict[tuple[str, str, str], int]:
        """What was counted."""
        query = select(DailyCount).where(DailyCount.key_id == self.key.id)
        with self.backends.sessions.reading() as session:
            return {(row.subject, row.language, row.event): row.number for row in session.scalars(query)}


@pytest.fixture
def site(request) -> Partner:
    """A partner's site."""
    return request.getfixturevalue("partner")


@pytest.fixture
def house(live_guide: str, site: Partner) -> Iterator[House]:
    made = House(live_guide, "\n".join(site.origins))
    yield made
    made.backends.sessions.engine.dispose()


@pytest.fixture
def visit(browser: Browser, site: Partner):
    """Opens a page of the partner's with something in it; the page knows what was asked for, and what went wrong."""
    contexts = []

    def go(body: str, *, headers=None, script: str = "") -> Page:
        context = browser.new_context(
            locale="vi-VN", viewport={"width": 1000, "height": 950}, extra_http_headers=headers or {}
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.faults = [], []
        page.on("request", lambda each: page.asked.append(each.url))
        page.on("console", lambda each: page.faults.append(each.text) if each.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        if script:
            page.add_init_script(script)
        page.goto(f"{site.origins[0]}{site.shows(body)}", wait_until="load")
        page.wait_for_load_state("networkidle")
        return page

    yield go
    for context in contexts:
        context.close()
