"""A site in 3D on a phone: drawn after a tap, told part by part, put before oneself in the way the phone has."""

import gzip
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AXE, HEIGHT, WIDTH, Watched
from tests.builders import Village, a_scene, words
from tests.conftest import free_port, served
from tests.models import box
from tourism import modelling
from tourism.backends import Backends
from tourism.config import Config
from tourism.scenes import actions as scenes
from tourism.scenes.draft import Camera, Hotspot
from tourism.storage.schema import upgrade

pytestmark = pytest.mark.browser

FIRST_VIEW_KB, CODE_KB = 120, 320
PHONES = json.loads((Path(__file__).parents[1] / "phones.json").read_text(encoding="utf-8"))["phones"]
VIEWPORT = {"width": WIDTH, "height": HEIGHT}
AT = "document.querySelector('audio').currentTime"
LIT = "document.querySelector('.part[aria-current]')?.dataset.part ?? ''"
ORBIT = "document.querySelector('model-viewer').getCameraOrbit().theta"
REPORTS = """
  window.reports = [];
  addEventListener('securitypolicyviolation', (told) => reports.push(`${told.effectiveDirective} ${told.blockedURI}`));
"""
LIGHTS = """
  window.lights = [];
  new MutationObserver((changes) => {
    const at = document.querySelector('audio').currentTime;
    for (const {target} of changes) if (target.matches('.part[aria-current]')) lights.push([target.dataset.part, at]);
  }).observe(document, {subtree: true, attributeFilter: ['aria-current']});
"""
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"
# What a phone says of itself stands in the name of the window.
PRETENDING = """
  const phone = JSON.parse(name || '{}');
  const xr = {isSessionSupported: async () => phone.hasWebXR ?? false};
  Object.defineProperty(Navigator.prototype, 'maxTouchPoints', {get: () => phone.touches ?? 5});
  Object.defineProperty(Navigator.prototype, 'xr', {get: () => xr});
"""
# What a link would open is noted, since no app is here to open it.
LINKS = """
  window.opened = [];
  HTMLAnchorElement.prototype.click = function () { opened.push([this.rel, this.getAttribute('href')]); };
"""


@dataclass(frozen=True)
class House:
    """A guide of its own with one place in 3D."""

    base: str
    path: str
    place: str


def test_before_the_tap_there_are_a_picture_and_words_and_no_viewer(house, painter, capsys):
    with painter.new_context(viewport=VIEWPORT, device_scale_factor=3) as context:
        # Somebody was here before: pages are compressed beside the first visitor's request.
        for _ in range(2):
            context.request.get(f"{house.base}{house.path}", headers={"Accept-Encoding": "br"})
        page = context.new_page()
        page.wait_for_timeout(300)
        wire = wired(page)
        page.goto(f"{house.base}{house.path}")
        page.wait_for_load_state("networkidle")
        before, asked = sum(wire.values()), list(wire)
        opened(page)
        code = {url: size for url, size in wire.items() if url not in asked and url.endswith(".js")}
    ours = sum(size for url, size in wire.items() if "/js/" in url)
    with capsys.disabled():
        print(f"\nfirst view in 3D: {before} bytes; code after the tap: {sum(code.values()) + ours} bytes")  # noqa: T201

    assert not [url for url in asked if "vendor/model-viewer" in url or url.endswith((".glb", ".mp3", ".webm"))]
    assert before <= FIRST_VIEW_KB * 1024, wire
    assert {url.rpartition("/")[2] for url in code} == {"viewer.js", "model-viewer.min.js", "meshopt_decoder.js"}
    assert sum(code.values()) + ours <= CODE_KB * 1024, wire


def test_after_the_tap_the_model_is_drawn_and_nobody_else_is_asked(shown):
    page = shown.page
    picture = Image.open(io.BytesIO(page.locator("model-viewer").screenshot())).convert("RGB")
    pixels = np.asarray(picture).reshape(-1, 3).astype(int)
    spread = pixels.max(axis=1) - pixels.min(axis=1)

    assert len({tuple(each) for each in (pixels // 32)}) >= 20, "the picture on the box has many colours"
    # Paper and grey shadows have none of these.
    assert 0.02 < (spread > 90).mean() < 0.9
    assert page.evaluate("reports") == []
    # A viewer on a machine that is busy says so.
    assert [each for each in shown.faults if "rAF timed out" not in each] == []
    assert {url.split("/static/")[0] for url in shown.requests if url.startswith("http")} >= {shown.base}


def test_each_part_lights_up_when_the_voice_tells_of_it(shown):
    page = shown.page
    page.evaluate("lights.length = 0")
    page.locator("[data-listen]").click()
    until(page, "document.querySelector('audio').ended", seconds=40)
    cues = page.evaluate(
        "[...document.querySelector('audio').textTracks[0].cues].map((each) => [each.id, each.startTime])"
    )
    lights = page.evaluate("lights")

    assert [part for part, _ in cues] == ["mai", "san"]
    assert [part for part, _ in lights] == [part for part, _ in cues]
    late = [at - start for (_, at), (_, start) in zip(lights, cues, strict=True)]
    assert all(-0.05 <= each <= 0.3 for each in late), (lights, cues)
    assert page.evaluate(LIT) == ""


def test_a_tap_on_a_part_of_the_model_leads_the_voice_and_the_camera_there(shown):
    page = shown.page
    start = int(page.locator(".part[data-part=san]").get_attribute("data-from") or 0) / 1000

    page.locator(".spot[data-part=san]").dispatch_event("click")

    until(page, f"{AT} > {start} && !document.querySelector('audio').paused")
    assert page.evaluate(AT) < start + 3
    assert page.evaluate(LIT) == "san"
    expect(page.locator("[data-caption]")).to_contain_text("Phía trước là sân gạch.")
    expect(page.locator(".spot[data-part=san]")).to_have_attribute("aria-current", "true")
    until(page, f"Math.abs({ORBIT} - Math.PI / 3) < 0.05", seconds=20)
    page.evaluate("document.querySelector('audio').pause()")


def test_the_list_does_the_same_from_the_keyboard(shown):
    page = shown.page
    entry = page.locator(".part[data-part=mai]")
    start = int(entry.get_attribute("data-from") or 0) / 1000

    entry.focus()
    page.keyboard.press("Enter")

    until(page, f"{AT} > {start} && {AT} < {start} + 3")
    assert page.evaluate(LIT) == "mai"
    page.evaluate("document.querySelector('audio').pause()")


def test_the_page_is_whole_before_and_after_and_axe_finds_nothing(shown, painter, house):
    with painter.new_context(viewport=VIEWPORT) as context:
        page = context.new_page()
        page.goto(f"{house.base}{house.path}")
        for each in (page, shown.page):
            each.evaluate(AXE.read_text(encoding="utf-8"))
            found = each.evaluate("axe.run()")["violations"]
            assert [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found] == []
            assert each.evaluate("document.documentElement.scrollWidth") <= WIDTH


def test_who_wants_no_motion_sees_the_part_at_once(house, painter):
    with painter.new_context(viewport=VIEWPORT, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{house.base}{house.path}")
        opened(page)

        page.evaluate("document.querySelector('.part[data-part=san]').click()")
        # Two frames: one in which the words arrive at the viewer, one in which it draws.
        page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")

        assert abs(page.evaluate(ORBIT) - np.pi / 3) < 0.01
        assert page.locator("model-viewer[auto-rotate]").count() == 0


def test_without_webgl_the_megabytes_stay_where_they_are(house, browser):
    with browser.new_context(viewport=VIEWPORT) as context:
        context.add_init_script(NO_WEBGL)
        watched = Watched(context, house.base)
        watched.open(house.path)
        watched.page.locator("[data-show]").click()

        expect(watched.page.locator("[data-show]")).to_contain_text("không vẽ được 3D")
        assert not [url for url in watched.requests if "vendor/model-viewer" in url]


def test_where_the_model_does_not_come_a_second_tap_tries_again(house, painter):
    with painter.new_context(viewport=VIEWPORT) as context:
        page = context.new_page()
        page.goto(f"{house.base}{house.path}")
        page.route("**/*.glb", lambda route: route.abort())
        page.locator("[data-show]").click()
        expect(page.locator("[data-show]")).to_contain_text("Mô hình chưa tải được", timeout=60_000)

        page.unroute("**/*.glb")
        opened(page)

        assert page.locator("model-viewer").count() == 1


def test_every_phone_gets_the_one_way_that_it_has(house, browser):
    with browser.new_context(viewport=VIEWPORT, has_touch=True) as context:
        for script in (PRETENDING, LINKS, NO_WEBGL):
            context.add_init_script(script)
        page = context.new_page()
        page.route("**/*.{css,woff2,avif,webp}", lambda route: route.abort())
        page.goto(f"{house.base}{house.path}", wait_until="domcontentloaded")
        found = {phone["name"]: offered(page, phone) for phone in PHONES}

    assert found == {phone["name"]: phone["way"] for phone in PHONES}


@pytest.mark.parametrize(
    ("name", "rel", "begins", "ends"),
    [
        ("Safari on an iPhone", "ar", "/media/", ".usdz#allowsContentScaling=0"),
        ("Chrome on Android, without WebXR", "", "intent://arvr.google.com/scene-viewer/1.2?file=http", ";end;"),
    ],
)
def test_a_tap_opens_the_phone_s_own_viewer_without_ours(name, rel, begins, ends, house, browser):
    (phone,) = [each for each in PHONES if each["name"] == name]
    with browser.new_context(viewport=VIEWPORT, user_agent=phone["agent"], has_touch=True) as context:
        context.add_init_script(LINKS)
        watched = Watched(context, house.base)
        watched.open(house.path)
        watched.page.locator("[data-put]").click()
        until(watched.page, "opened.length === 1")
        ((seen, address),) = watched.page.evaluate("opened")

        assert seen == rel
        assert address.startswith(begins)
        assert address.endswith(ends)
        assert not [url for url in watched.requests if "vendor/model-viewer" in url]
        assert watched.faults == []


def test_the_address_can_be_taken_to_another_browser(house, browser):
    (phone,) = [each for each in PHONES if each["name"] == "Zalo on Android"]
    with browser.new_context(viewport=VIEWPORT, user_agent=phone["agent"]) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{house.base}{house.path}")

        page.locator("[data-copy]").click()

        expect(page.locator("[data-copy]")).to_have_text("Đã chép")
        assert page.evaluate("navigator.clipboard.readText()") == f"{house.base}{house.path}"


def test_the_scripts_of_the_scene_are_small():
    folder = Path(__file__).parents[2] / "tourism" / "web" / "static" / "js" / "scene"

    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in folder.glob("*.js")) <= 8 * 1024


def offered(page: Page, phone: dict[str, Any]) -> str:
    """What a phone is offered, by what can be seen."""
    page.context.new_cdp_session(page).send("Emulation.setUserAgentOverride", {"userAgent": phone["agent"]})
    # A window keeps its name when its page is loaded anew.
    page.evaluate("(phone) => { name = phone; }", json.dumps(phone))
    page.reload(wait_until="domcontentloaded")
    expect(page.locator("[data-yard]")).to_be_visible()
    shown = page.evaluate(
        """[...document.querySelectorAll('[data-yard] [data-way]')]
          .filter((each) => each.checkVisibility()).map((each) => each.dataset.way.split(' '))"""
    )
    left = set.intersection(*(set(each) for each in shown))
    return left.pop() if len(left) == 1 else by_hand(page)


def by_hand(page: Page) -> str:
    """One button stands for three ways: which of them it is, is seen from what it does."""
    page.locator("[data-put]").click()
    until(page, "opened.length || document.querySelector('[data-show]').textContent.includes('không vẽ được 3D')")
    links = page.evaluate("opened")
    if not links:
        # It wanted the model to be drawn first.
        return "webxr"
    return "quick-look" if links[0][0] == "ar" else "scene-viewer"


def opened(page: Page) -> None:
    """Taps, and waits until the model is drawn; software draws slowly."""
    page.locator("[data-show]").click()
    page.wait_for_selector("html.in-3d", timeout=90_000)


def until(page: Page, condition: str, seconds: float = 10) -> None:
    """Waits for something to be true in the page."""
    page.wait_for_function(
        f"() => {{ try {{ return {condition}; }} catch {{ return false; }} }}", timeout=seconds * 1000
    )


def wired(page: Page) -> dict[str, int]:
    """Bytes over the wire by address, from now on."""
    urls: dict[str, str] = {}
    weights: dict[str, int] = {}

    def weigh(told: dict[str, Any]) -> None:
        url = urls.get(told["requestId"], "")
        if url.startswith("http"):
            weights[url] = weights.get(url, 0) + int(told["encodedDataLength"])

    client = page.context.new_cdp_session(page)
    client.on("Network.responseReceived", lambda told: urls.update({told["requestId"]: told["response"]["url"]}))
    client.on("Network.loadingFinished", weigh)
    client.send("Network.enable")
    return weights


@pytest.fixture(scope="module")
def shown(house: House, painter: Browser) -> Iterator[Watched]:
    """The page with its model drawn."""
    with painter.new_context(viewport=VIEWPORT, has_touch=True) as context:
        context.add_init_script(REPORTS)
        context.add_init_script(LIGHTS)
        watched = Watched(context, house.base)
        watched.open(house.path)
        opened(watched.page)
        yield watched


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A place that a real voice tells of, with a real model of two parts, served by the guide's own server."""
    folder = tmp_path_factory.mktemp("scene")
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        "TOURISM_PUBLIC_BASE_URL": base,
        "TOURISM_DATABASE_URL": f"sqlite:///{folder}/guide.sqlite",
        "TOURISM_MEDIA": str(folder / "media"),
        "TOURISM_SECRET_KEY": "t" * 40,
        "TOURISM_ONLINE_VOICES": "off",
    }
    backends = Backends.of(Config.from_env({**os.environ, **environment}))
    upgrade(backends.sessions.engine)
    village = Village(backends)
    row, place = village.site(village.commune(), told={"vi": words()})
    model, _ = modelling.received(backends, box().packed())
    with backends.sessions.writing() as session:
        draft = a_scene(model=model, height_m=4.0, hotspots=PARTS)
        scenes.save(session, row, draft, by="test", now=backends.clock())
        scenes.publish(session, row, backends.clock())
    village.voices()
    backends.sessions.engine.dispose()
    with served(environment, port):
        yield House(base, f"/vi/sites/{place}/3d", place)


PARTS = (
    Hotspot(
        id="mai", at=(0.0, 0.9, 0.125), normal=(0.0, 0.0, 1.0), camera=Camera(around=-30, away=1.4),
        label={"vi": "Mái đình"}, told={"vi": "Bốn góc mái cong lên."},
    ),
    Hotspot(
        id="san", at=(0.0, 0.1, 0.125), normal=(0.0, 0.0, 1.0), camera=Camera(around=60, away=1.2),
        label={"vi": "Sân gạch"}, told={"vi": "Phía trước là sân gạch."},
    ),
)  # fmt: skip
