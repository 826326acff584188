"""The page where words leave the desk: what it shows is what is published, by those who may, with one line each."""

import re

import pytest
from sqlalchemy import select

from tests.builders import a_place, words
from tests.desk import at_desk
from tests.hostile_texts import SCRIPTS
from tourism import codes
from tourism.audit.model import AuditEvent
from tourism.sites import actions as sites
from tourism.sites.draft import WordsInProgress
from tourism.web import edition
from tourism.worker import work

BASES = re.compile(r'name="((?:place|told)-base)" value="([^"]+)"')


def test_the_officer_publishes_what_the_page_showed(place):
    place.saves(hook="Mái đình mới")
    shown = place.shown()

    answer = place.officer.post(f"{place.path}/publish", shown)

    assert (answer.status_code, answer.location) == (303, f"{place.path}/publish?said=published")
    assert "Mái đình mới" in place.visitor.get(place.public).text
    assert place.deeds() == ["site.published"]


def test_words_saved_after_the_page_was_opened_are_not_published(place):
    place.saves(hook="Như trang đã hiện")
    shown = place.shown()
    place.saves(hook="Người khác vừa lưu")

    answer = place.officer.post(f"{place.path}/publish", shown)

    assert answer.status_code == 409
    assert "Có người đã lưu bản mới hơn" in answer.text
    for hook in ("Như trang đã hiện", "Người khác vừa lưu"):
        assert hook not in place.visitor.get(place.public).text
    assert place.deeds() == []


def test_an_unticked_language_leaves_the_pages_and_a_ticked_one_stays(place):
    place.saves("en", name="Communal House", slug="communal-house", hook="A curved roof")
    place.officer.post(f"{place.path}/publish", place.shown())
    assert "A curved roof" in place.visitor.get(f"/en/sites/{place.id}/communal-house").text
    place.saves(hook="Mái đình mới")
    shown = place.shown()
    shown["told-base"] = [each for each in shown["told-base"] if each.startswith("vi:")]

    assert place.officer.post(f"{place.path}/publish", shown).status_code == 303

    assert "A curved roof" not in place.visitor.get(f"/en/sites/{place.id}/dinh-van-la").text


def test_the_page_says_what_is_lacking_and_what_takes_too_long(place):
    place.saves("en", name="Communal House", slug="communal-house", hook="")
    place.saves(story="Một câu dài mười tiếng để nghe cho thật lâu. " * 70)

    page = place.officer.get(f"{place.path}/publish").text

    assert "Còn thiếu: Một câu mời gọi" in " ".join(page.split())
    assert "Không nhận lời dài hơn ba phút" in page
    assert 'value="en:' not in page
    # Visitors keep the Vietnamese words that they have.
    assert 'value="vi:1"' in page


def test_forms_that_no_page_of_ours_sends_change_nothing(place):
    for sent in (
        {},
        {"place-base": "1"},
        {"place-base": "x", "told-base": ["vi:1"]},
        {"place-base": "1", "told-base": ["vi:9999999999999999999999"]},
        {"place-base": "1", "told-base": ["vi"]},
        {"place-base": "1", "told-base": ["<script>:1"]},
        {"place-base": "2", "told-base": ["vi:1"]},
        {"place-base": "1", "told-base": ["vi:0"] * 500},
    ):
        for way in ("", "/submit", "/appoint"):
            answer = place.officer.post(f"{place.path}/publish{way}", {**sent, "due": "2026-11-21T18:00"})
            assert answer.status_code in (409, 422), (sent, way)

    assert place.deeds() == []


def test_a_time_in_viet_nam_is_kept_by_the_worker(place, clock, backends):
    place.saves(hook="Sáng mai mới hiện")
    # The clock stands at ten in the morning in Việt Nam.
    answer = place.officer.post(f"{place.path}/publish/appoint", {**place.shown(), "due": "2026-11-21T18:30"})
    assert answer.status_code == 303
    assert "18:30, 21/11/2026" in place.officer.get(f"{place.path}/publish").text

    clock.forward(hours=8)
    work(backends, until_empty=True, kinds=["publish"])
    assert "Sáng mai mới hiện" not in place.visitor.get(place.public).text
    clock.forward(minutes=31)
    work(backends, until_empty=True, kinds=["publish"])

    assert "Sáng mai mới hiện" in place.visitor.get(place.public).text
    assert place.deeds() == ["publishing.appointed", "site.published"]


def test_a_time_that_cannot_be_is_said_beside_its_field(place):
    shown = place.shown()
    past, far = ("2026-11-21T09:59", "0001-01-01T00:00"), ("2031-01-01T00:00", "9999-12-31T23:59")
    for due in ("", "yesterday", *past, *far, SCRIPTS[0]):
        answer = place.officer.post(f"{place.path}/publish/appoint", {**shown, "due": due})

        assert (answer.status_code, 'id="fault-due"' in answer.text) == (422, True), due
        assert SCRIPTS[0] not in answer.text

    assert place.deeds() == []


def test_a_cancelled_appointment_is_off_the_page(place):
    place.saves(hook="Hẹn rồi thôi")
    place.officer.post(f"{place.path}/publish/appoint", {**place.shown(), "due": "2026-11-21T18:30"})

    answer = place.officer.post(f"{place.path}/publish/cancel")

    assert answer.status_code == 303
    assert "18:30" not in place.officer.get(f"{place.path}/publish").text


def test_withdrawing_needs_a_yes_and_the_sign_goes_on_answering(place):
    assert place.officer.post(f"{place.path}/withdraw").status_code == 422
    assert place.visitor.get(place.public).status_code == 200

    assert place.officer.post(f"{place.path}/withdraw", {"sure": "yes"}).status_code == 303

    assert place.visitor.get(place.public).status_code == 404
    assert place.visitor.get(f"/q/{place.sign}").status_code == 410
    assert place.deeds() == ["site.withdrawn"]


def test_where_the_commune_wants_it_somebody_else_approves_first(place, app, backends):
    reviewer = at_desk(app, backends, "reviewer", place.commune, name="Trần Văn Bình")
    assert place.officer.post("/studio/review/rule", {"wants_review": "yes"}).status_code == 303
    place.saves(hook="Mái đình mới")
    shown = place.shown()
    assert place.officer.post(f"{place.path}/publish", shown).status_code == 409
    place.officer.post(f"{place.path}/publish/submit", {**shown, "note": "Xin xem câu đầu"})

    assert place.officer.post("/studio/review/1/decide", {"decision": "approve"}).status_code == 403
    assert "Xin xem câu đầu" in reviewer.get("/studio/review").text
    assert reviewer.post("/studio/review/1/decide", {"decision": "approve", "answer": "Tốt"}).status_code == 303
    page = place.officer.get(f"{place.path}/publish").text
    assert "Trần Văn Bình đã duyệt đúng những lời này" in page
    assert reviewer.post(f"{place.path}/publish", shown).status_code == 403

    assert place.officer.post(f"{place.path}/publish", place.shown()).status_code == 303
    assert "Mái đình mới" in place.visitor.get(place.public).text


def test_only_the_officer_publishes_appoints_and_withdraws(place, app, backends):
    shown = place.shown()
    for role in ("editor", "contributor", "reviewer", "admin"):
        other = at_desk(app, backends, role, None if role == "admin" else place.commune, name=f"Người {role}")
        for way in ("publish", "publish/appoint", "publish/cancel", "withdraw"):
            assert other.post(f"{place.path}/{way}", shown).status_code == 403, (role, way)

    assert place.deeds() == []


def test_another_communes_desk_finds_nothing_here(place, app, backends, village):
    stranger = at_desk(app, backends, "officer", village.commune("lang-khac"), name="Người lạ")

    for path in ("publish", "versions", "versions/vi/compare?before=1&after=1", "preview", "rehearsal/vi"):
        assert stranger.get(f"{place.path}/{path}").status_code == 404, path
    for path in ("publish", "publish/submit", "withdraw", "versions/vi/restore", "rehearsal/vi"):
        assert stranger.post(f"{place.path}/{path}", place.shown()).status_code == 404, path


def test_two_versions_are_compared_word_by_word_and_the_old_one_comes_back(place):
    place.saves(hook="Mái đình thẳng bên sông")
    page = place.officer.get(f"{place.path}/versions/vi/compare?before=1&after=2").text
    assert "<del>cong </del>" in page
    assert "<ins>thẳng </ins>" in page

    answer = place.officer.post(f"{place.path}/versions/vi/restore", {"number": "1", "base": "2"})

    assert answer.status_code == 303
    assert "Bản 3" in place.officer.get(f"{place.path}/versions/vi").text
    assert place.officer.post(f"{place.path}/versions/vi/restore", {"number": "1", "base": "2"}).status_code == 409
    assert place.deeds() == ["words.restored"]


def test_a_place_is_compared_field_by_field_in_words(place):
    place.saves_place(order=4, kind="market")

    page = place.officer.get(f"{place.path}/versions/place/compare?before=1&after=2").text

    assert "<del>Đình làng</del><ins>Chợ</ins>" in page or ("<del>" in page and "<ins>Chợ</ins>" in page)
    assert "<del>1</del><ins>4</ins>" in page


def test_versions_that_are_not_there_are_no_trouble(place):
    for query in ("", "?before=1", "?before=x&after=1", "?before=1&after=-1", "?before=99&after=1"):
        assert place.officer.get(f"{place.path}/versions/vi/compare{query}").status_code in (400, 404), query
    assert place.officer.get(f"{place.path}/versions/xx").status_code == 404


def test_an_editor_of_one_language_restores_no_other(place, app, backends):
    place.saves(hook="Hai")
    editor = at_desk(app, backends, "editor", place.commune, name="Biên dịch", languages=("en",))

    assert editor.post(f"{place.path}/versions/vi/restore", {"number": "1", "base": "2"}).status_code == 403


def test_scripts_in_words_notes_and_answers_stay_text(place, app, backends):
    reviewer = at_desk(app, backends, "reviewer", place.commune, name="Bình <b>")
    script = SCRIPTS[0]
    place.saves_unfinished(WordsInProgress(name=script, hook=script, story=f"{script}. {script}"))
    for path in ("publish", "versions/vi/compare?before=1&after=2", "versions", "preview"):
        assert script not in place.officer.get(f"{place.path}/{path}").text, path
    place.saves()
    place.officer.post(f"{place.path}/publish/submit", {**place.shown(), "note": script})
    reviewer.post("/studio/review/1/comment", {"tag": "vi", "sentence": script, "comment": script})
    reviewer.post("/studio/review/1/decide", {"decision": "send-back", "answer": script})

    for path in ("/studio/review", "/studio/review/1", f"{place.path}/publish"):
        page = place.officer.get(path)
        assert (page.status_code, script in page.text) == (200, False), path


def test_a_comment_without_words_is_refused_beside_its_field(place):
    place.saves(hook="Mới")
    place.officer.post(f"{place.path}/publish/submit", place.shown())

    answer = place.officer.post("/studio/review/1/comment", {"tag": "vi", "sentence": "", "comment": "   "})

    assert answer.status_code == 422
    assert "Xin viết điều muốn góp ý." in answer.text
    assert place.officer.post("/studio/review/1/comment", {"tag": "ko", "comment": "x"}).status_code == 404
    assert place.officer.get("/studio/review/99").status_code == 404


def test_a_comment_is_settled_by_whoever_writes(place):
    place.saves(hook="Mới")
    place.officer.post(f"{place.path}/publish/submit", place.shown())
    place.officer.post(
        "/studio/review/1/comment", {"tag": "vi", "sentence": "Phía trước là sân gạch.", "comment": "Sân đá"}
    )
    assert "Sân đá" in place.officer.get("/studio/review/1").text

    answer = place.officer.post("/studio/comments/1/settle", {"then": "//elsewhere.example/"})

    assert (answer.status_code, answer.location) == (303, "/studio/")
    assert "Sân đá" not in place.officer.get("/studio/review/1").text


class PlaceAtDesk:
    """A published place, its officer's browser and a visitor's."""

    def __init__(self, app, village, visitor):
        self.backends = village.backends
        self.commune = village.commune()
        self.sign = codes.mint()
        self.row, self.id = village.site(self.commune, sign=self.sign)
        self.path, self.public = f"/studio/sites/{self.id}", f"/vi/sites/{self.id}/dinh-van-la"
        self.officer = at_desk(app, self.backends, "officer", self.commune)
        self.visitor = visitor

    def saves(self, tag="vi", **changes):
        fresh = words(**changes) if changes.get("hook", " ") else None
        self._keep(tag, fresh or WordsInProgress(**{"story": "Look.", **changes}))

    def saves_unfinished(self, half):
        self._keep("vi", half)

    def _keep(self, tag, kept):
        with self.backends.sessions.writing() as session:
            sites.save(session, self.row, tag, kept, by="Lê Thu Hà", now=self.backends.clock())

    def saves_place(self, **changes):
        with self.backends.sessions.writing() as session:
            place = a_place(**changes)
            sites.save_place(session, self.row, place, picture=None, by="Lê Thu Hà", now=self.backends.clock())

    def shown(self) -> dict:
        """The versions that the page carries, all ticked."""
        sent: dict = {"told-base": []}
        for name, value in BASES.findall(self.officer.get(f"{self.path}/publish").text):
            if name == "place-base":
                sent[name] = value
            else:
                sent[name].append(value)
        return sent

    def deeds(self):
        with self.backends.sessions.reading() as session:
            return list(session.scalars(select(AuditEvent.deed).order_by(AuditEvent.number)))


@pytest.fixture
def place(app, village, visitor, monkeypatch) -> PlaceAtDesk:
    # A visitor who comes within the second sees the page of before; these tests do not wait for it.
    monkeypatch.setattr(edition, "MEMO_SECONDS", -1.0)
    return PlaceAtDesk(app, village, visitor)
