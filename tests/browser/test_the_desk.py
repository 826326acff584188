"""A place's whole way in real browsers: invited, begun on the spot, written, shown, translated, agreed, told."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from babel.messages.pofile import read_po
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import HEIGHT, WIDTH
from tests.browser.looking import with_key, without_fault
from tests.builders import Village
from tests.conftest import ROOT, environment_of, served_by, settings_in
from tourism.backends import Backends
from tourism.storage.schema import upgrade
from tourism.worker import work

pytestmark = pytest.mark.browser

PLACE = "Miếu Bến Sông"
STORY = "Hãy nhìn ba chữ trên cổng. Theo truyền thuyết, người lái đò dựng miếu này.\n\nPhía sau là bến cũ."
OFFICERS = STORY.replace("trên cổng", "trên cổng trước đã")
EDITORS = (
    "Hãy nhìn ba chữ trên cổng. Theo truyền thuyết, người lái đò dựng miếu này.\n\nPhía sau là bến đò cũ của làng."
)
ENGLISH = (
    "Look at the three letters above the gate. According to legend, a ferryman built it.\n\nBehind is the landing."
)
STANDING = {"latitude": 20.8811, "longitude": 105.9077, "accuracy": 9}


@dataclass
class Desk:
    """A guide of its own, its people's words, and the machine it runs on."""

    base: str
    environment: dict[str, str]
    backends: Backends
    vi: dict[str, str]

    def run(self, *arguments: str) -> str:
        """What an operator's command prints."""
        command = [sys.executable, "-m", "tourism", *arguments]
        done = subprocess.run(command, check=True, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        return done.stdout

    def voices(self) -> None:
        """Lets the worker do what is due."""
        work(self.backends, until_empty=True)


@dataclass
class Somebody:
    """A person with a phone; what goes wrong in it is noted."""

    desk: Desk
    page: Page
    faults: list[str]

    def goes(self, path: str) -> None:
        """Opens a page, which must be fit for a thumb and for everybody."""
        answer = self.page.goto(path if path.startswith("http") else self.desk.base + path)
        assert answer is not None
        assert answer.status < 400, self.page.locator("main").inner_text()
        self.page.wait_for_load_state("networkidle")
        self.sees_well()

    def presses(self, msgid: str, at: str = "main") -> None:
        """Presses the button or link of these words."""
        named = self.desk.vi[msgid]
        self.page.locator(at).get_by_role("button", name=named).or_(
            self.page.locator(at).get_by_role("link", name=named)
        ).first.click()

    def writes(self, **fields: str) -> None:
        """Types into fields by name."""
        for name, text in fields.items():
            self.page.locator(f'main [name="{name.replace("_", "-")}"]').first.fill(text)

    def saves(self) -> None:
        """Presses the button under the thumb and waits until the guide has it."""
        self.page.locator(".keeping button.strong").click()
        expect(self.page.locator("[data-status]")).to_contain_text("đã lưu", timeout=15_000)

    def sees_well(self) -> None:
        """No fault that axe finds, nothing to scroll sideways."""
        without_fault(self.page)


def test_from_an_invitation_to_a_visitor_who_hears_it(desk, browser):
    with (
        somebody(desk, browser, where=STANDING) as hoa,
        somebody(desk, browser) as mai,
        somebody(desk, browser) as leader,
        somebody(desk, browser) as visitor,
    ):
        joins(hoa, "Nguyễn Thị Hoa", "officer")
        joins(mai, "Trần Thị Mai", "editor")

        site = begins_on_the_spot(hoa)
        shows_it(hoa, site)
        tells_it(hoa, site)
        translates_it(hoa, site)
        both_write_at_once(hoa, mai, site)
        nobody_sees_it_yet(visitor, site)

        link = hands_in(hoa, site)
        the_leader_approves(desk, leader, link)
        publishes(hoa, site)
        desk.voices()

        the_visitor_reads_and_hears(visitor, site, "vi", PLACE, "bến đò cũ của làng")
        the_visitor_reads_and_hears(visitor, site, "en", "River Landing Shrine", "ferryman")
        assert hoa.faults + mai.faults + leader.faults + visitor.faults == []
    assert "unbroken" in desk.run("audit", "verify")


def test_a_company_gets_its_key_and_sites_on_the_officer_s_phone(desk, browser):
    with somebody(desk, browser) as hoa:
        joins(hoa, "Lê Thị Sen", "officer")
        hoa.goes("/studio/keys")
        hoa.writes(partner="Công ty Du lịch Bốn Phương Đồng bằng", sites="*.sen.example")
        hoa.presses("Make the key")
        expect(hoa.page.locator("#fault-sites")).to_contain_text("*.sen.example")
        expect(hoa.page.locator("#f-sites")).to_be_focused()
        hoa.sees_well()
        hoa.writes(sites="www.mot-ten-rat-la-dai-cua-cong-ty-du-lich.example\nhttp://localhost:8080")
        hoa.presses("Make the key")
        secret = hoa.page.locator(".secret").input_value()
        hoa.sees_well()

        hoa.page.locator(".rows.keys a").click()
        expect(hoa.page.locator("#f-sites")).to_have_value(
            "https://www.mot-ten-rat-la-dai-cua-cong-ty-du-lich.example\nhttp://localhost:8080"
        )
        hoa.sees_well()
        hoa.presses("Make a new secret key")
        expect(hoa.page.locator(".secret")).not_to_have_value(secret)
        hoa.sees_well()
        hoa.page.locator("#end ~ details summary").click()
        hoa.sees_well()
        hoa.presses("Yes, take the key back")
        expect(hoa.page.locator(".said-once")).to_be_visible()
        hoa.page.locator(".rows.keys a").click()
        expect(hoa.page.locator("main form")).to_have_count(0)
        hoa.sees_well()
        # The refused form is told to the console by the browser itself.
        assert [each for each in hoa.faults if "422" not in each] == []


def joins(who: Somebody, name: str, role: str) -> None:
    """By the operator's link, with the phone's own passkey."""
    link = who.desk.run("officer", "invite", name, "--role", role, "--commune", "hong-van").splitlines()[0]
    with_key(who.page)
    who.goes(link)
    who.presses("Make a passkey")
    expect(who.page.locator(".codes-sheet li")).to_have_count(10)
    who.presses("I have it on paper")
    who.page.wait_for_url(f"{who.desk.base}/studio/")
    who.sees_well()


def begins_on_the_spot(hoa: Somebody) -> str:
    """A name, and a pin by standing there; the public id of the new place."""
    hoa.goes("/studio/sites/new")
    hoa.writes(name=PLACE)
    hoa.page.locator("[data-here]").click()
    expect(hoa.page.locator('[name="pin"]')).not_to_have_value("")
    hoa.page.locator('[name="kind"]').select_option("shrine")
    hoa.page.locator(".keeping button.strong").click()
    hoa.page.wait_for_url("**/photos**")
    return hoa.page.url.split("/studio/sites/")[1].split("/")[0]


def shows_it(hoa: Somebody, site: str) -> None:
    """A photo from the camera: upright afterwards, described, agreed to."""
    hoa.page.set_input_files('input[type="file"]:not([capture])', [a_photo()])
    expect(hoa.page.locator(".photo-card")).to_have_count(1, timeout=30_000)
    hoa.page.wait_for_load_state("networkidle")
    hoa.page.locator('[name="alt-vi"]').fill("Cổng miếu ba gian, trước là bến nước.")
    hoa.page.locator('[name="consent"]').select_option("not-needed")
    hoa.page.locator('.photo-card button.strong[value="save"]').click()
    hoa.page.wait_for_load_state("networkidle")
    hoa.goes(f"/studio/sites/{site}/photos")
    expect(hoa.page.locator(".photo-card .mark.is-good").first).to_be_visible()


def tells_it(hoa: Somebody, site: str) -> None:
    """The words to hear, with hints while they are written."""
    hoa.goes(f"/studio/sites/{site}/")
    hoa.writes(hook="Nơi người lái đò nghỉ chân", story=STORY)
    expect(hoa.page.locator("#hints")).to_contain_text("giây", timeout=15_000)
    hoa.saves()


def translates_it(hoa: Somebody, site: str) -> None:
    """Into English, side by side, read and approved."""
    hoa.goes(f"/studio/sites/{site}/words/en")
    hoa.writes(name="River Landing Shrine", hook="Where the ferryman rested", story=ENGLISH)
    hoa.page.locator('[name="reviewed"]').check()
    hoa.saves()
    hoa.goes(f"/studio/sites/{site}/translations")
    hoa.sees_well()


def both_write_at_once(hoa: Somebody, mai: Somebody, site: str) -> None:
    """The second is shown both texts; what they save has both changes."""
    hoa.goes(f"/studio/sites/{site}/")
    mai.goes(f"/studio/sites/{site}/")
    mai.writes(story=EDITORS)
    mai.saves()
    hoa.writes(story=OFFICERS)
    expect(hoa.page.locator('[value="beside"]')).to_be_visible(timeout=15_000)
    hoa.page.locator('[value="beside"]').click()
    hoa.page.wait_for_url("**/aside/**")
    hoa.sees_well()
    hoa.presses("Save both together")
    hoa.page.wait_for_load_state("networkidle")
    hoa.goes(f"/studio/sites/{site}/")
    told = hoa.page.locator('[name="story"]').input_value()
    assert "trên cổng trước đã" in told
    assert "bến đò cũ của làng" in told
    # The English was held against the words before; it is read again beside the new ones.
    hoa.goes(f"/studio/sites/{site}/words/en")
    expect(hoa.page.locator(".diff ins").first).to_be_visible()
    hoa.page.locator('[name="in_step"]').check()
    hoa.page.locator('[name="reviewed"]').check()
    hoa.saves()


def nobody_sees_it_yet(visitor: Somebody, site: str) -> None:
    answer = visitor.page.goto(f"{visitor.desk.base}/vi/sites/{site}/")
    assert answer is not None
    assert answer.status == 404
    visitor.faults.clear()


def hands_in(hoa: Somebody, site: str) -> str:
    """The commune wants another's eyes; the officer makes a link for a leader who has no account."""
    hoa.goes("/studio/review")
    hoa.page.locator('[name="wants_review"]').check()
    hoa.presses("Save")
    hoa.goes(f"/studio/sites/{site}/publish")
    hoa.presses("Hand in for review")
    hoa.page.wait_for_load_state("networkidle")
    hoa.goes("/studio/review")
    hoa.page.locator(f'main a:has-text("{PLACE}")').first.click()
    hoa.writes(reviewer="Bà Phó chủ tịch")
    hoa.presses("Make a link")
    hoa.sees_well()
    return hoa.page.locator('#links input[type="url"]').first.input_value()


def the_leader_approves(desk: Desk, leader: Somebody, link: str) -> None:
    """Without an account: reads, listens to the draft, says something of one sentence, approves."""
    assert link.startswith(desk.base)
    leader.goes(link)
    leader.presses("Listen to the draft")
    desk.voices()
    expect(leader.page.locator("#heard audio")).to_be_visible(timeout=30_000)
    assert (
        leader.page.evaluate(
            """async () => { const audio = document.querySelector('#heard audio'); audio.preload = 'auto'; audio.load();
        await new Promise((done) => audio.addEventListener('loadedmetadata', done)); return audio.duration; }"""
        )
        > 2
    )
    leader.page.locator(".said-line summary").nth(1).click()
    leader.page.locator('.said-line[open] [name="comment"]').fill("Nên nói rõ là ba chữ Hán.")
    leader.presses("Say it", at=".said-line[open]")
    leader.page.wait_for_load_state("networkidle")
    leader.sees_well()
    expect(leader.page.locator(".comment").first).to_contain_text("ba chữ Hán")
    leader.presses("Approve all languages")
    leader.page.wait_for_load_state("networkidle")


def publishes(hoa: Somebody, site: str) -> None:
    hoa.goes(f"/studio/sites/{site}/publish")
    hoa.presses("Publish now")
    hoa.page.wait_for_load_state("networkidle")
    hoa.sees_well()


def the_visitor_reads_and_hears(visitor: Somebody, site: str, tag: str, name: str, said: str) -> None:
    """Name, words, photo; and the sound plays."""
    visitor.goes(f"/{tag}/sites/{site}/")
    page = visitor.page
    expect(page.locator("h1")).to_contain_text(name)
    expect(page.locator("[data-transcript]").first).to_contain_text(said)
    photo = page.locator(".stop .picture img").first
    assert photo.evaluate("async (each) => { await each.decode(); return each.naturalWidth > each.naturalHeight; }")
    page.locator("[data-listen]").click()
    page.wait_for_timeout(1500)
    assert page.evaluate("document.querySelector('audio').currentTime") > 0.3


def a_photo() -> dict[str, object]:
    """As a phone held upright takes a landscape: pixels on their side, told so, with the place it was taken at."""
    picture = Image.effect_noise((1600, 1200), 40).convert("RGB")
    ImageDraw.Draw(picture).rectangle((300, 300, 1300, 1100), fill=(168, 50, 42))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "Phone", {1: "N", 2: (20.0, 52.0, 51.9)}
    data = io.BytesIO()
    picture.rotate(90, expand=True).save(data, "JPEG", exif=exif, quality=88)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


@contextmanager
def somebody(desk: Desk, browser: Browser, where: dict[str, float] | None = None) -> Iterator[Somebody]:
    """A phone of 360 pixels that nobody has used here, standing somewhere."""
    granted = {"permissions": ["geolocation"], "geolocation": where} if where else {}
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="vi-VN", **granted) as context:
        yield _watched(desk, context)


def _watched(desk: Desk, context: BrowserContext) -> Somebody:
    page, faults = context.new_page(), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    # A refused save (409) is told to the console by the browser itself.
    page.on(
        "console", lambda told: faults.append(told.text) if told.type == "error" and "409" not in told.text else None
    )
    return Somebody(desk, page, faults)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One commune without any place, the real voice of this machine, at localhost: passkeys want a name."""
    config = settings_in(tmp_path_factory.mktemp("desk"))
    environment = {**os.environ, **environment_of(config)}
    backends = Backends.of(config)
    upgrade(backends.sessions.engine)
    Village(backends).commune()
    with (ROOT / "translations" / "vi" / "LC_MESSAGES" / "studio.po").open("rb") as file:
        vi = {str(each.id): str(each.string) for each in read_po(file)}
    with served_by(config):
        yield Desk(config.public_base_url, environment, backends, vi)
