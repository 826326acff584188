"""Frames on partners' sites say that they were seen and heard; who does not want it is in no count."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page
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


@dataclass
class Visit:
    """A partner's page, what was asked for from it, and what went wrong."""

    page: Page
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        """The guide's frame in it."""
        return self.page.frames[1]

    def wait(self) -> None:
        """Until what is in sight has been seen, and was told."""
        self.page.wait_for_timeout(SEEN_MS)


Opened = Callable[..., Visit]


def test_a_frame_that_was_in_sight_for_a_second_is_shown_once(house, visit, demo):
    visited = visit(FRAME.format(house.embed(f"tours/{demo.tour}", "&lang=vi")))
    visited.wait()

    assert house.told() == {(demo.tour, "vi", "shown"): 1}
    assert visited.faults == []
    assert visited.page.context.cookies() == []
    kept = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert visited.frame.evaluate(f"(() => {{ try {{ return {kept} }} catch {{ return [] }} }})()") == []


def test_who_walks_on_within_the_frame_has_seen_it_once_and_hears_each_stop(house, visit, demo):
    visited = visit(FRAME.format(house.embed(f"tours/{demo.tour}", "&lang=vi")))
    visited.wait()
    for _ in range(2):
        visited.frame.locator("a.strong[data-within]").first.click()
        visited.page.wait_for_load_state("networkidle")
        for _ in range(3):
            visited.frame.locator("[data-listen]").click()
            visited.page.wait_for_timeout(700)
    visited.wait()

    assert house.told() == {(demo.tour, "vi", "heard"): 2, (demo.tour, "vi", "shown"): 1}
    assert visited.faults == []


def test_in_wordpress_sandbox_it_counts_too(house, visit, demo):
    visited = visit(SANDBOXED.format(house.embed(f"sites/{demo.place}", "&lang=en")))
    assert visited.frame.evaluate("self.origin") == "null"
    visited.frame.locator("[data-listen]").click()
    until(visited.frame, f"{AT} > 0.3")
    visited.wait()

    assert house.told() == {(demo.place, "en", "heard"): 1, (demo.place, "en", "shown"): 1}
    assert visited.faults == []


def test_in_wordpress_sandbox_who_walks_on_has_seen_it_once(house, visit, demo):
    visited = visit(SANDBOXED.format(house.embed(f"tours/{demo.tour}", "&lang=vi")))
    visited.wait()
    visited.frame.locator("a.strong[data-within]").first.click()
    visited.wait()

    assert house.told() == {(demo.tour, "vi", "shown"): 1}


def test_what_was_never_in_sight_was_not_shown(house, visit, demo):
    visited = visit('<p style="height: 4000px">x</p>' + FRAME.format(house.embed(f"tours/{demo.tour}")))
    visited.wait()
    assert house.told() == NOTHING

    visited.page.locator("iframe").scroll_into_view_if_needed()
    visited.wait()
    assert house.told() == {(demo.tour, "vi", "shown"): 1}


def test_a_site_that_may_not_frame_it_counts_nothing(house, visit, demo):
    house.allow("https://elsewhere.example")
    visited = visit(FRAME.format(house.embed(f"tours/{demo.tour}")))
    visited.wait()

    assert visited.frame.url == "chrome-error://chromewebdata/"
    assert house.told() == NOTHING


@pytest.mark.parametrize("wish", ["address", "header", "GPC header", "doNotTrack", "globalPrivacyControl"])
def test_who_does_not_want_to_be_counted_is_not_and_sends_nothing(wish, house, visit, demo):
    header = {"header": {"DNT": "1"}, "GPC header": {"Sec-GPC": "1"}}.get(wish, {})
    value = {"doNotTrack": "'1'", "globalPrivacyControl": "true"}.get(wish)
    script = f"Object.defineProperty(Navigator.prototype, '{wish}', {{ get: () => {value} }})" if value else ""
    more = "&dnt=1" if wish == "address" else ""
    visited = visit(FRAME.format(house.embed(f"tours/{demo.tour}", f"&start=1{more}")), headers=header, script=script)
    visited.frame.locator("[data-listen]").click()
    until(visited.frame, f"{AT} > 0.3")
    visited.frame.locator("a.strong[data-within]").first.click()
    visited.wait()

    assert house.told() == NOTHING
    assert [each for each in visited.asked if "/embed/seen" in each] == []


def test_without_a_code_nothing_is_said(live_guide, visit, demo):
    visited = visit(FRAME.format(f"{live_guide}/embed/tours/{demo.tour}"))
    visited.wait()

    assert [each for each in visited.asked if "/embed/seen" in each] == []
    assert visited.frame.locator("html").get_attribute("data-ticket") is None


def test_what_does_not_exist_is_not_counted(house, visit):
    visited = visit(FRAME.format(house.embed("tours/AAAAAAAA")))
    visited.wait()

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
def visit(browser: Browser, site: Partner) -> Iterator[Opened]:
    """Opens a page of the partner's with something in it, in a browser that has never been anywhere."""
    contexts: list[BrowserContext] = []

    def go(body: str, *, headers: dict[str, str] | None = None, script: str = "") -> Visit:
        context = browser.new_context(
            locale="vi-VN", viewport={"width": 1000, "height": 950}, extra_http_headers=headers or {}
        )
        contexts.append(context)
        visited = Visit(context.new_page())
        page, faults = visited.page, visited.faults
        page.on("request", lambda each: visited.asked.append(each.url))
        page.on("console", lambda each: faults.append(each.text) if each.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        if script:
            page.add_init_script(script)
        page.goto(f"{site.origins[0]}{site.shows(body)}", wait_until="load")
        page.wait_for_load_state("networkidle")
        return visited

    yield go
    for context in contexts:
        context.close()
