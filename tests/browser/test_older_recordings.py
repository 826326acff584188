"""What somebody read before the words changed: to be heard beside today's voice, never at the same time."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from tests.browser.conftest import HEIGHT, WIDTH, Watched
from tests.browser.test_every_language import ASIDE, violations
from tests.browser.test_listening import until
from tests.builders import Village, words
from tests.conftest import Clock, HummingVoice, free_port
from tourism.app import create_app
from tourism.backends import Backends
from tourism.config import Config
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites.draft import Section, Words
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import connect
from tourism.storage.schema import upgrade

pytestmark = pytest.mark.browser

STORY = "Hãy nhìn mái đình. Bốn góc mái cong lên như mũi thuyền. Phía trước là sân gạch rộng và một cây đa già."
STEPS = (
    Section(title="Chọn cây", text="Chọn cây khoẻ và xem bộ rễ của nó thật kỹ."),
    Section(title="Uốn dây", text="Quấn dây đồng quanh cành rồi uốn từ từ."),
)
TODAY, OLDER = "document.querySelector('[data-player] > audio')", "document.querySelector('.older audio')"


def test_older_recordings_wait_folded_and_cost_nothing(page):
    expect(page.page.locator(".older summary")).to_have_text("Bản thu trước đây của Bà Lụa")
    expect(page.page.locator(".older audio")).not_to_be_visible()
    assert [each for each in page.requests if each.endswith((".mp3", ".webm"))] == []


def test_an_older_recording_and_today_s_voice_never_speak_at_once(page):
    page.page.locator("[data-listen]").click()
    until(page.page, f"{TODAY}.currentTime > 0.3")
    page.page.locator(".older summary").click()
    expect(page.page.locator(".older audio")).to_be_visible()

    page.page.evaluate(f"{OLDER}.play()")
    until(page.page, f"{OLDER}.currentTime > 0.3 && {TODAY}.paused")
    expect(page.page.locator("[data-listen] [data-word]")).to_have_text("Nghe")

    page.page.locator("[data-listen]").click()
    until(page.page, f"!{TODAY}.paused && {OLDER}.paused")
    assert page.faults == []


def test_the_page_names_both_people_and_is_whole_and_usable_by_everybody(guide, browser):
    base, path = guide
    with browser.new_context(bypass_csp=True, viewport={"width": WIDTH, "height": HEIGHT}) as context:
        watched = Watched(context, base)
        watched.open(path)
        watched.page.locator(".older summary").click()

        expect(watched.page.locator(".credits li")).to_have_text(["Giọng máy", "Người đọc: Ông Bính · bước 2"])
        assert watched.page.evaluate(ASIDE) == []
        assert violations(watched.page) == []
        assert watched.faults == []


@pytest.fixture
def page(guide: tuple[str, str], browser) -> Iterator[Watched]:
    """The place's page on a phone."""
    base, path = guide
    with browser.new_context(locale="vi-VN", viewport={"width": WIDTH, "height": HEIGHT}) as context:
        watched = Watched(context, base)
        watched.open(path)
        yield watched


@pytest.fixture(scope="module")
def guide(tmp_path_factory) -> Iterator[tuple[str, str]]:
    """A guide of one place whose words were recorded and have changed since; its address and the place's path."""
    folder, port = tmp_path_factory.mktemp("older"), free_port()
    config = Config(secret_key="t" * 40, public_base_url=f"http://127.0.0.1:{port}", media=str(folder / "media"))
    sessions = connect(f"sqlite:///{folder}/guide.sqlite")
    upgrade(sessions.engine)
    backends = Backends(config, sessions, FolderBlobs(Path(config.media)), (HummingVoice(),), Clock())
    public_id = told_twice(Village(backends))
    server = make_server("127.0.0.1", port, create_app(backends), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield config.public_base_url, f"/vi/sites/{public_id}/dinh-van-la"
    server.shutdown()
    thread.join()
    server.server_close()
    sessions.engine.dispose()


def told_twice(village: Village) -> str:
    """A craft whose story and second step people have read; then another story, read by a machine. The place's id."""
    commune = village.commune()
    row, public_id = village.site(commune, kind="craft", story="process", told={"vi": craft(STORY)})
    village.reads(public_id, speaker="Bà Lụa")
    village.reads(public_id, part=2, speaker="Ông Bính")
    village.voices()
    now = village.backends.clock()
    with village.backends.sessions.writing() as session:
        sites.save(session, row, "vi", craft(f"{STORY} Hôm nay đình đóng cửa."), by="test", now=now)
        publishing.publish_site(session, row, commune, {"vi"}, now)
    village.voices()
    return public_id


def craft(story: str) -> Words:
    return words(story=story, sections=STEPS)
