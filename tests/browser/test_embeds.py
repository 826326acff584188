"""Our tours and places on pages of other origins: who may frame what, what is heard, how tall it is."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from tests.browser.conftest import HEIGHT, WIDTH
from tests.browser.test_every_language import ASIDE, violations
from tests.browser.test_listening import until
from tourism.communes import queries as communes
from tourism.staff import granting, keys
from tourism.storage.database import Sessions

pytestmark = pytest.mark.browser

EMBED_KB = 90
# As WordPress puts an embed of a stranger in.
SANDBOXED = (
    '<iframe sandbox="allow-scripts" security="restricted" data-secret="s3cr3tW0rd" width="500" height="400" '
    'src="{}#?secret=s3cr3tW0rd"></iframe>'
)
# What WordPress' own script does with the messages of a frame, in short.
LISTEN = (
    "<script>window.told = []; addEventListener('message', (each) => told.push([each.data, each.origin]));</script>"
)
REFUSED = "chrome-error://chromewebdata/"
TALL = "Math.ceil(document.body.getBoundingClientRect().height)"
AT = "document.querySelector('audio').currentTime"


@dataclass
class Partner:
    """Somebody else's site: pages by their paths, at four origins that are not the guide's."""

    ports: tuple[int, int]
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def origins(self) -> tuple[str, ...]:
        """Two sites, each at two ports."""
        return tuple(f"http://{host}:{port}" for host in ("localhost", "127.0.0.1") for port in self.ports)

    def shows(self, body: str) -> str:
        """Puts a page there; its path."""
        path = f"/{len(self.pages)}"
        head = '<!doctype html><html lang="en"><title>A</title><meta name="viewport" content="width=device-width">'
        self.pages[path] = f"{head}<h1>Partner</h1>{body}"
        return path


@dataclass
class Visit:
    """A page of a partner, with all that went wrong in it and in its frames."""

    page: Page
    faults: list[str]
    hosts: set[str]

    @property
    def frame(self) -> Frame:
        """The guide's frame in the page."""
        return next(each for each in self.page.frames[1:] if "/embed/" in each.url)


def test_every_origin_may_frame_embeds_and_nothing_else(live_guide, demo, partner, opened):
    embeds = (
        f"/embed/tours/{demo.tour}",
        f"/embed/tours/{demo.tour}?start=2",
        f"/embed/sites/{demo.place}?lang=ko",
        "/embed/sites/AAAAAAAA",
    )
    others = ("/vi/", f"/q/{demo.sign}", f"/vi/sites/{demo.place}/", f"/vi/tours/{demo.tour}/", "/vi/communes/hong-van",
              "/vi/communes/hong-van/embed", "/vi/scan", "/vi/nearby", "/vi/wifi", "/studio/sign-in", "/api/v1/sites",
              "/oembed", "/nowhere", "/embed/", "/sitemap.xml")  # fmt: skip
    path = partner.shows("".join(f'<iframe src="{live_guide}{each}"></iframe>' for each in (*embeds, *others)))
    table = {}
    for origin in partner.origins:
        visit = opened(f"{origin}{path}")
        frames = visit.page.frames[1:]
        assert len(frames) == len(embeds) + len(others)
        table[origin] = {
            each: frame.url != REFUSED and bool(frame.evaluate("document.body?.innerText"))
            for each, frame in zip((*embeds, *others), frames, strict=True)
        }

    expected = {each: each in embeds for each in (*embeds, *others)}
    assert table == dict.fromkeys(partner.origins, expected)


def test_by_a_company_s_code_only_its_own_sites_may_frame(live_guide, demo, partner, given, opened):
    """Host and port both count; what holds nothing may be framed by everybody."""
    allowed = (partner.origins[0], partner.origins[3])
    code, ended, nowhere = given(allowed), given(partner.origins, ends=True), given(())
    tour = f"/embed/tours/{demo.tour}"
    by_code = (f"{tour}?p={code}", f"{tour}?p={code}&start=2&lang=ko", f"/embed/sites/{demo.place}?lang=vi&p={code}",
               f"/embed/sites/AAAAAAAA?p={code}")  # fmt: skip
    by_nobody = (f"{tour}?p={nowhere}", f"/oembed?url={live_guide}{tour}?p={code}", f"/vi/tours/{demo.tour}/?p={code}",
                 f"/vi/communes/hong-van/embed?p={code}")  # fmt: skip
    calm = (f"{tour}?p={ended}&lang=en", f"/embed/sites/{demo.place}?p={ended}&lang=en", f"{tour}?p=AAAAAAAA&lang=en")
    asked = (*by_code, *by_nobody, *calm, tour)
    path = partner.shows("".join(f'<iframe src="{live_guide}{each}"></iframe>' for each in asked))
    table, said = {}, {}
    for origin in partner.origins:
        frames = opened(f"{origin}{path}").page.frames[1:]
        assert len(frames) == len(asked)
        shown = {
            each: frame.evaluate("document.body?.innerText") if frame.url != REFUSED else ""
            for each, frame in zip(asked, frames, strict=True)
        }
        table[origin] = {each: bool(text) for each, text in shown.items()}
        said[origin] = [shown[each] for each in calm]

    everybody = {each: each in (*calm, tour) for each in asked}
    assert table == {origin: {**everybody, **dict.fromkeys(by_code, origin in allowed)} for origin in partner.origins}
    for texts in said.values():
        assert ["does not show the guide here" in each for each in texts] == [True, True, False]
        assert "a company's code that the guide does not know" in texts[2]


def test_a_code_walks_along_and_ends_at_the_reader_s_next_step(live_guide, demo, partner, given, opened, live_sessions):
    code = given(partner.origins[:1])
    path = partner.shows(
        f'<script async src="{live_guide}/embed.js"></script>'
        f'<loi-que-tour src="{live_guide}/en/tours/{demo.tour}/" partner="{code}" dnt></loi-que-tour>'
    )
    visit = opened(f"{partner.origins[0]}{path}")
    assert visit.frame.url == f"{live_guide}/embed/tours/{demo.tour}?lang=en&p={code}&dnt=1"
    assert is_as_tall(visit)
    visit.frame.locator("a.strong[data-within]").first.click()
    expect(visit.frame.locator("[data-listen]")).to_be_visible()
    assert f"&p={code}&dnt=1" in visit.frame.url
    assert visit.faults == []

    end(live_sessions, code)
    visit.frame.locator("a.strong[data-within]").first.click()

    expect(visit.frame.locator("h1")).to_have_text("This company does not show the guide here any more.")
    assert is_as_tall(visit)
    expect(visit.frame.locator("a")).to_have_count(1)


def test_the_builder_shows_what_a_code_makes(live_guide, demo, given, browser):
    code = given(("https://www.sen.example",))
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda each: faults.append(each.text) if each.type in ("error", "warning") else None)
        page.goto(f"{live_guide}/vi/communes/hong-van/embed?what={demo.tour}")
        page.locator("details.company summary").click()
        page.locator("#p").fill(code.lower())
        page.locator("#p").blur()
        until(page, f"document.querySelector('iframe').src.includes('p={code}')")
        page.wait_for_load_state("networkidle")

        expect(page.locator("details.company")).to_contain_text("www.sen.example")
        expect(page.frame_locator("iframe").locator("h1")).to_be_visible()
        assert is_as_tall(Visit(page, [], set()))
        page.locator("#p").fill("AAAAAAAA")
        page.locator("#p").blur()
        expect(page.locator("#fault-p")).to_be_visible()
        until(page, "!document.querySelector('iframe').src.includes('p=')")
        assert faults == []


def test_in_wordpress_sandbox_all_is_there_and_the_story_is_heard(live_guide, demo, partner, opened):
    path = partner.shows(LISTEN + SANDBOXED.format(f"{live_guide}/embed/tours/{demo.tour}?lang=vi&amp;start=1"))
    visit = opened(f"{partner.origins[0]}{path}")
    frame = visit.frame

    assert frame.evaluate("self.origin") == "null"
    assert frame.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('700 16px \"Be Vietnam Pro\"', 'Đình'))"
    )
    assert frame.evaluate("[...document.images].every((each) => each.complete && each.naturalWidth > 0)")
    assert frame.evaluate("document.querySelector('[data-play-sign]').getBoundingClientRect().width") > 0
    assert frame.evaluate("getComputedStyle(document.querySelector('.seal')).backgroundColor") == "rgb(168, 50, 42)"
    frame.locator("[data-listen]").click()
    until(frame, f"{AT} > 1")
    assert frame.evaluate("document.querySelector('audio').textTracks[0].cues.length") > 3
    expect(frame.locator("[data-line]")).to_have_text(frame.locator(".sentence.spoken").text_content())
    assert visit.faults == []


def test_in_wordpress_sandbox_one_walks_on_within_the_frame_and_heights_keep_coming(live_guide, demo, partner, opened):
    path = partner.shows(LISTEN + SANDBOXED.format(f"{live_guide}/embed/tours/{demo.tour}?lang=vi"))
    visit = opened(f"{partner.origins[0]}{path}")
    names = []
    for _ in range(3):
        visit.frame.locator("a.strong[data-within]").first.click()
        visit.page.wait_for_load_state("networkidle")
        names.append(visit.frame.locator("h1").text_content())
    heights = "told.filter(([each]) => each.message === 'height').map(([each]) => each.value)"
    # A frame that comes to rest after the network did tells its last height then.
    soon(visit.page, lambda: visit.page.evaluate(heights)[-1] == visit.frame.evaluate(TALL))
    secrets = {told["secret"] for told, _ in visit.page.evaluate("told") if "secret" in told}

    assert len(set(names)) == 3
    assert len(set(visit.page.evaluate(heights))) >= 2
    assert secrets == {"s3cr3tW0rd"}
    assert visit.faults == []


def test_a_frame_that_wordpress_hides_until_it_has_spoken_speaks(live_guide, demo, partner, opened):
    hidden = SANDBOXED.replace("<iframe ", '<iframe style="position: absolute; clip: rect(1px, 1px, 1px, 1px)" ')
    path = partner.shows(LISTEN + hidden.format(f"{live_guide}/embed/tours/{demo.tour}?lang=vi"))
    visit = opened(f"{partner.origins[0]}{path}")

    until(visit.page, "told.some(([each]) => each.message === 'height')")
    (height,) = {told["value"] for told, _ in visit.page.evaluate("told") if told.get("message") == "height"}

    assert height == visit.frame.evaluate(TALL)


def test_in_wordpress_sandbox_a_link_out_is_told_to_the_page_around(live_guide, demo, partner, opened):
    path = partner.shows(LISTEN + SANDBOXED.format(f"{live_guide}/embed/sites/{demo.place}?lang=vi"))
    visit = opened(f"{partner.origins[0]}{path}")

    visit.frame.locator("a.home").click()
    visit.page.wait_for_function("told.some(([each]) => each.message === 'link')")
    (link,) = [told for told, _ in visit.page.evaluate("told") if told.get("message") == "link"]

    assert link == {
        "message": "link",
        "value": f"{live_guide}/vi/sites/{demo.place}/dinh-van-la",
        "secret": "s3cr3tW0rd",
    }
    assert visit.page.evaluate("told.every(([, origin]) => origin === 'null')")


def test_wordpress_may_ask_again_how_tall_it_is_and_nobody_else(live_guide, demo, partner, opened):
    path = partner.shows(LISTEN + SANDBOXED.format(f"{live_guide}/embed/sites/{demo.place}?lang=vi"))
    visit = opened(f"{partner.origins[0]}{path}")
    counted = "told.filter(([each]) => each.message === 'height').length"
    before = visit.page.evaluate(counted)

    visit.page.evaluate(
        "document.querySelector('iframe').contentWindow.postMessage({message: 'ready', secret: 's3cr3tW0rd'}, '*')"
    )
    visit.page.wait_for_function(f"{counted} === {before + 1}")
    visit.page.evaluate("document.querySelector('iframe').contentWindow.postMessage('nonsense', '*')")
    visit.page.evaluate("document.querySelector('iframe').contentWindow.postMessage(null, '*')")
    visit.page.wait_for_timeout(200)

    assert visit.page.evaluate(counted) == before + 1
    assert visit.faults == []


def test_a_plain_link_out_opens_the_guide_in_a_tab_of_its_own(live_guide, demo, partner, opened):
    path = partner.shows(
        f'<iframe width="400" height="700" src="{live_guide}/embed/sites/{demo.place}?lang=vi"></iframe>'
    )
    visit = opened(f"{partner.origins[0]}{path}")

    with visit.page.context.expect_page() as opening:
        visit.frame.locator("a.home").click()
    tab = opening.value
    tab.wait_for_load_state()

    assert tab.url == f"{live_guide}/vi/sites/{demo.place}/dinh-van-la"
    assert tab.evaluate("opener") is None


def test_our_script_makes_a_frame_as_tall_as_what_is_in_it(live_guide, demo, partner, opened):
    page = f"{live_guide}/vi/tours/{demo.tour}/"
    path = partner.shows(
        f'<script async src="{live_guide}/embed.js"></script>'
        f'<loi-que-tour src="{page}" theme="dark"><a href="{page}">Tour</a></loi-que-tour>'
    )
    for origin in partner.origins:
        visit = opened(f"{origin}{path}")
        assert visit.frame.url == f"{live_guide}/embed/tours/{demo.tour}?lang=vi&theme=dark"
        assert is_as_tall(visit)
        expect(visit.page.get_by_role("link", name="Tour")).to_be_hidden()
        visit.frame.locator(".halts a").first.click()
        expect(visit.frame.locator("[data-listen]")).to_be_visible()
        assert is_as_tall(visit)
        low = visit.page.locator("iframe").bounding_box()["height"]
        visit.frame.locator("summary").click()
        visit.page.wait_for_function(f"document.querySelector('iframe').offsetHeight > {low + 100}")
        assert is_as_tall(visit)
        assert visit.frame.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert visit.faults == []


def test_our_script_believes_its_own_frame_only_and_within_reason(live_guide, demo, partner, opened):
    path = partner.shows(
        f'<script async src="{live_guide}/embed.js"></script>'
        f'<loi-que-tour src="{live_guide}/vi/sites/{demo.place}/"></loi-que-tour>'
        "<iframe srcdoc=\"<script>parent.postMessage({loiQue: 'height', height: 4321}, '*')</script>\"></iframe>"
    )
    visit = opened(f"{partner.origins[0]}{path}")
    ours = "document.querySelector('loi-que-tour iframe').offsetHeight"
    assert is_as_tall(visit)

    visit.page.evaluate("postMessage({loiQue: 'height', height: 4321}, '*')")
    other = next(each for each in visit.page.frames if each.url == "about:srcdoc")
    other.evaluate("parent.postMessage({loiQue: 'height', height: 4321}, '*')")
    visit.page.wait_for_timeout(200)
    assert visit.page.evaluate(ours) != 4321
    for told, height in (("1e9", 8000), ("-5", 120), ("1", 120)):
        visit.frame.evaluate(f"parent.postMessage({{loiQue: 'height', height: {told}}}, '*')")
        visit.page.wait_for_function(f"{ours} === {height}")
    for told in ("NaN", "'x'", "null", "{}"):
        visit.frame.evaluate(f"parent.postMessage({{loiQue: 'height', height: {told}}}, '*')")
    visit.page.wait_for_timeout(200)
    assert visit.page.evaluate(ours) == 120


@pytest.mark.parametrize(
    "src",
    [
        "http://evil.example/vi/tours/7K3Q2M5P/",
        "javascript:harm()",
        "//evil.example/x",
        "/studio/",
        "",
        "/vi/tours/short/",
    ],
)
def test_our_script_leads_nowhere_else_and_leaves_the_link(src, live_guide, partner, opened):
    path = partner.shows(
        f'<script async src="{live_guide}/embed.js"></script>'
        f'<loi-que-tour src="{src}"><a href="{live_guide}/vi/">Tour</a></loi-que-tour>'
    )
    visit = opened(f"{partner.origins[0]}{path}")

    assert visit.page.evaluate("customElements.get('loi-que-tour') !== undefined")
    assert len(visit.page.frames) == 1
    expect(visit.page.get_by_role("link", name="Tour")).to_be_visible()


def test_options_are_the_element_s_attributes_and_may_change(live_guide, demo, partner, opened):
    path = partner.shows(
        f'<script async src="{live_guide}/embed.js"></script>'
        f'<loi-que-tour src="/vi/tours/{demo.tour}/x/2" lang="en" primary="7A1F5C" compact height="300"></loi-que-tour>'
    )
    visit = opened(f"{partner.origins[0]}{path}")
    assert visit.frame.url == f"{live_guide}/embed/tours/{demo.tour}?lang=en&start=2&primary=7A1F5C&compact=1"
    assert visit.page.evaluate("document.querySelector('iframe').offsetHeight") == 300

    visit.page.evaluate("document.querySelector('loi-que-tour').setAttribute('lang', 'ko')")
    visit.page.wait_for_load_state("networkidle")
    expect(visit.frame.locator("html")).to_have_attribute("lang", "ko")
    visit.page.evaluate("document.querySelector('loi-que-tour').remove()")
    until(visit.page, "window.length === 0")


def test_without_scripts_a_frame_tells_its_story_too(live_guide, demo, browser, partner):
    path = partner.shows(
        f'<iframe width="360" height="900" src="{live_guide}/embed/tours/{demo.tour}?lang=vi&amp;start=1"></iframe>'
    )
    with browser.new_context(java_script_enabled=False, viewport={"width": WIDTH, "height": 1000}) as context:
        page = context.new_page()
        page.goto(f"{partner.origins[0]}{path}")
        frame = page.frame_locator("iframe")

        expect(frame.locator("h1")).to_have_text("Đình Vân La")
        expect(frame.locator("audio")).to_be_visible()
        expect(frame.locator("[data-listen]")).to_be_hidden()
        frame.locator("summary").click()
        expect(frame.locator(".transcript")).to_be_visible()
        expect(frame.locator("a[rel=next]")).to_be_visible()
        expect(frame.locator("a.home")).to_be_visible()


def test_nothing_is_kept_and_nobody_else_is_asked(live_guide, demo, partner, opened):
    path = partner.shows(
        f'<iframe width="400" height="900" src="{live_guide}/embed/tours/{demo.tour}?start=1"></iframe>'
    )
    visit = opened(f"{partner.origins[0]}{path}")
    visit.frame.locator("[data-listen]").click()
    until(visit.frame, f"{AT} > 0.5")

    assert visit.hosts == {urlsplit(live_guide).netloc, urlsplit(partner.origins[0]).netloc}
    assert visit.page.context.cookies() == []
    # A browser that keeps nothing for strangers denies it; one that does has nothing of ours.
    kept = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert visit.frame.evaluate(f"(() => {{ try {{ return {kept} }} catch {{ return [] }} }})()") == []


@pytest.mark.parametrize("kind", ["tours", "stop", "sites"])
def test_an_embed_is_light(kind, live_guide, demo, browser, capsys):
    path = {
        "tours": f"tours/{demo.tour}?lang=vi",
        "stop": f"tours/{demo.tour}?lang=vi&start=1",
        "sites": f"sites/{demo.place}?lang=vi",
    }[kind]
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=3) as context:
        for _ in range(2):
            context.request.get(f"{live_guide}/embed/{path}", headers={"Accept-Encoding": "br"})
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=3) as context:
        page = context.new_page()
        page.wait_for_timeout(300)
        weights: dict[str, int] = {}
        names: dict[str, str] = {}
        wire = context.new_cdp_session(page)
        wire.on("Network.responseReceived", lambda told: names.update({told["requestId"]: told["response"]["url"]}))
        wire.on(
            "Network.loadingFinished",
            lambda told: weights.update({names[told["requestId"]]: int(told["encodedDataLength"])}),
        )
        wire.send("Network.enable")
        page.goto(f"{live_guide}/embed/{path}")
        page.wait_for_load_state("networkidle")
    # What a script makes for itself (blob:, data:) comes from no host.
    hosts = {urlsplit(each).netloc for each in weights if urlsplit(each).scheme in ("http", "https", "ws", "wss")}
    with capsys.disabled():
        print(f"\nembed of {kind}: {sum(weights.values())} bytes, {len(weights)} requests, to {hosts}")  # noqa: T201

    assert sum(weights.values()) <= EMBED_KB * 1024, sorted(
        ((size, url) for url, size in weights.items()), reverse=True
    )
    assert hosts == {urlsplit(live_guide).netloc}


@pytest.mark.parametrize(("tag", "theme"), [("vi", "light"), ("zh-Hans", "dark"), ("fr", "dark")])
def test_an_embed_is_whole_in_every_size(tag, theme, live_guide, demo, browser):
    wrong = {}
    for width in (280, 360, 1280):
        with browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800}) as context:
            page = context.new_page()
            for path in (
                f"tours/{demo.tour}?",
                f"tours/{demo.tour}?start=2",
                f"sites/{demo.process}?",
                f"sites/{demo.awaiting}?",
                "sites/AAAAAAAA?",
            ):
                for more in ("", "&compact=1"):
                    page.goto(f"{live_guide}/embed/{path}&lang={tag}&theme={theme}{more}", wait_until="load")
                    for each in page.locator("summary").all():
                        each.click()
                    found = [*page.evaluate(ASIDE), *violations(page)]
                    if found:
                        wrong[path, more, width] = found
    assert wrong == {}


def test_the_builder_shows_at_once_what_is_chosen_and_copies_it(live_guide, demo, browser):
    with browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    ) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda each: faults.append(each.text) if each.type in ("error", "warning") else None)
        page.goto(f"{live_guide}/vi/tours/{demo.tour}/")
        page.locator("a[href*='/embed?what=']").click()
        page.wait_for_load_state("networkidle")
        assert is_as_tall(Visit(page, [], set()))

        page.locator("#lang").select_option("en")
        until(page, "document.querySelector('iframe').src.includes('lang=en')")
        page.locator("[name=theme][value=dark]").check()
        until(page, "document.querySelector('iframe').src.includes('theme=dark')")
        page.wait_for_load_state("networkidle")
        expect(page.frame_locator("iframe").locator("html")).to_have_attribute("data-theme", "dark")
        page.locator("#primary").fill("#FFFF00")
        page.locator("#primary").blur()
        expect(page.locator("#fault-primary")).to_be_visible()
        page.locator("[data-copy]").nth(1).click()
        copied = page.evaluate("navigator.clipboard.readText()")

        assert f'src="{live_guide}/embed/tours/{demo.tour}?lang=en&amp;theme=dark"' in copied
        assert faults == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_builder_is_whole(width, scheme, live_guide, demo, browser):
    with browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        wrong = {}
        for tag in ("vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr"):
            page.goto(
                f"{live_guide}/{tag}/communes/hong-van/embed?what={demo.tour}&primary=FFFF00&theme=x", wait_until="load"
            )
            found = [*page.evaluate(ASIDE), *violations(page)]
            if found:
                wrong[tag] = found
        assert wrong == {}


def test_the_builder_works_without_scripts(live_guide, demo, browser):
    with browser.new_context(java_script_enabled=False, viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.goto(f"{live_guide}/vi/communes/hong-van/embed")
        page.locator("#what").select_option(demo.place)
        page.locator("[name=compact]").check()
        page.locator("form button").click()

        assert (
            page.locator("iframe").get_attribute("src")
            == f"{live_guide}/embed/sites/{demo.place}?lang=vi&compact=1&dnt=1"
        )
        expect(page.frame_locator("iframe").locator("h1")).to_have_text("Đình Vân La")
        expect(page.locator("[data-copy]").first).to_be_hidden()


def end(sessions: Sessions, code: str) -> None:
    """Takes a key back."""
    with sessions.writing() as session:
        now = datetime.now(UTC)
        granting.revoke(session, keys.partner(session, code, now).key, now)


@pytest.fixture
def given(live_sessions: Sessions) -> Callable[..., str]:
    """Gives a company of the demo's first commune a key, with these sites; its code."""

    def give(sites: Sequence[str], *, ends: bool = False) -> str:
        with live_sessions.writing() as session:
            commune = communes.commune_id(session, "hong-van")
            granted = granting.grant(
                session, commune, "Lữ hành Sen", days=1, by="test", now=datetime.now(UTC), sites="\n".join(sites)
            )
        if ends:
            end(live_sessions, granted.code)
        return granted.code

    return give


def is_as_tall(visit: Visit) -> bool:
    """Whether the frame comes to be as tall as what is in it."""
    until(visit.frame, f"document.fonts.status === 'loaded' && innerHeight === {TALL}")
    return True


def soon(page: Page, is_so: Callable[[], bool], seconds: float = 10) -> None:
    """Waits for what no single page can say."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        page.wait_for_timeout(50)


@pytest.fixture(scope="module")
def partner() -> Iterator[Partner]:
    """A site on two free ports of loopback, by either of its names."""
    made: list[ThreadingHTTPServer] = []
    site = Partner((0, 0))

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = site.pages.get(self.path.partition("?")[0], "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *told: object) -> None:
            """Nothing."""

    for _ in range(2):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made.append(server)
    site.ports = (made[0].server_port, made[1].server_port)
    yield site
    for server in made:
        server.shutdown()
        server.server_close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[[str], Visit]]:
    """Opens a partner's page in a browser that has never been anywhere."""
    contexts: list[BrowserContext] = []

    def go(address: str) -> Visit:
        context = browser.new_context(locale="vi-VN", viewport={"width": 1000, "height": 900})
        contexts.append(context)
        visit = Visit(context.new_page(), [], set())
        page = visit.page
        page.on("console", lambda each: visit.faults.append(each.text) if each.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: visit.faults.append(str(error)))
        page.on("request", lambda each: visit.hosts.add(urlsplit(each.url).netloc))
        page.on(
            "response",
            lambda each: (
                visit.faults.append(f"{each.status} {each.url}")
                if each.status >= 400 and "favicon" not in each.url
                else None
            ),
        )
        page.goto(address, wait_until="load")
        page.wait_for_load_state("networkidle")
        return visit

    yield go
    for context in contexts:
        context.close()
