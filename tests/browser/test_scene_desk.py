"""A model at the desk in a real browser: sent in, measured, its parts put onto it, given to visitors."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests import meshes
from tests.browser.conftest import HEIGHT, WIDTH
from tests.browser.looking import without_fault
from tests.builders import Village, words
from tests.conftest import served_by, settings_in
from tourism.backends import Backends
from tourism.engines.models.wish import Wish
from tourism.engines.models.writing import plain
from tourism.scenes import queries
from tourism.scenes.actions import MODEL
from tourism.scenes.queries import KeptScene
from tourism.scenes.view import SceneView
from tourism.staff import actions as staff
from tourism.storage.schema import upgrade
from tourism.worker import work

pytestmark = pytest.mark.browser

ROOF = "Bốn góc mái cong lên."
# What Chromium says of graphics that are computed, and of answers that are expected here.
EXPECTED = ("GPU stall", "rAF timed out", "422", "ERR_INTERNET_DISCONNECTED", "GL Driver Message")


@dataclass
class Desk:
    """A guide with one place, somebody signed in, and what was kept."""

    base: str
    backends: Backends
    row: int
    site: str
    cookie: str

    @property
    def path(self) -> str:
        """The page of the scene."""
        return f"{self.base}/studio/sites/{self.site}/scene"

    def works(self) -> None:
        """Lets the worker make the files."""
        work(self.backends, until_empty=True, kinds=[MODEL])

    def kept(self) -> KeptScene:
        """What was saved last."""
        with self.backends.sessions.reading() as session:
            found = queries.kept(session, self.row)
        assert found is not None
        return found

    def shown(self) -> SceneView | None:
        """What visitors have."""
        with self.backends.sessions.reading() as session:
            return queries.scene(session, self.row)


@dataclass
class Phone:
    """A page of 360 pixels, and what went wrong in it."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def goes(self, address: str) -> None:
        """Opens a page that is fit for a thumb and for everybody."""
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")
        without_fault(self.page)

    def saves(self, desk: Desk) -> None:
        """Presses the button under the thumb, and is led back to the model."""
        self.page.locator(".keeping button.strong").click()
        self.page.wait_for_url("**/scene?said=saved")
        desk.works()

    def opens_the_model(self, desk: Desk) -> None:
        """Loads the viewer and waits until the model is drawn."""
        self.goes(f"{desk.path}/parts")
        self.page.locator("[data-load]").click()
        expect(self.page.locator(".scene-stage.is-shown")).to_be_visible(timeout=60_000)


def test_a_model_is_sent_measured_told_of_and_given_to_visitors(desk, painter):
    with somebody(desk, painter) as hoa:
        sends(hoa, desk)
        measures(hoa, desk)
        points_at_its_roof(hoa, desk)
        points_by_keys(hoa, desk)
        publishes(hoa, desk)
        assert hoa.faults == []


def test_without_a_script_the_forms_are_enough(desk, browser):
    with somebody(desk, browser, java_script_enabled=False) as hoa:
        hoa.page.goto(desk.path)
        form = sender(hoa)
        form.locator('input[type="file"]').set_input_files(a_pot())
        form.locator("button").click()
        hoa.page.locator('[name="credit"]').fill("Cô Sáu")
        hoa.page.locator(".keeping button").click()
        hoa.page.goto(f"{desk.path}/parts")
        before = len(desk.kept().draft.hotspots)
        hoa.page.get_by_role("button", name="Thêm một phần").click()
        added = hoa.page.locator(".scene-part").last
        added.locator('[name="label-new.vi"]').fill("Miệng bình")
        added.locator("summary").last.click()
        for axis, value in (("x", "0"), ("y", "1"), ("z", "0")):
            added.locator(f'[name="at.{axis}-new"]').fill(value)
        hoa.page.locator(".keeping button").click()

    now = desk.kept().draft
    assert now.credit == "Cô Sáu"
    assert [(each.id, each.at) for each in now.hotspots[before:]] == [("mieng-binh", (0, 1, 0))]


def test_a_lost_signal_keeps_the_file_and_says_so(desk, browser):
    with somebody(desk, browser) as hoa:
        hoa.page.goto(desk.path)
        form = sender(hoa)
        form.locator('input[type="file"]').set_input_files(a_pot())
        hoa.page.route("**/scene", lambda route: route.abort("internetdisconnected"))
        form.locator("button").click()

        expect(form.locator("[data-said]")).to_contain_text("Mất sóng")
        assert form.locator('input[type="file"]').evaluate("each => each.files.length") == 1
        hoa.page.unroute("**/scene")
        form.locator("button").click()
        hoa.page.wait_for_url("**/about**")
        assert hoa.faults == []


def sender(hoa: Phone) -> Locator:
    """The form that takes a model; where there is one already, it is folded away."""
    form = hoa.page.locator("form[data-scene-sender]")
    if not form.is_visible():
        hoa.page.locator("details", has=form).locator("> summary").click()
    return form


def sends(hoa: Phone, desk: Desk) -> None:
    """A file that is none is refused in words; a model is taken."""
    hoa.goes(desk.path)
    form = hoa.page.locator("form[data-scene-sender]")
    form.locator('input[type="file"]').set_input_files({**a_pot(), "buffer": b"solid pot"})
    form.locator("button").click()
    expect(form.locator("[data-said]")).to_contain_text("không phải tệp GLB")
    form.locator('input[type="file"]').set_input_files(a_pot())
    form.locator("button").click()
    hoa.page.wait_for_url("**/about**", timeout=30_000)
    without_fault(hoa.page)


def measures(hoa: Phone, desk: Desk) -> None:
    """The height that the file claims, seen beside a person, and vouched for."""
    hoa.page.locator("[data-claim]").first.click()
    assert hoa.page.locator('[name="height"]').input_value() == "1"
    tall, person = (hoa.page.locator(each).bounding_box() for each in ("[data-thing]", "[data-person-figure]"))
    assert tall is not None
    assert person is not None
    assert 0.5 < tall["height"] / person["height"] < 0.75
    hoa.page.locator('[name="sure"]').check()
    hoa.saves(desk)
    expect(hoa.page.locator("#scene-state .mark.is-good").first).to_contain_text("Đã tạo xong", timeout=15_000)
    without_fault(hoa.page)


def points_at_its_roof(hoa: Phone, desk: Desk) -> None:
    """A tap on the model is a part; it has names, a sentence and a view."""
    hoa.opens_the_model(desk)
    stage = hoa.page.locator("model-viewer").bounding_box()
    assert stage is not None
    hoa.page.mouse.click(stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] * 0.45)
    expect(hoa.page.locator(".scene-pin")).to_have_count(1, timeout=15_000)
    part = hoa.page.locator(".scene-part")
    part.locator('[name$=".vi"][name^="label-"]').fill("Thân bình")
    part.locator('[name$=".en"][name^="label-"]').fill("Body")
    part.get_by_text("Câu bằng Tiếng Việt").click()
    part.get_by_label(ROOF).first.check()
    part.locator("[data-keep-view]").click()
    without_fault(hoa.page)
    hoa.saves(desk)
    (kept,) = desk.kept().draft.hotspots
    assert (kept.id, kept.label, kept.told) == ("than-binh", {"vi": "Thân bình", "en": "Body"}, {"vi": ROOF})
    assert 0.3 < kept.at[1] < 0.8
    # It was seen from the front, and lies there.
    assert kept.at[2] > 0.05
    assert kept.normal[2] > 0.5
    assert kept.camera is not None
    assert kept.camera.away > 0.5


def points_by_keys(hoa: Phone, desk: Desk) -> None:
    """No finger needed: a part is put where the picture's middle looks."""
    hoa.opens_the_model(desk)
    hoa.page.locator("[data-more]").focus()
    hoa.page.keyboard.press("Enter")
    hoa.page.keyboard.type("Cổ bình")
    row = hoa.page.locator(".scene-part").last
    row.locator("[data-centre]").focus()
    hoa.page.keyboard.press("Enter")
    expect(hoa.page.locator(".scene-pin")).to_have_count(2, timeout=15_000)
    hoa.saves(desk)
    assert [each.id for each in desk.kept().draft.hotspots] == ["than-binh", "co-binh"]


def publishes(hoa: Phone, desk: Desk) -> None:
    """What visitors get is what was put together here."""
    assert desk.shown() is None
    hoa.page.get_by_role("button", name="Công bố mô hình này").click()
    hoa.page.wait_for_url("**/scene?said=published")
    without_fault(hoa.page)
    scene = desk.shown()
    assert scene is not None
    assert scene.is_sized
    assert scene.size[1] == pytest.approx(1.0, rel=0.01)
    assert [each.label("en") for each in scene.hotspots] == [("Body", "en"), ("Cổ bình", "vi")]
    hoa.page.goto(f"{desk.base}/vi/sites/{desk.site}/3d")
    expect(hoa.page.locator("main")).to_contain_text("Thân bình")


def a_pot() -> FilePayload:
    """A round pot of 1 m, as a program would export it."""
    return {"name": "chum.glb", "mimeType": "model/gltf-binary", "buffer": plain(meshes.textured(), Wish())}


@contextmanager
def somebody(desk: Desk, browser: Browser, *, java_script_enabled: bool = True) -> Iterator[Phone]:
    """The officer's phone."""
    viewport = {"width": WIDTH, "height": HEIGHT}
    with browser.new_context(viewport=viewport, locale="vi-VN", java_script_enabled=java_script_enabled) as context:
        context.add_cookies([{"name": "desk", "value": desk.cookie, "domain": "localhost", "path": "/"}])
        phone = Phone(context.new_page())
        phone.page.on("pageerror", lambda error: phone.faults.append(str(error)))
        phone.page.on("console", lambda told: _note(phone, told.type, told.text))
        yield phone


def _note(phone: Phone, kind: str, text: str) -> None:
    if kind in ("error", "warning") and not any(each in text for each in EXPECTED):
        phone.faults.append(text)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One published place with words in two languages."""
    config = settings_in(tmp_path_factory.mktemp("scene-desk"))
    backends = Backends.of(config)
    upgrade(backends.sessions.engine)
    village = Village(backends)
    commune = village.commune()
    row, site = village.site(commune, told={"vi": words(), "en": words("Van La hall", "van-la-hall")})
    with backends.sessions.writing() as session:
        now = backends.clock()
        person = staff.enrol(session, login="hoa", name="Nguyễn Thị Hoa", role="officer", commune=commune, now=now)
        cookie = staff.sign_in(session, person, device="Chrome, Android", now=now)
    with served_by(config):
        yield Desk(config.public_base_url, backends, row, site, cookie)
