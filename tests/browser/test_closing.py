"""On a phone, two taps close a place, and the next visitor reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import HEIGHT, WIDTH
from tests.browser.looking import without_fault
from tests.builders import Village
from tests.conftest import served_by, settings_in
from tourism.backends import Backends
from tourism.staff import actions as staff
from tourism.storage.schema import upgrade
from tourism.tours.draft import StopDraft

pytestmark = pytest.mark.browser


@dataclass
class Shop:
    """A guide of one place and one tour, and an officer's way in."""

    base: str
    backends: Backends
    site: str
    tour: str
    cookie: str


def test_two_taps_close_a_place_and_its_page_says_so(shop, officer, visitor, newcomer):
    goes(officer, f"{shop.base}/studio/sites/{shop.site}/")
    officer.get_by_role("link", name="Đóng cửa", exact=True).click()
    officer.wait_for_url("**/closures")
    without_fault(officer)
    officer.get_by_role("button", name="Đóng cửa hôm nay").click()
    officer.wait_for_url("**/closures?said=closed")
    without_fault(officer)

    sees(visitor, f"{shop.base}/vi/sites/{shop.site}/", "Hôm nay đóng cửa")
    for path in ("/vi/communes/hong-van", f"/embed/sites/{shop.site}?lang=vi", f"/embed/tours/{shop.tour}?lang=vi"):
        sees(visitor, shop.base + path, "Hôm nay đóng cửa")
    sees(visitor, f"{shop.base}/vi/tours/{shop.tour}/", "Đang hoặc sắp đóng cửa: 1. Đình Vân La")

    officer.get_by_role("button", name="Mở cửa trở lại").click()
    officer.wait_for_url("**/closures?said=reopened")
    # Who has seen the page keeps it for a minute.
    goes(newcomer, f"{shop.base}/vi/sites/{shop.site}/")
    expect(newcomer.locator("h1")).to_have_text("Đình Vân La")
    expect(newcomer.locator("main")).not_to_contain_text("đóng cửa")


def test_with_a_last_day_and_a_reason_and_nothing_typed_is_lost(shop, officer, visitor):
    goes(officer, f"{shop.base}/studio/")
    officer.get_by_role("link", name="Báo đóng cửa một điểm").click()
    without_fault(officer)
    officer.get_by_role("link", name="Đình Vân La").click()
    officer.get_by_text("Đóng cửa đến ngày …").click()
    form = officer.locator("[data-until]")
    form.locator("[name=reason-vi]").fill("Sửa mái")
    form.get_by_role("button", name="Báo đóng cửa").click()
    expect(officer.locator("[data-until] .fault")).to_contain_text("Chọn ngày cuối")
    expect(form.locator("[name=reason-vi]")).to_have_value("Sửa mái")
    without_fault(officer)
    last = (shop.backends.clock() + timedelta(hours=7, days=3)).date()
    form.locator("[name=ends]").fill(last.isoformat())
    form.get_by_role("button", name="Báo đóng cửa").click()
    officer.wait_for_url("**/closures?said=closed")

    sees(visitor, f"{shop.base}/vi/sites/{shop.site}/", f"Đóng cửa đến hết ngày {last:%d/%m/%Y} Sửa mái")


def goes(page: Page, address: str) -> None:
    """Opens a page once the guide looks at its edition again."""
    page.wait_for_timeout(700)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status < 400
    page.wait_for_load_state("networkidle")


def sees(page: Page, address: str, words: str) -> None:
    """Opens a page that says so, and is fit for a thumb and for everybody."""
    goes(page, address)
    expect(page.locator("main")).to_contain_text(words)
    without_fault(page)


@pytest.fixture
def officer(shop, browser) -> Iterator[Page]:
    yield from phone(browser, shop.cookie)


@pytest.fixture
def visitor(shop, browser) -> Iterator[Page]:
    yield from phone(browser)


@pytest.fixture
def newcomer(shop, browser) -> Iterator[Page]:
    yield from phone(browser)


def phone(browser: Browser, cookie: str = "") -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="vi-VN")
    if cookie:
        context.add_cookies([{"name": "desk", "value": cookie, "domain": "127.0.0.1", "path": "/"}])
    yield context.new_page()
    context.close()


@pytest.fixture
def shop(tmp_path) -> Iterator[Shop]:
    config = settings_in(tmp_path, "127.0.0.1")
    backends = Backends.of(config)
    upgrade(backends.sessions.engine)
    village = Village(backends)
    commune = village.commune()
    _, site = village.site(commune)
    tour = village.tour(commune, (StopDraft(site="dinh-van-la", kind="visit", dwell_minutes=20),))
    with backends.sessions.writing() as session:
        person = staff.enrol(session, login="hoa", name="Hoa", role="officer", commune=commune, now=backends.clock())
        cookie = staff.sign_in(session, person, device="Chrome, Android", now=backends.clock())
    with served_by(config):
        yield Shop(config.public_base_url, backends, site, tour, cookie)
