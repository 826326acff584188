"""Every kind of page in every language on a small phone: whole, quiet, legible, usable by everybody."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import AXE, HEIGHT, LANGUAGES, WIDTH, Demo, Watched

pytestmark = pytest.mark.browser

KINDS = {
    "home": "/{tag}/",
    "commune": "/{tag}/communes/hong-van",
    "place": "/{tag}/sites/{demo.place}/",
    "process": "/{tag}/sites/{demo.process}/",
    "model": "/{tag}/sites/{demo.place}/3d",
    "awaiting": "/{tag}/sites/{demo.awaiting}/",
    "tour": "/{tag}/tours/{demo.tour}/",
    "stop": "/{tag}/tours/{demo.tour}/x/2",
    "nearby": "/{tag}/nearby",
    "wifi": "/{tag}/wifi",
    "wifi of a commune": "/{tag}/communes/hong-van/wifi",
    "scan": "/{tag}/scan",
}
# Those that hold every part of the others.
RICH = ("home", "commune", "process", "model", "tour", "stop", "nearby", "wifi")
ASIDE = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  return [`${wide} px`, ...[...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1).slice(0, 5)
    .map((each) => each.outerHTML.slice(0, 120))];
}"""
# Everything that axe knows of WCAG 2.2 AA, and its best practices.
RULES = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  const shown = (nodes) => nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ');
  return found.violations.map((each) => `${each.id}: ${shown(each.nodes)}`);
}"""


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_page_is_whole_on_a_small_phone(tag, live_guide, demo, browser):
    look(
        browser,
        live_guide,
        demo,
        tag,
        viewport={"width": WIDTH, "height": HEIGHT},
        device_scale_factor=2,
        has_touch=True,
    )


@pytest.mark.parametrize("tag", ["vi", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_whole_on_a_desk(tag, scheme, live_guide, demo, browser):
    look(browser, live_guide, demo, tag, RICH, viewport={"width": 1280, "height": 900}, color_scheme=scheme)


def test_every_page_is_whole_on_a_small_phone_at_night(live_guide, demo, browser):
    look(
        browser,
        live_guide,
        demo,
        "vi",
        RICH,
        viewport={"width": WIDTH, "height": HEIGHT},
        color_scheme="dark",
    )


def test_large_text_leaves_every_page_whole(live_guide, demo, browser):
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        context.add_init_script("localStorage.setItem('loi-que.textsize', '150')")
        watched = Watched(context, live_guide)
        for kind, path in KINDS.items():
            watched.page.goto(f"{live_guide}{path.format(tag='fr', demo=demo)}", wait_until="load")
            assert watched.page.evaluate("document.documentElement.dataset.textsize") == "150"
            assert watched.page.evaluate(ASIDE) == [], kind


def test_wrong_turns_are_whole_too(live_guide, demo, browser):
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, bypass_csp=True, locale="ko-KR") as context:
        page = context.new_page()
        for path in (f"/q/{demo.sign[1:]}", "/q/XXXX-XXXX", "/ko/nowhere", "/q/" + "W" * 40):
            page.goto(f"{live_guide}{path}")
            assert page.evaluate(ASIDE) == [], path
            assert violations(page) == [], path


def test_a_keyboard_reaches_everything_and_sees_where_it_is(live_guide, demo, browser):
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.goto(f"{live_guide}/q/{demo.sign}")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        hidden = []
        for _ in range(40):
            page.keyboard.press("Tab")
            seen = page.evaluate("""() => {
              const each = document.activeElement, box = each.getBoundingClientRect();
              const style = getComputedStyle(each), inView = box.bottom > 0 && box.top < innerHeight;
              const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
              const isSeen = each === document.body || (ring && box.width > 0 && inView);
              return isSeen ? null : each.outerHTML.slice(0, 120);
            }""")
            if seen:
                hidden.append(seen)
        assert hidden == []


def look(
    browser: Browser, base: str, demo: Demo, tag: str, kinds: tuple[str, ...] = tuple(KINDS), **device: Any
) -> None:
    """Opens these kinds of page on one device and collects what is wrong."""
    wrong: dict[str, list[str]] = {}
    with browser.new_context(bypass_csp=True, **device) as context:
        watched = Watched(context, base)
        for kind in kinds:
            watched.page.goto(f"{base}{KINDS[kind].format(tag=tag, demo=demo)}", wait_until="load")
            # axe takes a third of a second, in which late requests and errors come in.
            found = [*watched.page.evaluate(ASIDE), *violations(watched.page), *watched.faults]
            if found:
                wrong[kind] = found
            watched.faults.clear()
        assert context.cookies() == []
    assert wrong == {}


def violations(page: Page) -> list[str]:
    """What axe finds in a page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RULES)
    return found
