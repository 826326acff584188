"""A company's own tour on a phone: ordered by an officer, met at a point measured there, walked by a guest."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import HEIGHT, WIDTH
from tests.browser.looking import without_fault
from tests.builders import Village, a_meeting, words
from tests.conftest import served_by, settings_in
from tests.desk import enrolled
from tourism import codes
from tourism.backends import Backends
from tourism.partners import draft as partners_draft
from tourism.partners import queries as partners
from tourism.partners.draft import VariantDraft
from tourism.sites.draft import Pin
from tourism.staff import actions as staff
from tourism.staff.keys import Partner
from tourism.staff.model import SignIn
from tourism.staff.queries import digest
from tourism.storage.schema import upgrade
from tourism.tours import queries as tours
from tourism.tours.draft import StopDraft

pytestmark = pytest.mark.browser

PLACES = {"dinh": "Đình Vân La", "cho": "Chợ Mới", "ben": "Bến sông"}
STANDING = {"latitude": 20.8815, "longitude": 105.9105, "accuracy": 9}
# What Chromium says of answers that are meant.
EXPECTED = ("422", "401")


@dataclass
class Desk:
    """A guide with one tour, a partner with a key, and an officer who is signed in."""

    base: str
    backends: Backends
    partner: Partner
    cookie: str

    @property
    def path(self) -> str:
        """The page of the partner's tours."""
        return f"{self.base}/studio/keys/{self.partner.key}/tours"

    def proved(self, *, minutes: int) -> None:
        """From now on the last proof of who the officer is counts for so long."""
        with self.backends.sessions.writing() as session:
            row = session.query(SignIn).filter_by(digest=digest(self.cookie)).one()
            row.fresh_until = self.backends.clock() + timedelta(minutes=minutes)

    def kept(self) -> VariantDraft:
        """The only tour, as it was saved last."""
        with self.backends.sessions.reading() as session:
            (found,) = partners.kept(session, self.partner.key)
        return found.written


@dataclass
class Phone:
    """A page of 360 pixels, and what went wrong in it."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def sees_well(self) -> None:
        """Whatever is there is fit for a thumb and for everybody."""
        self.page.wait_for_load_state("networkidle")
        without_fault(self.page)

    def moves(self, place: str, way: str, *order: str) -> None:
        """Presses a button of a stop's row; then the stops stand in this order, by the script or by the guide."""
        self.page.locator(".own-stop", has_text=place).locator(f'[data-move="{way}"]').click()
        expect(self.page.locator(".own-stop .row-head > .label > span")).to_have_text(order)
        self.page.wait_for_load_state("load")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_officer_orders_a_company_s_tour_with_a_thumb(scripts, desk, browser):
    with somebody(desk, browser, java_script_enabled=scripts) as hoa:
        hoa.page.goto(desk.path)
        hoa.page.get_by_role("button", name="Tạo tour").click()
        if scripts:
            hoa.sees_well()
        hoa.moves("Bến sông", "up", "Đình Vân La", "Bến sông", "Chợ Mới")
        hoa.moves("Bến sông", "up", "Bến sông", "Đình Vân La", "Chợ Mới")
        hoa.moves("Chợ Mới", "remove", "Bến sông", "Đình Vân La")
        hoa.page.locator('[name^="minutes-"]').first.fill("35")
        hoa.page.locator('[name="name.vi"]').fill("Sáng sớm bên sông")
        hoa.page.locator('[name="meet_name.vi"]').fill("Gốc đa đầu làng")
        hoa.page.locator('[name="hour"]').fill("06:45")
        if scripts:
            hoa.page.locator("[data-here]").click()
            expect(hoa.page.locator("[data-how]")).to_contain_text("9 m")
            hoa.sees_well()
        else:
            hoa.page.locator('[name="pin"]').fill("20.8815, 105.9105")
        hoa.page.locator(".keeping button.strong").click()
        hoa.page.wait_for_url("**/tours?said=saved")
        if scripts:
            hoa.sees_well()
        assert hoa.faults == []

    found = desk.kept()
    assert [(each.site, each.dwell_minutes) for each in found.stops] == [("ben", 35), ("dinh", 20)]
    assert found.meeting is not None
    assert (found.meeting.hour, found.meeting.pin.accuracy_m) == ("06:45", 9 if scripts else 50)


def test_what_cannot_be_kept_stays_on_the_page(desk, browser):
    with somebody(desk, browser) as hoa:
        hoa.page.goto(desk.path)
        hoa.page.get_by_role("button", name="Tạo tour").click()
        hoa.page.locator('[name="meet_name.vi"]').fill("Hồ Gươm")
        hoa.page.locator('[name="pin"]').fill("21.0285, 105.8523")
        hoa.page.locator(".keeping button.strong").click()
        expect(hoa.page.locator("#fault-pin")).to_contain_text("km")
        expect(hoa.page.locator("#fault-pin")).to_be_in_viewport()
        hoa.sees_well()
        assert hoa.page.locator('[name="meet_name.vi"]').input_value() == "Hồ Gươm"
        assert hoa.faults == []


def test_who_takes_long_proves_once_more_and_loses_nothing(desk, browser):
    with somebody(desk, browser) as hoa:
        hoa.page.goto(desk.path)
        hoa.page.get_by_role("button", name="Tạo tour").click()
        hoa.page.locator('[name="name.vi"]').fill("Sáng sớm bên sông")
        desk.proved(minutes=-1)
        hoa.page.locator(".keeping button.strong").click()
        proof = hoa.page.locator(".keeping a")
        expect(proof).to_have_attribute("href", "/studio/sign-in/again?then=/studio/")
        # It tries again every few seconds, so the page is never quiet.
        without_fault(hoa.page)
        desk.proved(minutes=10)
        hoa.page.evaluate("dispatchEvent(new Event('focus'))")
        hoa.page.wait_for_url("**/tours?said=saved")
        assert desk.kept().name == {"vi": "Sáng sớm bên sông"}
        assert hoa.faults == []


@pytest.mark.parametrize("width", [280, WIDTH, 1280])
def test_a_guest_sees_where_people_meet_and_walks_in_the_company_s_order(width, own, desk, browser):
    with somebody(desk, browser, width=width) as guest:
        for query in ("lang=vi", "lang=zh-Hans&theme=dark", "lang=fr&compact=1"):
            guest.page.goto(f"{desk.base}/embed/tours/{own}?{query}&p={desk.partner.code}")
            guest.page.wait_for_load_state("networkidle")
            without_fault(guest.page, width)
            expect(guest.page.locator(".meeting")).to_contain_text("07:30")
        heads = []
        guest.page.get_by_role("link", name="Commencer").click()
        while True:
            heads.append(guest.page.locator("h1").inner_text())
            expect(guest.page.locator(".by")).to_contain_text(desk.partner.name)
            if not guest.page.locator('a[rel="next"]').count():
                break
            guest.page.locator('a[rel="next"]').click()
        assert heads == ["Bến sông", "Chợ Mới", "Đình Vân La"]
        assert guest.faults == []


@pytest.fixture
def own(desk: Desk) -> str:
    """The partner's tour, the other way round."""
    with desk.backends.sessions.reading() as session:
        (tour,) = tours.tours(session, "vi")
        stops = partners_draft.made_from(tours.course(session, tours.row_in(session, 1, tour.id)).written).stops
    changes = {"stops": stops[::-1], "meeting": a_meeting(), "intro": {"vi": "Chào anh chị."}}
    return Village(desk.backends).variant(desk.partner, tour.id, **changes)


@pytest.fixture
def desk(guide: tuple[str, Backends, int]) -> Desk:
    """The guide with a partner and an officer of the test's own."""
    base, backends, commune = guide
    person = enrolled(backends, "officer", commune, name=f"Hoa {codes.mint()}")
    with backends.sessions.writing() as session:
        cookie = staff.sign_in(session, person, device="Chrome, Android", now=backends.clock())
    return Desk(base, backends, Village(backends).partner(commune), cookie)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Backends, int]]:
    """A guide with one tour of three stops, served."""
    config = settings_in(tmp_path_factory.mktemp("own-tours"))
    backends = Backends.of(config)
    upgrade(backends.sessions.engine)
    village = Village(backends)
    commune = village.commune()
    for at, (key, name) in enumerate(PLACES.items()):
        pin = Pin(lat=20.88 + at / 1000, lon=105.91, accuracy_m=20, verified=True)
        village.site(commune, key, order=at + 1, pin=pin, told={"vi": words(name, key)})
    village.tour(commune, tuple(StopDraft(site=key, kind="visit", dwell_minutes=20) for key in PLACES))
    with served_by(config):
        yield config.public_base_url, backends, commune


@contextmanager
def somebody(desk: Desk, browser: Browser, *, width: int = WIDTH, java_script_enabled: bool = True) -> Iterator[Phone]:
    """The officer's phone, standing at the meeting point."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        locale="vi-VN",
        java_script_enabled=java_script_enabled,
        geolocation=STANDING,
        permissions=["geolocation"],
    )
    context.add_cookies([{"name": "desk", "value": desk.cookie, "url": desk.base}])
    phone = Phone(context.new_page())
    phone.page.on("console", lambda each: _note(phone, each.type, each.text))
    phone.page.on("pageerror", lambda error: phone.faults.append(str(error)))
    yield phone
    context.close()


def _note(phone: Phone, kind: str, text: str) -> None:
    if kind in ("error", "warning") and not any(each in text for each in EXPECTED):
        phone.faults.append(text)
