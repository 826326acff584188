"""Somebody with a phone walks through the village and asks what is near."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
# In the middle of the demo's first commune, 0.01 degrees from the edge of its cell.
LAT, LON = 20.8797, 105.9088
CELL = "2217-5718"
NORTH, EAST = 110_720, 104_100
FAILING = (
    "navigator.geolocation.watchPosition = "
    "(_, failed) => { failed({code: %d, PERMISSION_DENIED: 1, TIMEOUT: 3}); return 1; }"
)
HOSTILE = "Chợ <img src=x onerror=window.hacked=1>"


def test_the_position_is_asked_for_on_a_tap_only_and_only_the_cell_is_told(live_guide, phone):
    page = phone.new_page()
    asked = requests_of(page)
    page.goto(f"{live_guide}/vi/nearby")
    page.wait_for_load_state("networkidle")
    assert not [each for each in asked if "/cells/" in each]

    page.locator("[data-find]").click()
    expect(page.locator("[data-list] li").first).to_be_visible()

    assert [each for each in asked if "/api/" in each] == [f"{live_guide}/api/v1/cells/{CELL}.geojson?lang=vi"]
    assert {urlsplit(each).netloc for each in asked} == {urlsplit(live_guide).netloc}
    assert not [each for each in asked if "20.8" in each or "105.9" in each]


def test_nothing_is_kept_on_the_phone(live_guide, phone):
    page = near(phone, live_guide)

    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0


def test_demo_places_say_that_their_position_is_approximate(live_guide, phone):
    page = near(phone, live_guide)
    card = page.locator("[data-cards] > li").first

    expect(card.locator("[data-metres]")).to_have_text(re.compile("^≈ "))
    expect(card.locator("[data-approximate]")).to_be_visible()
    expect(card.locator("[data-needle]")).to_be_hidden()
    expect(page.locator("[data-accuracy]")).to_contain_text("± 18 m")


def test_the_list_is_in_order_and_follows_who_walks(live_guide, phone):
    page = near(phone, live_guide, made_up())
    assert names(page) == ["Đình", HOSTILE, "Bia", "Làng hoa"]

    walk(phone, 60, 10)

    expect(page.locator("[data-cards] [data-name]").first).to_have_text(HOSTILE, timeout=8000)
    assert names(page)[0] == HOSTILE


def test_an_arrow_points_to_what_is_far_enough(live_guide, phone):
    walk(phone, 0, -300)
    page = near(phone, live_guide, made_up())
    card = page.locator("[data-cards] > li").first

    expect(card.locator("[data-metres]")).to_have_text("300 m")
    assert card.locator("[data-needle]").get_attribute("transform") == "rotate(90 24 24)"
    assert card.locator("[data-wind]").inner_text() != ""


def test_one_is_told_where_one_is_and_a_wide_circle_names_all_it_may_be(live_guide, phone):
    page = near(phone, live_guide, made_up())
    expect(page.locator("[data-said]")).to_contain_text("Đình")
    expect(page.locator("[data-cards] > li")).to_have_count(1)

    walk(phone, 30, 5, accuracy=60)

    expect(page.locator("[data-cards] > li")).to_have_count(2, timeout=8000)
    expect(page.locator("[data-said]")).to_contain_text("Đình")
    expect(page.locator("[data-said]")).to_contain_text("Chợ")


def test_hostile_names_stay_words_and_foreign_addresses_lead_nowhere(live_guide, phone):
    page = near(phone, live_guide, made_up())

    assert page.locator("[data-name]").nth(1).inner_text() == HOSTILE
    assert page.evaluate("window.hacked") is None
    for link in page.locator("[data-nearby] a[data-name]").all():
        assert str(link.evaluate("(each) => each.href")).startswith(live_guide)


def test_the_sound_plays_on_a_tap_and_walking_on_does_not_cut_it(live_guide, phone):
    page = near(phone, live_guide, made_up(a_sound(live_guide, phone)))
    button = page.locator("[data-cards] [data-listen]").first
    button.click()
    expect(button.locator("[data-pause-sign]")).to_be_visible()

    walk(phone, 60, 10)
    expect(page.locator("[data-cards] [data-name]").first).to_have_text(HOSTILE, timeout=8000)

    expect(page.locator("[data-cards] > li")).to_have_count(2)
    expect(page.locator("[data-cards] > li").nth(1).locator("[data-pause-sign]")).to_be_visible()
    page.locator("[data-cards] > li").nth(1).locator("[data-listen]").click()
    expect(page.locator("[data-cards] > li")).to_have_count(1)


def test_the_card_says_who_speaks_each_voice_once(live_guide, phone):
    human = {"parts": [0], "made_by": "human", "engine": "recorded", "speaker": HOSTILE}
    machine = {"parts": [1], "made_by": "machine", "engine": "gtts", "speaker": None}
    unknown = {"parts": [2], "made_by": "machine", "engine": "of-tomorrow", "speaker": None}
    told = a_sound(live_guide, phone) | {"credits": [human, machine, machine | {"parts": [3]}, unknown]}

    page = near(phone, live_guide, made_up(told))

    wanted = f"Người đọc: {HOSTILE} · Giọng máy của Google (gTTS) · Giọng máy"
    expect(page.locator("[data-cards] [data-who]")).to_have_text(wanted)


def test_the_smaller_file_is_played_and_where_it_fails_the_other(live_guide, phone):
    told = a_sound(live_guide, phone)
    page = near(phone, live_guide, made_up(told))
    asked = requests_of(page)
    button = page.locator("[data-cards] [data-listen]").first
    button.click()
    expect(button.locator("[data-pause-sign]")).to_be_visible()
    assert [each for each in asked if each.endswith((".mp3", ".webm"))] == [f"{live_guide}{told['opus']['url']}"]

    phone.route("**/*.webm", lambda route: route.abort())
    page = near(phone, live_guide, made_up(told))
    asked = requests_of(page)
    page.locator("[data-cards] [data-listen]").first.click()
    expect(page.locator("[data-cards] [data-pause-sign]").first).to_be_visible()
    page.wait_for_timeout(500)
    assert [each.rpartition(".")[2] for each in asked if each.endswith((".mp3", ".webm"))] == ["webm", "mp3"]
    expect(page.locator("[data-cards] [data-trouble]").first).not_to_be_visible()


def test_crossing_into_the_next_cell_fetches_that_one_once(live_guide, phone):
    page = phone.new_page()
    asked = requests_of(page)
    serve(page, made_up())
    page.goto(f"{live_guide}/vi/nearby")
    page.locator("[data-find]").click()
    expect(page.locator("[data-list] li").first).to_be_visible()
    for north in (4000, 0, 4000):
        walk(phone, north, 0)
        page.wait_for_timeout(400)

    cells = [urlsplit(each).path for each in asked if "/cells/" in each]
    assert cells == [f"/api/v1/cells/{CELL}.geojson", "/api/v1/cells/2218-5718.geojson"]


def test_without_permission_a_sentence_and_the_list_by_area_stay(live_guide, browser):
    context = browser.new_context(viewport=PHONE, permissions=[])
    page = context.new_page()
    page.goto(f"{live_guide}/vi/nearby")
    page.locator("[data-find]").click()

    expect(page.locator("[data-said]")).not_to_be_empty()
    expect(page.locator("[data-find]")).to_be_visible()
    expect(page.locator("[data-all] .card").first).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("script", "word"),
    [
        ("Object.defineProperty(window, 'isSecureContext', {value: false})", "insecure"),
        ("delete Navigator.prototype.geolocation", "unavailable"),
        (FAILING % 2, "unavailable"),
        (FAILING % 3, "slow"),
    ],
)
def test_each_trouble_has_its_own_sentence(live_guide, browser, script, word):
    context = browser.new_context(viewport=PHONE)
    context.add_init_script(script)
    page = context.new_page()
    page.goto(f"{live_guide}/vi/nearby")
    page.locator("[data-find]").click()

    expect(page.locator("[data-said]")).to_have_text(sentence(page, word))
    expect(page.locator("[data-all] .card").first).to_be_visible()
    context.close()


def test_where_nothing_is_near_it_is_said(live_guide, phone):
    phone.set_geolocation({"latitude": 10.0, "longitude": 100.0, "accuracy": 20})
    page = phone.new_page()
    page.goto(f"{live_guide}/vi/nearby")
    page.locator("[data-find]").click()

    expect(page.locator("[data-said]")).to_have_text(sentence(page, "empty"))
    expect(page.locator("[data-all] .card").first).to_be_visible()


def test_a_broken_line_is_said_and_tried_again(live_guide, phone):
    page = phone.new_page()
    page.route("**/api/v1/cells/**", lambda route: route.abort())
    page.goto(f"{live_guide}/vi/nearby")
    page.locator("[data-find]").click()
    expect(page.locator("[data-said]")).to_have_text(sentence(page, "offline"))

    page.unroute("**/api/v1/cells/**")

    expect(page.locator("[data-list] li").first).to_be_visible(timeout=15_000)


def test_a_page_that_is_not_seen_does_not_watch(live_guide, phone):
    phone.add_init_script(
        "const clear = navigator.geolocation.clearWatch.bind(navigator.geolocation);"
        "window.cleared = 0; navigator.geolocation.clearWatch = (id) => { window.cleared += 1; clear(id); };"
    )
    page = near(phone, live_guide)

    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true});document.dispatchEvent(new Event('visibilitychange'))"
    )

    assert page.evaluate("window.cleared") == 1


def test_without_script_the_page_is_the_list_by_area(live_guide, browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_guide}/vi/nearby")

    expect(page.locator("[data-find]")).to_be_hidden()
    assert page.locator("[data-all] .card").count() >= 16
    context.close()


@pytest.mark.parametrize("tag", ["vi", "en", "ko", "fr"])
def test_nothing_is_wider_than_the_phone(live_guide, phone, tag):
    page = near(phone, live_guide, made_up(), tag)

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def near(phone: BrowserContext, guide: str, features: list[dict] | None = None, tag: str = "vi") -> Page:
    """The page after the tap, with the demo's places or made-up ones."""
    page = phone.new_page()
    if features is not None:
        serve(page, features)
    page.goto(f"{guide}/{tag}/nearby")
    page.locator("[data-find]").click()
    expect(page.locator("[data-list] li").first).to_be_visible()
    return page


def serve(page: Page, features: list[dict]) -> None:
    """Made-up places instead of the cell's."""
    body = json.dumps({"type": "FeatureCollection", "features": features})

    def answer(route: Route) -> None:
        route.fulfill(content_type="application/geo+json", body=body)

    page.route("**/api/v1/cells/**", answer)


def a_sound(live_guide: str, phone: BrowserContext) -> dict:
    """One of the guide's own, as cells tell it."""
    cell = phone.request.get(f"{live_guide}/api/v1/cells/{CELL}.geojson?lang=vi").json()
    found: dict = next(each["properties"]["sound"] for each in cell["features"] if each["properties"]["sound"])
    return found


def made_up(sound: dict | None = None) -> list[dict]:
    """Two neighbours with sure pins, one further off, one whose pin is approximate."""
    return [
        place("A", "Đình", 0, 0, sound=sound),
        place("B", HOSTILE, 60, 10, url="javascript:alert(1)"),
        place("C", "Bia", 300, 200, url="https://elsewhere.example/"),
        place("D", "Làng hoa", 100, 900, accuracy_m=2500, approximate=True, zone_m=2500, awaiting=True),
    ]


def place(name_id: str, name: str, north: float, east: float, **other: object) -> dict:
    """A feature so many metres from where the phone is."""
    properties = {
        "id": name_id,
        "name": name,
        "hook": "Mái cong",
        "language": "vi",
        "url": f"/vi/sites/{name_id}",
        "picture": None,
        "accuracy_m": 10,
        "approximate": False,
        "zone_m": 40,
        "awaiting": False,
        "commune": "hong-van",
        "sound": None,
        **other,
    }
    point = {"type": "Point", "coordinates": [LON + east / EAST, LAT + north / NORTH]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def walk(phone: BrowserContext, north: float, east: float, accuracy: float = 8) -> None:
    phone.set_geolocation({"latitude": LAT + north / NORTH, "longitude": LON + east / EAST, "accuracy": accuracy})


def names(page: Page) -> list[str]:
    return page.locator("[data-found] [data-name]").all_inner_texts()


def sentence(page: Page, word: str) -> str:
    return str(
        page.locator("template[data-words]").evaluate(
            '(found, word) => found.content.querySelector(`[data-word="${word}"]`).textContent', word
        )
    )


def requests_of(page: Page) -> list[str]:
    """Addresses of all that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone of 360 px that knows where it is."""
    context = browser.new_context(
        viewport=PHONE,
        permissions=["geolocation"],
        geolocation={"latitude": LAT, "longitude": LON, "accuracy": 18},
    )
    yield context
    context.close()
