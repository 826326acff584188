"""Whatever happens to the signal, the sign-in or the tab: no word that was typed at the desk is lost."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import text

from tests.builders import Village
from tests.conftest import free_port, served
from tests.desk import enrolled
from tourism.backends import Backends
from tourism.config import Config
from tourism.sites import actions, drafts
from tourism.staff import actions as staff
from tourism.storage.schema import upgrade

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
# Fifty take a minute: TOURISM_TEST_EXPIRIES=50.
EXPIRIES = int(os.environ.get("TOURISM_TEST_EXPIRIES", "6"))
STORY = "#f-story"


@dataclass
class Desk:
    """A guide of one place, served, and whoever sits at its desk."""

    base: str
    backends: Backends
    person: int
    row: int
    place: str

    def sign_in(self, context: BrowserContext, person: int | None = None) -> None:
        """A new sign-in in this browser."""
        with self.backends.sessions.writing() as session:
            cookie = staff.sign_in(session, person or self.person, device="test", now=self.backends.clock())
        context.add_cookies([{"name": "desk", "value": cookie, "url": self.base}])

    def expire(self) -> None:
        """Ends every sign-in, as time does."""
        with self.backends.sessions.writing() as session:
            session.execute(text("DELETE FROM sign_in"))

    @property
    def story(self) -> str:
        """What the guide has."""
        with self.backends.sessions.reading() as session:
            return drafts.site_by_row(session, self.row).words["vi"].words.story

    def write(self, story: str, by: str = "Chị Lan") -> None:
        """Somebody else saves."""
        with self.backends.sessions.writing() as session:
            kept = drafts.site_by_row(session, self.row).words["vi"]
            words = replace(kept.words, story=story)
            actions.save(session, self.row, "vi", words, by=by, now=self.backends.clock(), base=kept.number)


def test_what_is_typed_is_saved_by_itself_and_the_phone_forgets_it(desk, page):
    opened(desk, page)

    typed(page, "Hãy nhìn mái đình.")

    expect(status(page)).to_have_text(re.compile(r"^đã lưu \d\d:\d\d$"), timeout=6000)
    assert desk.story == "Hãy nhìn mái đình."
    assert kept(page) == 0
    number = page.locator("form [name=base]").input_value()
    typed(page, "Hãy nhìn mái đình cong.")
    expect(page.locator("form [name=base]")).not_to_have_value(number, timeout=6000)
    assert desk.story == "Hãy nhìn mái đình cong."


def test_a_closed_tab_loses_nothing(desk, context):
    page = context.new_page()
    opened(desk, page)
    context.set_offline(True)
    typed(page, "Viết dở ở chợ.")
    page.close()
    # What a closing tab still sends must not get through here.
    again = context.new_page()
    again.wait_for_timeout(700)
    context.set_offline(False)

    opened(desk, again)
    expect(again.locator(".offer")).to_contain_text("Viết dở ở chợ.")
    again.get_by_role("button", name="Dùng lại").click()

    expect(again.locator(STORY)).to_have_value("Viết dở ở chợ.")
    expect(status(again)).to_have_text(re.compile("^đã lưu"), timeout=6000)
    assert desk.story == "Viết dở ở chợ."
    again.reload()
    expect(again.locator(STORY)).to_have_value("Viết dở ở chợ.")
    expect(again.locator(".offer")).to_have_count(0)


def test_without_a_signal_words_wait_in_the_phone_and_go_when_it_is_back(desk, page, context):
    opened(desk, page)
    context.set_offline(True)
    typed(page, "Giữa đồng không có sóng.")
    expect(status(page)).to_have_text("đang giữ trong máy, sẽ gửi khi có sóng", timeout=6000)

    context.set_offline(False)

    expect(status(page)).to_have_text(re.compile("^đã lưu"), timeout=8000)
    assert desk.story == "Giữa đồng không có sóng."


def test_an_answer_that_got_lost_makes_no_quarrel_with_oneself(desk, page):
    opened(desk, page)
    lost: list[int] = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route(re.compile(r"/studio/sites/\w+/$"), lose)
    typed(page, "Gửi rồi mà không nghe trả lời.")

    expect(status(page)).to_have_text(re.compile("^đã lưu"), timeout=12000)
    assert lost == [200]
    expect(page.locator("form [role=alert]")).to_have_count(0)
    assert desk.story == "Gửi rồi mà không nghe trả lời."


def test_expired_sign_ins_in_mid_edit_lose_no_word(desk, context, page):
    opened(desk, page)
    for turn in range(EXPIRIES):
        words = f"Lần {turn}: Hãy nhìn mái đình làng."
        desk.expire()
        typed(page, words)
        page.goto("about:blank")
        desk.sign_in(context)
        opened(desk, page)
        if page.locator(STORY).input_value() != words:
            expect(page.locator(".offer").last).to_contain_text(words)
            page.get_by_role("button", name="Dùng lại").last.click()
            expect(page.locator(STORY)).to_have_value(words)
            page.locator(".keeping .button").click()
        expect(status(page)).to_have_text(re.compile("^đã lưu"), timeout=6000)
        assert desk.story == words
    assert kept(page) == 0


def test_signing_in_in_another_tab_lets_the_first_go_on(desk, context, page):
    opened(desk, page)
    desk.expire()
    typed(page, "Phiên đã hết mà chữ còn.")
    expect(status(page)).to_contain_text("Phiên làm việc đã hết", timeout=6000)
    expect(status(page).locator("a")).to_have_attribute("href", "/studio/sign-in")

    desk.sign_in(context)

    expect(status(page)).to_have_text(re.compile("^đã lưu"), timeout=12000)
    assert desk.story == "Phiên đã hết mà chữ còn."


def test_nobody_else_on_the_same_phone_is_shown_the_draft(desk, context):
    page = context.new_page()
    opened(desk, page)
    context.set_offline(True)
    typed(page, "Chuyện riêng của chị Hoa.")
    page.close()
    # What a closing tab still sends must not get through here.
    again = context.new_page()
    again.wait_for_timeout(700)
    context.set_offline(False)
    other = enrolled(desk.backends, "officer", name="Trần Văn Minh")
    context.clear_cookies()
    desk.sign_in(context, other)

    page = context.new_page()
    opened(desk, page)
    page.wait_for_timeout(400)

    expect(page.locator(".offer")).to_have_count(0)
    assert "Chuyện riêng" not in page.content()


def test_two_people_at_one_text_are_led_to_both_texts(desk, page):
    opened(desk, page)
    desk.write("Bản của chị Lan.")
    typed(page, "Bản của chị Hoa.")

    page.get_by_role("button", name="Xem hai bản").click()

    expect(page.locator("h1")).to_have_text("Hai bản của một điểm")
    expect(page.locator("textarea[name=story]")).to_have_value("Bản của chị Lan.\n\nBản của chị Hoa.")
    assert desk.story == "Bản của chị Lan."
    page.get_by_role("button", name="Lấy bản của Nguyễn Thị Hoa").click()
    expect(page.locator(".said-once")).to_contain_text("Đã gộp hai bản")
    assert desk.story == "Bản của chị Hoa."
    page.wait_for_timeout(300)
    assert kept(page) == 0


def test_steps_that_were_added_and_moved_come_back_too(desk, context):
    page = context.new_page()
    page.goto(f"{desk.base}/studio/sites/{desk.place}/read")
    page.get_by_role("button", name="Thêm mục").click()
    titles = page.locator("[data-rows] input[name^=title-]")
    titles.nth(0).fill("Bước một")
    titles.nth(1).fill("Bước hai")
    expect(status(page)).to_have_text(re.compile("^đã lưu"), timeout=6000)
    context.set_offline(True)
    page.get_by_role("button", name="Lên: ").nth(1).click()
    page.close()
    # What a closing tab still sends must not get through here.
    again = context.new_page()
    again.wait_for_timeout(700)
    context.set_offline(False)

    page = context.new_page()
    page.goto(f"{desk.base}/studio/sites/{desk.place}/read")
    page.get_by_role("button", name="Dùng lại").click()

    titles = page.locator("[data-rows] input[name^=title-]")
    expect(titles.nth(0)).to_have_value("Bước hai")
    expect(titles.nth(1)).to_have_value("Bước một")
    expect(status(page)).to_have_text(re.compile("^đã lưu"), timeout=6000)


def test_a_new_place_is_begun_by_standing_there(desk, context, page):
    context.grant_permissions(["geolocation"], origin=desk.base)
    context.set_geolocation({"latitude": 20.88123, "longitude": 105.91456, "accuracy": 12})
    page.goto(f"{desk.base}/studio/sites/new")
    page.fill("#f-name", "Giếng cổ")
    page.get_by_role("button", name="Tôi đang đứng ở đó").click()
    expect(page.locator("[data-how]")).to_have_text("Đã đo tại chỗ: ± 12 m")
    page.locator(".keeping .button").click()
    page.wait_for_url(re.compile(r"/photos\?said=created$"))

    public_id = page.url.split("/")[-2]
    page.goto(f"{desk.base}/studio/sites/{public_id}/place")
    expect(page.locator("#f-pin")).to_have_value("20.881230, 105.914560")
    expect(page.locator("[data-how]")).to_have_text("Đã đo tại chỗ, ± 12 m")
    assert kept(page) == 0


def test_the_pin_follows_a_finger_and_the_arrow_keys(desk, page):
    page.goto(f"{desk.base}/studio/sites/{desk.place}/place")
    before = page.locator("#f-pin").input_value()
    page.locator("[data-chart]").click(position={"x": 60, "y": 80})
    tapped = page.locator("#f-pin").input_value()
    page.locator("[data-chart]").press("ArrowRight")
    moved = page.locator("#f-pin").input_value()

    assert len({before, tapped, moved}) == 3
    assert float(moved.split(", ")[1]) > float(tapped.split(", ")[1])
    expect(page.locator("[data-how]")).to_have_text(re.compile("^Chấm trên sơ đồ: khoảng ± "))


def test_pages_of_the_editor_fit_a_phone_and_are_accessible(desk, page):
    axe = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    faults = []
    page.on("console", lambda each: faults.append(each.text) if each.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    place = f"/studio/sites/{desk.place}"
    for path in ("/studio/sites", "/studio/sites/new", f"{place}/", f"{place}/read", f"{place}/place",
                 f"{place}/facts", f"{place}/sources"):  # fmt: skip
        page.goto(f"{desk.base}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        page.evaluate(axe)
        found = page.evaluate("axe.run().then((told) => told.violations.map((each) => [each.id, each.nodes[0].html]))")
        assert found == [], path
    assert faults == []


def test_what_is_pasted_from_word_is_clean(desk, page):
    opened(desk, page)
    page.locator(STORY).fill("")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", "<p class=MsoNormal><b>Đình</b>&nbsp;làng</p><p class=MsoNormal>Sân gạch</p>");
          const field = document.querySelector("#f-story");
          field.focus();
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )

    expect(page.locator(STORY)).to_have_value("**Đình** làng\n\nSân gạch")


def test_hints_follow_while_one_is_typing(desk, page):
    opened(desk, page)

    typed(page, "Đình dựng năm 2999 và mở hội ngày 32 tháng 13.")

    expect(page.locator("#hints")).to_contain_text("Năm 2999 không thể đúng.", timeout=4000)
    expect(page.locator("#hints")).to_contain_text("Không có ngày tháng như vậy")


def opened(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.base}/studio/sites/{desk.place}/")


def typed(page: Page, words: str) -> None:
    page.locator(STORY).fill(words)


def status(page: Page):
    return page.locator("[data-status]")


def kept(page: Page) -> int:
    """How many drafts this phone keeps."""
    return page.evaluate(
        """() => new Promise((done) => {
          const request = indexedDB.open("desk", 1);
          request.onsuccess = () => {
            const asked = request.result.transaction("drafts").objectStore("drafts").count();
            asked.onsuccess = () => { request.result.close(); done(asked.result); };
          };
        })"""
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    """Served from a small database of its own."""
    folder, port = tmp_path_factory.mktemp("desk"), free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        "TOURISM_PUBLIC_BASE_URL": base,
        "TOURISM_DATABASE_URL": f"sqlite:///{folder}/guide.sqlite",
        "TOURISM_MEDIA": str(folder / "media"),
        "TOURISM_SECRET_KEY": "t" * 40,
        "TOURISM_ONLINE_VOICES": "off",
    }
    backends = Backends.of(Config.from_env(environment))
    upgrade(backends.sessions.engine)
    village = Village(backends)
    row, place = village.site(village.commune())
    with served(environment, port):
        yield Desk(base, backends, enrolled(backends), row, place)
    backends.sessions.engine.dispose()


@pytest.fixture
def context(browser: Browser, desk: Desk) -> Iterator[BrowserContext]:
    """A phone whose owner is signed in."""
    made = browser.new_context(viewport=PHONE, locale="vi-VN")
    desk.sign_in(made)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One tab."""
    return context.new_page()
