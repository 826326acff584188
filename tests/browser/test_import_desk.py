"""A whole import on a phone of 360 pixels: chosen, looked at, read otherwise, one row left out, begun."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.conftest import HEIGHT, WIDTH
from tests.browser.looking import without_fault
from tests.builders import Village
from tests.conftest import served_by, settings_in
from tourism.backends import Backends
from tourism.sites import drafts
from tourism.staff import actions as staff
from tourism.storage.schema import upgrade

pytestmark = pytest.mark.browser

# A land office's table: the north is called X; one name is missing.
TABLE = """Tên;Loại;X (m);Y (m);Lời kể
Miếu Bến Sông;miếu;2.309.456,12;593.210,5;Ba chữ trên cổng.
Chợ Đầm;chợ;2.309.800,00;592.900,0;
;đình;2.309.100,00;593.000,0;
"""
# A form that cannot be used yet is answered with 422; the browser notes it.
EXPECTED = ("422",)


@dataclass
class Desk:
    """A guide with a commune and its officer, signed in."""

    base: str
    backends: Backends
    commune: int
    cookie: str

    def places(self) -> list[tuple[str, str, bool]]:
        """What was begun: names, kinds, and whether visitors have them."""
        with self.backends.sessions.reading() as session:
            found = drafts.of_commune(session, self.commune)
        return [(each.name, each.place.place.kind, each.published) for each in found]


def test_a_land_office_s_table_becomes_places_on_a_phone(desk, page, faults):
    page.goto(f"{desk.base}/studio/sites")
    page.get_by_role("link", name="Thêm điểm từ tệp").click()
    without_fault(page)
    page.get_by_label("Tệp", exact=False).first.set_input_files(
        FilePayload(name="dia-chinh.csv", mimeType="text/csv", buffer=TABLE.encode())
    )
    page.get_by_label("Lấy từ đâu").fill("Phòng địa chính xã")
    page.get_by_role("button", name="Xem tệp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 điểm trong tệp")
    without_fault(page)
    # Metres without a zone stop every row; the file itself need not be sent once more.
    expect(page.locator("li.is-broken")).to_have_count(3)

    page.get_by_label("Hệ toạ độ trong tệp").select_option("5897")
    page.get_by_role("button", name="Xem lại").click()
    expect(page.locator("li.is-broken")).to_have_count(1)
    expect(page.locator(".row-pin")).to_have_count(3)
    without_fault(page)

    page.get_by_role("button", name="Tạo các điểm này").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa lưu gì")
    assert desk.places() == []

    page.locator("li.is-broken").get_by_label("Để ra ngoài").check()
    page.get_by_role("button", name="Tạo các điểm này").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã tạo 2 điểm")
    without_fault(page)
    assert desk.places() == [("Miếu Bến Sông", "shrine", False), ("Chợ Đầm", "market", False)]

    page.get_by_role("link", name="Miếu Bến Sông").click()
    page.wait_for_load_state("networkidle")
    assert "/studio/sites/" in page.url
    assert [each for each in faults if not any(known in each for known in EXPECTED)] == []


@pytest.fixture
def faults(page) -> list[str]:
    found: list[str] = []
    page.on("console", lambda each: found.append(each.text) if each.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def page(desk, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="vi-VN")
    context.add_cookies([{"name": "desk", "value": desk.cookie, "url": desk.base}])
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    config = settings_in(tmp_path)
    backends = Backends.of(config)
    upgrade(backends.sessions.engine)
    commune = Village(backends).commune()
    with backends.sessions.writing() as session:
        person = staff.enrol(session, login="hoa", name="Hoa", role="officer", commune=commune, now=backends.clock())
    with backends.sessions.writing() as session:
        cookie = staff.sign_in(session, person, device="Chrome, Android", now=backends.clock())
    with served_by(config):
        yield Desk(config.public_base_url, backends, commune, cookie)
