"""From the printed sign to the last sentence: a real sound, and words that follow it."""

import io
import re
import time
import urllib.request
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import HEIGHT, WIDTH, Watched

pytestmark = pytest.mark.browser

AT = "document.querySelector('audio').currentTime"
SPOKEN = "document.querySelector('.sentence.spoken')?.id ?? null"
FILE = "document.querySelector('audio').currentSrc"
BARS = "(document.querySelector('#bars').getAttribute('d') ?? '').split('M').length - 1"
PLAYED = "parseFloat(document.querySelector('.timeline').style.getPropertyValue('--played'))"
SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Mobile/15E148 Safari/604.1"
# What the browser says of itself, and what is changed in it.
DEVICES = {
    "maybe": (None, "HTMLMediaElement.prototype.canPlayType = () => 'maybe'"),
    "an iPhone": (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) {SAFARI}", ""),
    "an iPad": (f"Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) {SAFARI}", ""),
    "an iPad that says it is a Mac": (
        f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {SAFARI}",
        "Object.defineProperty(Navigator.prototype, 'maxTouchPoints', {get: () => 5})",
    ),
}
# A phone whose own voice needs half a second a sentence, whatever is in it.
PHONE_VOICE = """
  window.spoken = [];
  let saying;
  const voice = {lang: 'vi-VN', localService: true, default: true, name: 'Linh'};
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', {value: {
    getVoices: () => [voice],
    addEventListener() {},
    cancel() { clearTimeout(saying); },
    speak(utterance) {
      window.spoken.push(utterance.text);
      utterance.onstart();
      saying = setTimeout(() => utterance.onend(), 500);
    },
  }});
"""


def test_from_the_sign_s_picture_to_its_story(live_guide, demo, browser):
    with urllib.request.urlopen(f"{live_guide}/signs/{demo.sign}.png", timeout=20) as answer:
        picture = Image.open(io.BytesIO(answer.read()))
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"{live_guide}/q/{demo.sign}"

    with browser.new_context(locale="vi-VN", viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.goto(code.text)

        expect(page.locator("h1")).to_have_text("Đình Vân La")
        assert page.url == code.text
        expect(page.locator("[data-listen]")).to_be_in_viewport()


def test_nothing_is_heard_or_fetched_before_the_tap(watched):
    assert [each for each in watched.requests if each.endswith((".mp3", ".webm", ".vtt"))] == []
    assert watched.page.evaluate("document.querySelectorAll('audio').length") == 1
    assert watched.page.evaluate("document.querySelector('audio').paused")
    expect(watched.page.locator("audio")).not_to_be_visible()


def test_the_words_follow_the_voice_and_stay_in_view(watched):
    page = listening(watched.page)
    expect(page.locator("[data-listen] [data-word]")).to_have_text("Tạm dừng")

    seen: list[str] = []
    for second in (0, 9, 18, 27):
        page.evaluate(f"document.querySelector('audio').currentTime = {second} + 0.2")
        until(page, f"{AT} > {second} + 0.5")
        expect(page.locator(".sentence.spoken")).to_have_count(1)
        # The page glides to a sentence rather than jumps.
        expect(page.locator(".sentence.spoken")).to_be_in_viewport(ratio=0.5, timeout=3000)
        assert spoken_is_right(page), page.evaluate(SPOKEN)
        seen.append(page.evaluate(SPOKEN))

    assert len(set(seen)) >= 3
    assert seen == sorted(seen, key=lambda each: int(each[1:]))
    assert watched.faults == []


def test_without_a_touch_the_marked_sentence_changes_by_itself(watched):
    page = listening(watched.page)
    first = page.evaluate(SPOKEN)

    until(page, f"({SPOKEN}) !== '{first}'", seconds=20)

    assert spoken_is_right(page)


def test_a_tap_on_a_sentence_plays_from_there(watched):
    page = watched.page
    sentence = page.locator(".transcript .sentence").nth(3)
    start = int(sentence.get_attribute("data-start") or 0) / 1000

    sentence.click()

    until(page, f"{AT} > {start} && !document.querySelector('audio').paused")
    assert page.evaluate(AT) < start + 5
    expect(sentence).to_have_class(re.compile(r"\bspoken\b"))


def test_back_ten_seconds_pause_and_speed(watched):
    page = listening(watched.page)
    page.evaluate("document.querySelector('audio').currentTime = 20")
    until(page, f"{AT} >= 20")

    page.locator("[data-back]").click()
    until(page, f"{AT} < 12")
    assert page.evaluate(AT) >= 9.5

    page.locator("[data-speed]").select_option("1.5")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5

    page.locator("[data-toggle]").click()
    until(page, "document.querySelector('audio').paused")
    stopped = page.evaluate(AT)
    page.wait_for_timeout(400)
    assert page.evaluate(AT) == stopped


def test_the_sound_is_drawn_in_as_many_bars_as_there_is_room_for(watched):
    page = watched.page
    assert 80 <= page.evaluate(BARS) <= 95

    listening(page)
    page.evaluate("document.querySelector('audio').currentTime = 40")
    until(page, f"{PLAYED} > 20")
    page.mouse.move(WIDTH / 2, HEIGHT / 2)
    page.mouse.wheel(0, 3000)

    expect(page.locator(".controls.docked")).to_be_visible()
    until(page, f"({BARS}) < 50")


def test_a_tap_beside_the_start_of_a_sentence_plays_the_sentence(watched):
    page = listening(watched.page)
    sentence = page.locator(".transcript .sentence").nth(6)
    start = int(sentence.get_attribute("data-start") or 0)
    box = page.locator("[data-seek]").bounding_box()
    assert box
    share = start / float(page.locator("[data-seek]").get_attribute("max") or 1)

    page.mouse.click(box["x"] + share * box["width"] + 4, box["y"] + box["height"] / 2)

    until(page, f"Math.abs({AT} * 1000 - {start}) < 900 && {AT} * 1000 > {start}")
    expect(sentence).to_have_class(re.compile(r"\bspoken\b"))


def test_a_browser_that_is_sure_of_opus_fetches_the_smaller_file_only(watched):
    page = watched.page
    audio = page.locator("audio")
    said = page.locator("[data-size]")
    expect(said).to_have_text(audio.get_attribute("data-opus-size") or "?")

    listening(page)

    assert page.evaluate(FILE).endswith(".webm")
    assert {each.rpartition(".")[2] for each in watched.requests if "/media/" in each} >= {"webm", "vtt"}
    assert [each for each in watched.requests if each.endswith(".mp3")] == []
    assert watched.faults == []


@pytest.mark.parametrize("device", ["maybe", "an iPhone", "an iPad", "an iPad that says it is a Mac"])
def test_whoever_is_not_sure_of_opus_gets_the_mp3(device, live_guide, demo, browser):
    agent, script = DEVICES[device]
    phone = {"viewport": {"width": WIDTH, "height": HEIGHT}, **({"user_agent": agent} if agent else {})}
    with browser.new_context(**phone) as context:
        context.add_init_script(script)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda each: asked.append(each.url))
        page.goto(f"{live_guide}/vi/sites/{demo.place}/")
        size = page.locator("[data-size]").inner_text()

        listening(page)

        assert size != page.locator("audio").get_attribute("data-opus-size")
        assert page.evaluate(FILE).endswith(".mp3")
        assert [each for each in asked if each.endswith(".webm")] == []


def test_both_files_are_equally_long_and_the_cues_are_the_page_s_own(watched):
    page = watched.page
    with urllib.request.urlopen(page.url, timeout=20) as answer:
        (mp3,) = re.findall(r'<audio[^>]* src="([^"]+)"', answer.read().decode())
    listening(page)
    lengths = page.evaluate(
        """(mp3) => Promise.all([mp3, document.querySelector('audio').dataset.opus].map((address) => {
          const sound = new Audio(address);
          return new Promise((resolve) => sound.addEventListener('loadedmetadata', () => resolve(sound.duration)));
        }))""",
        mp3,
    )
    off = page.evaluate("""[...document.querySelector('audio').textTracks[0].cues].map(({id, startTime, endTime}) => {
      const {start, end} = document.getElementById(id).dataset;
      return Math.max(Math.abs(startTime * 1000 - start), Math.abs(endTime * 1000 - end));
    })""")

    assert abs(lengths[0] - lengths[1]) < 0.06, lengths
    assert len(off) == page.locator(".sentence[data-start]").count()
    assert max(off) <= 1


def test_where_the_smaller_file_fails_the_other_one_is_heard(live_guide, demo, browser):
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.route("**/*.webm", lambda route: route.abort())
        page.goto(f"{live_guide}/vi/sites/{demo.place}/")
        sentence = page.locator(".transcript .sentence").nth(4)
        start = int(sentence.get_attribute("data-start") or 0) / 1000

        sentence.click()

        until(page, f"{AT} > {start} + 0.3 && !document.querySelector('audio').paused", seconds=15)
        assert page.evaluate(FILE).endswith(".mp3")
        assert page.evaluate(AT) < start + 5
        expect(sentence).to_have_class(re.compile(r"\bspoken\b"))
        expect(page.locator("[data-trouble]")).to_be_empty()


def test_a_file_that_breaks_off_midway_is_gone_on_with_from_the_same_place(watched):
    page = listening(watched.page)
    page.locator("[data-speed]").select_option("0.9")
    page.evaluate("document.querySelector('audio').currentTime = 30")
    until(page, f"{AT} > 30.3")

    page.evaluate("document.querySelector('audio').dispatchEvent(new Event('error'))")

    until(page, f"({FILE}).endsWith('.mp3') && {AT} > 30.3 && !document.querySelector('audio').paused")
    assert page.evaluate(AT) < 35
    assert page.evaluate("document.querySelector('audio').playbackRate") == 0.9
    assert spoken_is_right(page)
    first = page.evaluate(SPOKEN)
    until(page, f"({SPOKEN}) !== '{first}'", seconds=20)
    assert spoken_is_right(page)


def test_when_the_network_is_back_a_second_tap_is_enough(live_guide, demo, browser):
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.goto(f"{live_guide}/vi/sites/{demo.place}/")
        context.set_offline(True)
        page.locator("[data-listen]").click()
        expect(page.locator("[data-trouble]")).not_to_be_empty()
        context.set_offline(False)

        listening(page)

        expect(page.locator("[data-trouble]")).to_be_empty()


def test_the_last_resort_leaves_the_floor_to_the_phone_s_own_voice_and_takes_it_back(live_guide, demo, browser):
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        context.add_init_script(PHONE_VOICE)
        page = context.new_page()
        page.goto(f"{live_guide}/vi/sites/{demo.place}/")
        listening(page)
        offer = page.locator("[data-own-voice]")
        expect(offer).to_have_text("Nghe bằng giọng đọc của điện thoại")

        offer.click()
        until(page, "document.querySelector('audio').paused")
        until(page, "spoken.length >= 2")
        expect(page.locator(".sentence.spoken")).to_have_count(1)
        assert page.evaluate("spoken[0]") == page.locator(".sentence").first.inner_text()

        page.locator("[data-listen]").click()
        until(page, f"!document.querySelector('audio').paused && ({SPOKEN}) !== null")
        said = page.evaluate("spoken.length")
        page.wait_for_timeout(900)
        assert page.evaluate("spoken.length") == said
        expect(offer).to_have_text("Nghe bằng giọng đọc của điện thoại")


def test_the_speed_is_remembered_on_the_next_page(watched, demo):
    page = listening(watched.page)
    page.locator("[data-speed]").select_option("0.8")

    page.goto(f"{watched.base}/vi/sites/{demo.process}/")

    assert page.locator("[data-speed]").input_value() == "0.8"
    listening(page)
    assert page.evaluate("document.querySelector('audio').playbackRate") == 0.8


def test_the_lock_screen_knows_what_is_heard(watched):
    page = listening(watched.page)

    told = page.evaluate("""() => {
      const {title, artist, album, artwork} = navigator.mediaSession.metadata;
      const state = navigator.mediaSession.playbackState;
      return {title, artist, album, artwork: artwork.map((each) => each.src), state};
    }""")

    assert (told["title"], told["state"]) == ("Đình Vân La", "playing")
    assert told["artist"]
    assert all(each.startswith(watched.base) for each in told["artwork"])


def test_the_timeline_seeks_by_keyboard(watched):
    page = listening(watched.page)
    timeline = page.locator("[data-seek]")

    timeline.focus()
    for _ in range(15):
        page.keyboard.press("ArrowRight")

    until(page, f"{AT} > 14")
    assert re.match(r"\d+:\d\d / \d+:\d\d", timeline.get_attribute("aria-valuetext") or "")


def test_the_story_is_heard_to_its_end(watched):
    page = listening(watched.page)
    page.evaluate(
        "(() => { const sound = document.querySelector('audio'); sound.currentTime = sound.duration - 1; })()"
    )

    until(page, "document.querySelector('audio').ended")

    expect(page.locator("[data-listen] [data-word]")).to_have_text("Nghe")
    expect(page.locator(".sentence.spoken")).to_have_count(0)


def test_a_reader_who_scrolls_away_is_left_alone(watched):
    page = listening(watched.page)
    page.mouse.move(WIDTH / 2, HEIGHT / 2)
    page.mouse.wheel(0, 5000)
    until(page, "scrollY > 500")
    page.wait_for_timeout(300)
    place, first = page.evaluate("scrollY"), page.evaluate(SPOKEN)

    until(page, f"({SPOKEN}) !== '{first}'", seconds=20)
    page.wait_for_timeout(300)

    assert abs(page.evaluate("scrollY") - place) < 2


def test_each_step_of_a_process_is_played_from_its_own_start(watched, demo):
    page = watched.page
    page.goto(f"{watched.base}/vi/sites/{demo.process}/")
    second = page.locator("a[data-from]").nth(1)
    start = int(second.get_attribute("data-from") or 0) / 1000

    second.click()

    until(page, f"{AT} > {start}")
    assert page.url.endswith("/") or "#" not in page.url
    expect(page.locator(".steps > li").nth(1).locator(".sentence.spoken")).to_have_count(1)


def test_a_sound_that_does_not_come_is_said_in_words(live_guide, demo, browser):
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.route(re.compile(r"\.(mp3|webm)$"), lambda route: route.abort())
        page.goto(f"{live_guide}/vi/sites/{demo.place}/")
        page.locator("[data-listen]").click()

        expect(page.locator("[data-trouble]")).not_to_be_empty()
        expect(page.locator("[data-listen] [data-word]")).to_have_text("Nghe")
        expect(page.locator(".transcript")).to_be_visible()


def test_without_script_the_phone_s_own_player_and_all_links_are_there(live_guide, demo, browser):
    with browser.new_context(java_script_enabled=False, viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.goto(f"{live_guide}/q/{demo.sign}")

        expect(page.locator("audio")).to_be_visible()
        assert page.locator("audio").get_attribute("controls") is not None
        for each in page.locator(".needs-script").all():
            expect(each).not_to_be_visible()
        expect(page.locator(".transcript .sentence").first).to_be_visible()
        expect(page.locator(".onward a")).to_be_visible()
        for tag in ("vi", "en", "ko"):
            assert page.locator(f"nav.languages a[hreflang={tag}]").count() == 1
        page.locator(".onward a").click()
        expect(page.locator("h1")).to_be_visible()
        page.goto(f"{live_guide}/vi/nearby")
        assert page.locator("section a:visible").count() >= 10


def test_a_language_once_chosen_is_kept_for_the_next_sign(live_guide, demo, browser):
    with browser.new_context(locale="vi-VN", viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.goto(f"{live_guide}/q/{demo.sign}")
        page.locator("nav.languages a[data-language=ko]").click()
        page.wait_for_url("**/ko/sites/**")

        page.goto(f"{live_guide}/q/{demo.sign}")
        page.wait_for_url("**/ko/sites/**")

        # A shared link stays what it is.
        page.goto(f"{live_guide}/en/sites/{demo.place}/")
        page.wait_for_load_state("networkidle")
        assert "/en/sites/" in page.url


def test_a_wrong_code_helps_in_the_language_once_chosen(live_guide, demo, browser):
    wrong = demo.sign[1] + demo.sign[0] + demo.sign[2:]
    with browser.new_context(locale="vi-VN", viewport={"width": WIDTH, "height": HEIGHT}) as context:
        context.add_init_script("localStorage.setItem('loi-que.language', 'ko')")
        page = context.new_page()
        page.goto(f"{live_guide}/q/{wrong}")
        until(page, "document.documentElement.lang === 'ko'")

        expect(page.locator(f'a[href="/q/{demo.sign}"]')).to_be_visible()
        expect(page.locator("input[name=code]")).to_have_value(wrong)


def listening(page: Page) -> Page:
    """Presses listen and waits until the voice speaks."""
    page.locator("[data-listen]").click()
    until(page, f"{AT} > 0.3", seconds=15)
    return page


def until(page: Page, condition: str, seconds: float = 10) -> None:
    """Waits for a condition; Playwright's own way of asking is what the pages' policy forbids."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, f"not within {seconds} s: {condition}"
        page.wait_for_timeout(50)


def spoken_is_right(page: Page) -> bool:
    """Whether the marked sentence is the one whose time it is, give or take a pause."""
    right: bool = page.evaluate("""() => {
      const at = document.querySelector('audio').currentTime * 1000;
      const {start, end} = document.querySelector('.sentence.spoken').dataset;
      return at >= Number(start) - 300 && at <= Number(end) + 2000;
    }""")
    return right


@pytest.fixture
def watched(live_guide, demo, browser: Browser) -> Iterator[Watched]:
    """A Vietnamese phone at the place's page."""
    with browser.new_context(locale="vi-VN", viewport={"width": WIDTH, "height": HEIGHT}) as context:
        made = Watched(context, live_guide)
        made.open(f"/q/{demo.sign}")
        yield made
