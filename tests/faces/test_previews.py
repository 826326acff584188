"""A draft on one's own phone, as a visitor would have it; no page of visitors tells a word of it."""

import re

import pytest

from tests.builders import a_place, words
from tests.conftest import HOST, Phone
from tests.desk import at_desk
from tourism import codes
from tourism.sites import actions as sites
from tourism.sites import drafts
from tourism.sites.draft import PlaceInProgress, Practical, Section, WordsInProgress
from tourism.web.studio import tickets
from tourism.worker import work

PREVIEW = re.compile(r'href="(/studio/p/[^"/]+)/')
CANARY = "Chim hoàng yến chưa ai nghe"


def test_the_preview_tells_the_draft_and_no_public_page_does(desk, visitor):
    desk.saves(hook=CANARY, story=f"{CANARY}. Câu hai.", sections=(Section(title=CANARY, text=CANARY),))
    desk.saves_place(practical=Practical(price={"vi": "Vé mười nghìn"}))

    page = desk.guest.get(f"{desk.link()}/vi")

    assert page.status_code == 200
    assert page.text.count(CANARY) >= 4
    assert "Vé mười nghìn" in page.text
    assert "Bản xem trước – chưa công bố" in page.text
    for path in (f"/vi/sites/{desk.id}/dinh-van-la", "/vi/communes/hong-van", f"/q/{desk.sign}", "/api/v1/sites"):
        answer = visitor.get(path)
        assert (answer.status_code, CANARY in answer.text) == (200, False), path


def test_no_robot_and_no_shelf_keeps_a_preview(desk):
    answer = desk.guest.get(f"{desk.link()}/vi")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_language_without_words_falls_back_as_visitors_pages_do(desk):
    desk.saves("en", name="Communal House", slug="communal-house")

    japanese = desk.guest.get(f"{desk.link()}/ja").text

    assert '<html lang="ja"' in japanese
    assert "Communal House" in japanese
    assert "まだ" in japanese or "英語" in japanese or "English" in japanese
    # Whoever wrote it reads Vietnamese.
    assert "Bản xem trước – chưa công bố" in japanese


def test_a_place_that_was_never_published_is_shown_with_what_it_has(desk):
    with desk.backends.sessions.writing() as session:
        now = desk.backends.clock()
        row = sites.add(session, commune_id=desk.commune, key="giot", public_id=codes.mint(), now=now)
        sites.save(session, row, "vi", WordsInProgress(name="Giọt nước"), by="test", now=now)
    public_id = desk.public_id(row)

    bare = desk.guest.get(f"{desk.link(public_id)}/vi")
    assert (bare.status_code, "Giọt nước" in bare.text) == (200, True)

    with desk.backends.sessions.writing() as session:
        sites.save_place(session, row, PlaceInProgress(kind="shrine"), picture=None, by="test", now=now)
    assert "Miếu" in desk.guest.get(f"{desk.link(public_id)}/vi").text


def test_a_site_without_any_name_has_nothing_to_look_at(desk):
    with desk.backends.sessions.writing() as session:
        now = desk.backends.clock()
        row = sites.add(session, commune_id=desk.commune, key="trong", public_id=codes.mint(), now=now)
    public_id = desk.public_id(row)

    assert desk.officer.get(f"/studio/sites/{public_id}/preview").status_code == 200
    assert desk.guest.get(f"{desk.link(public_id)}/vi").status_code == 404


def test_a_preview_is_over_after_two_hours(desk, clock):
    link = desk.link()
    clock.forward(hours=2)
    assert desk.guest.get(f"{link}/vi").status_code == 200
    clock.forward(seconds=2)

    assert desk.guest.get(f"{link}/vi").status_code == 410


def test_a_link_shows_its_own_site_and_a_forged_one_nothing(desk, village, app):
    other, other_id = village.site(desk.commune, "cho-moi", told={"vi": words("Chợ Mới", "cho-moi")}, order=2)
    mine, theirs = desk.link(), desk.link(other_id)
    assert "Chợ Mới" in desk.guest.get(f"{theirs}/vi").text
    # One site's content under another one's signature.
    (content, _), (_, signature) = (link.rpartition("/")[2].split(".") for link in (theirs, mine))
    with app.test_request_context():
        review = tickets.sealed("review", [other, 9_999_999_999])

    for token in (f"{content}.{signature}", review, "x", "." * 30):
        answer = desk.guest.get(f"/studio/p/{token}/vi")
        assert (answer.status_code, "Chợ Mới" in answer.text) == (404, False), token


@pytest.mark.parametrize("tag", ["xx", "vi-VN", "..", "%3Cscript%3E", "lo"])
def test_a_language_that_pages_do_not_have_is_refused(tag, desk):
    assert desk.guest.get(f"{desk.link()}/{tag}").status_code == 404


def test_the_published_sound_is_heard_where_it_says_the_same(desk, village):
    village.voices()
    desk.saves(hook="Chỉ đổi câu mời")

    page = desk.guest.get(f"{desk.link()}/vi").text

    assert "data-player" in page


def test_a_rehearsal_is_heard_in_the_preview_with_its_sentences(desk, backends):
    desk.saves(story="Lời nháp. Câu hai.")
    silent = desk.guest.get(f"{desk.link()}/vi").text
    assert "data-player" not in silent
    desk.officer.post(f"/studio/sites/{desk.id}/rehearsal/vi", {"then": "/studio/"})
    work(backends, until_empty=True, kinds=["rehearse"])

    page = desk.guest.get(f"{desk.link()}/vi").text

    assert "data-player" in page
    assert len(re.findall(r'class="sentence" data-start="\d+"', page)) == 3


def test_the_code_to_scan_and_the_link_name_the_configured_address(desk):
    page = desk.officer.get(f"/studio/sites/{desk.id}/preview?words=en", headers={"X-Forwarded-Host": "evil.example"})

    assert f'value="http://{HOST}/studio/p/' in page.text
    assert 'src="data:image/svg+xml;base64,' in page.text
    assert "evil.example" not in page.text


def test_changing_the_language_stays_in_the_preview(desk):
    link = desk.link()

    page = desk.guest.get(f"{link}/vi").text

    assert f'href="{link}/ko"' in page
    assert f"/en/sites/{desk.id}" not in page


class PreviewDesk:
    """A published site with drafts, its officer, and a phone without an account."""

    def __init__(self, app, village):
        self.backends = village.backends
        self.commune = village.commune()
        self.sign = codes.mint()
        self.row, self.id = village.site(self.commune, sign=self.sign)
        self.officer = at_desk(app, self.backends, "officer", self.commune)
        self.guest = Phone(app, app.response_class)

    def saves(self, tag="vi", **changes):
        with self.backends.sessions.writing() as session:
            sites.save(session, self.row, tag, words(**changes), by="test", now=self.backends.clock())

    def saves_place(self, **changes):
        with self.backends.sessions.writing() as session:
            place = a_place(**changes)
            sites.save_place(session, self.row, place, picture=None, by="test", now=self.backends.clock())

    def public_id(self, row) -> str:
        with self.backends.sessions.reading() as session:
            return drafts.site_by_row(session, row).id

    def link(self, public_id="") -> str:
        page = self.officer.get(f"/studio/sites/{public_id or self.id}/preview").text
        found = PREVIEW.search(page)
        assert found
        return found[1]


@pytest.fixture
def desk(app, village) -> PreviewDesk:
    return PreviewDesk(app, village)
