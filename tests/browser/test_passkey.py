"""A passkey from the invitation to the next sign-in, in a real browser with a key that DevTools plays."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import HEIGHT, WIDTH
from tests.browser.looking import with_key, without_fault
from tests.conftest import ROOT, free_port, served

pytestmark = pytest.mark.browser


@dataclass
class Desk:
    """A guide of its own at localhost: a passkey can be bound to that name, and to no IP address."""

    base: str
    environment: dict[str, str]

    def link(self, name: str) -> str:
        """What the operator's command prints, as localhost has it."""
        command = [sys.executable, "-m", "tourism", "officer", "invite", name, "--commune", "hong-van"]
        done = subprocess.run(command, check=True, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        return done.stdout.splitlines()[0].replace("127.0.0.1", "localhost")


def test_an_officer_joins_by_passkey_and_comes_in_by_it_again(desk, phone):
    page = phone.new_page()
    faults: list[str] = []
    page.on("console", lambda told: faults.append(told.text) if told.type in ("error", "warning") else None)
    with_key(page)
    page.goto(desk.link("Nguyễn Thị Hoa"))
    expect(page.locator("h1")).to_contain_text("Nguyễn Thị Hoa")
    seen_well(page)

    page.get_by_role("button", name="Tạo khóa truy cập").click()
    expect(page.locator(".codes-sheet li")).to_have_count(10)
    seen_well(page)
    page.get_by_role("button", name="Tôi đã có trên giấy").click()
    page.wait_for_url(f"{desk.base}/studio/")

    page.goto(f"{desk.base}/studio/account")
    seen_well(page)
    page.get_by_role("button", name="Đăng xuất máy này").click()
    expect(page.get_by_role("status")).to_contain_text("Anh chị đã đăng xuất")
    seen_well(page)
    page.goto(f"{desk.base}/studio/account")
    assert page.url == f"{desk.base}/studio/sign-in?then=/studio/account"

    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url(f"{desk.base}/studio/account")
    expect(page.locator("h1")).to_have_text("Nguyễn Thị Hoa")
    assert faults == []


def test_the_passkey_proves_again_and_others_are_refused(desk, phone, browser):
    page = phone.new_page()
    client, key = with_key(page)
    page.goto(desk.link("Lê Thị Mai"))
    page.get_by_role("button", name="Tạo khóa truy cập").click()
    expect(page.locator(".codes-sheet li")).to_have_count(10)

    page.goto(f"{desk.base}/studio/sign-in/again?then=/studio/people")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url(f"{desk.base}/studio/people")
    seen_well(page)

    page.goto(f"{desk.base}/studio/account/passkeys")
    seen_well(page)
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.locator("[data-known]")).to_be_visible()

    client.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto(f"{desk.base}/studio/sign-in/again?then=/studio/people")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.locator("[data-cancelled]")).to_be_visible()


def seen_well(page: Page) -> None:
    """No fault that axe finds, nothing to scroll sideways, nothing too small for a thumb."""
    without_fault(page)
    small = page.evaluate(
        """[...document.querySelectorAll("main :is(a.button, button, input:not([type=hidden]), select, summary)")]
        .filter((each) => each.checkVisibility() && (each.closest("label") ?? each).getBoundingClientRect().height < 48)
        .map((each) => each.outerHTML)"""
    )
    assert small == []


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo's communes, without voices."""
    folder, port = tmp_path_factory.mktemp("desk"), free_port()
    environment = {
        **os.environ,
        "TOURISM_PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "TOURISM_DATABASE_URL": f"sqlite:///{folder}/guide.sqlite",
        "TOURISM_MEDIA": str(folder / "media"),
        "TOURISM_SECRET_KEY": "t" * 40,
        "TOURISM_VOICE": "none",
        "TOURISM_ONLINE_VOICES": "off",
    }
    command = [sys.executable, "-m", "tourism", "prepare", "--no-voices", "--content", str(ROOT / "content")]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    with served(environment, port):
        yield Desk(f"http://localhost:{port}", environment)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone of 360 pixels that nobody has used here."""
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="vi-VN") as context:
        yield context
