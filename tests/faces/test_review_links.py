"""A reviewer without an account: the link opens one submission, for a while, and nothing else of the desk."""

import re

import pytest
from sqlalchemy import select

from tests.builders import words
from tests.conftest import Phone
from tests.desk import TOKEN, at_desk
from tests.faces.test_publishing_desk import BASES
from tests.hostile_texts import SCRIPTS
from tourism.audit.model import AuditEvent
from tourism.sites import actions as sites
from tourism.web.studio import tickets
from tourism.worker import work

LINK = re.compile(r'value="http://guide\.test(/studio/r/[^"]+)"')


def test_the_reviewer_reads_comments_and_approves_in_their_own_name(desk):
    link = desk.link("Ông Nguyễn Văn Ba")
    page = desk.guest_page(link)
    assert "Ông Nguyễn Văn Ba" in page
    assert "Mái đình mới" in page

    said = {"tag": "vi", "sentence": "Phía trước là sân gạch.", "comment": "Sân đá ong"}
    assert desk.sends(f"{link}/comment", said).status_code == 303
    assert "Sân đá ong" in desk.officer.get("/studio/review/1").text
    assert desk.sends(f"{link}/decide", {"decision": "approve", "answer": "Tốt"}).status_code == 303

    assert "Ông Nguyễn Văn Ba đã duyệt" in desk.officer.get("/studio/review/1").text
    assert desk.lines()[-2:] == [
        ("comment.made", "Ông Nguyễn Văn Ba", None, desk.commune),
        ("submission.decided", "Ông Nguyễn Văn Ba", None, desk.commune),
    ]


def test_what_a_link_approved_the_officer_may_publish(desk, visitor):
    desk.officer.post("/studio/review/rule", {"wants_review": "yes"})
    desk.sends(f"{desk.link()}/decide", {"decision": "approve"})
    shown = desk.shown()

    assert desk.officer.post(f"{desk.path}/publish", shown).status_code == 303

    assert "Mái đình mới" in visitor.get(f"/vi/sites/{desk.id}/dinh-van-la").text


def test_what_is_sent_back_says_why(desk):
    desk.sends(f"{desk.link()}/decide", {"decision": "send-back", "answer": "Thiếu năm dựng đình"})

    assert "Thiếu năm dựng đình" in desk.officer.get(f"{desk.path}/publish").text
    assert desk.sends(f"{desk.link_}/decide", {"decision": "approve"}).status_code == 409


def test_a_link_is_over_after_its_days_and_when_the_officer_ends_it(desk, clock):
    link = desk.link(days="2")
    clock.forward(days=1)
    assert desk.guest.get(link).status_code == 200
    clock.forward(days=1, seconds=1)
    assert "đã hết hạn" in desk.is_gone(link)

    fresh = desk.signed_in_anew().link(days="7")
    assert desk.guest.get(fresh).status_code == 200
    desk.officer.post("/studio/review/1/links/2/revoke")
    desk.is_gone(fresh)


def test_a_link_that_was_changed_opens_nothing(desk):
    link = desk.link()
    token = link.rpartition("/")[2]
    content, _, signature = token.partition(".")
    changed = [
        f"{content}x.{signature}",
        f"Mg.{signature}",
        f"{content}.{signature[:-1]}",
        content,
        f"{token}{token}",
        "x" * 5000,
        "..",
        "%00",
    ]
    for each in changed:
        answer = desk.guest.get(f"/studio/r/{each}")
        assert answer.status_code == 404, each
        assert "Mái đình mới" not in answer.text
        assert desk.guest.post(f"/studio/r/{each}/decide", data={"decision": "approve"}).status_code in (400, 404)


def test_a_token_of_another_kind_opens_nothing(app, desk):
    with app.test_request_context():
        preview = tickets.sealed("preview", 1)
    desk.link()

    assert desk.guest.get(f"/studio/r/{preview}").status_code == 404


def test_a_link_shows_its_own_submission_and_no_other_page_of_the_desk(desk, village):
    other, other_id = village.site(desk.commune, "cho-moi", told={"vi": words("Chợ Mới", "cho-moi")}, order=2)
    desk.saves(other, hook="Bí mật của chợ")
    link = desk.link()

    assert "Bí mật của chợ" not in desk.guest_page(link)
    for path in (f"/studio/sites/{other_id}/publish", "/studio/review", "/studio/review/1", f"{desk.path}/publish"):
        answer = desk.guest.get(path)
        assert (answer.status_code, "sign-in" in answer.location) == (303, True), path
    assert desk.sends(f"{link}/comment", {"tag": "en", "comment": "x"}).status_code == 404
    assert desk.guest.get(f"{link}/rehearsal/en").status_code == 404


def test_another_site_cannot_send_a_form_with_somebodys_link(desk):
    link = desk.link()

    answer = desk.guest.post(f"{link}/decide", data={"decision": "approve"})
    foreign = desk.sends(f"{link}/decide", {"decision": "approve"}, headers={"Origin": "https://evil.example"})

    assert (answer.status_code, foreign.status_code) == (400, 400)
    assert [deed for deed, *_ in desk.lines()] == ["site.submitted", "link.made"]


def test_scripts_in_comments_names_and_answers_stay_text(desk):
    link = desk.link(SCRIPTS[0])
    for number, script in enumerate(SCRIPTS[:40]):
        desk.sends(f"{link}/comment", {"tag": "vi", "sentence": script, "comment": f"{script} {number}"})
    desk.sends(f"{link}/decide", {"decision": "send-back", "answer": SCRIPTS[0]})

    for page in (desk.guest_page(link), desk.officer.get("/studio/review/1").text):
        assert [script for script in SCRIPTS[:40] if script in page] == []
        assert page.count("&lt;script&gt;harm()") >= 2


def test_an_empty_or_endless_comment_is_refused_and_keeps_what_was_typed(desk):
    link = desk.link()

    empty = desk.sends(f"{link}/comment", {"tag": "vi", "sentence": "", "comment": " "})
    endless = desk.sends(f"{link}/comment", {"tag": "vi", "sentence": "", "comment": "dài " * 1000})

    assert (empty.status_code, endless.status_code) == (422, 422)
    assert "dài dài dài" in endless.text


def test_the_reviewer_listens_to_the_draft(desk, backends):
    desk.saves(desk.row, story="Lời nháp chưa ai nghe.")
    desk.hands_in()
    link = desk.link(number=2)

    assert desk.sends(f"{link}/rehearsal/vi", {}).status_code == 303
    assert 'hx-trigger="every 2s"' in desk.guest.get(f"{link}/rehearsal/vi").text
    work(backends, until_empty=True, kinds=["rehearse"])

    sound = re.search(r'src="(/media/[^"]+\.mp3)"', desk.guest.get(f"{link}/rehearsal/vi").text)
    assert sound
    assert desk.guest.get(sound[1]).data[:3] == b"ID3"


def test_bad_names_and_days_are_said_beside_their_fields(desk):
    for reviewer, days, field in (("", "7", "reviewer"), ("x" * 81, "7", "reviewer"), ("Ba", "0", "days")):
        answer = desk.officer.post("/studio/review/1/links", {"reviewer": reviewer, "days": days})
        assert (answer.status_code, f'id="fault-{field}"' in answer.text) == (422, True), (reviewer, days)
    for days in ("31", "x", "", "-1", "9" * 30):
        assert desk.officer.post("/studio/review/1/links", {"reviewer": "Ba", "days": days}).status_code == 422, days


def test_only_the_officer_makes_links_and_of_the_own_commune(desk, app, backends, village):
    for role, commune in (("editor", desk.commune), ("reviewer", desk.commune), ("admin", None)):
        other = at_desk(app, backends, role, commune, name=f"Người {role}")
        assert other.post("/studio/review/1/links", {"reviewer": "Ba", "days": "7"}).status_code == 403, role
    stranger = at_desk(app, backends, "officer", village.commune("lang-khac"), name="Người lạ")
    desk.link()

    assert stranger.post("/studio/review/1/links", {"reviewer": "Ba", "days": "7"}).status_code == 404
    assert stranger.post("/studio/review/1/links/1/revoke").status_code == 404


class DeskWithGuest:
    """A site that was handed in, its officer, and somebody with a phone who has no account."""

    def __init__(self, app, village):
        self.app, self.backends = app, village.backends
        self.commune = village.commune()
        self.row, self.id = village.site(self.commune)
        self.path = f"/studio/sites/{self.id}"
        self.officer = at_desk(app, self.backends, "officer", self.commune)
        self.guest = Phone(app, app.response_class)
        self.link_ = ""
        self.saves(self.row, hook="Mái đình mới")
        self.hands_in()

    def signed_in_anew(self):
        self.officer = at_desk(self.app, self.backends, "officer", self.commune, name="Lê Thu Hà")
        return self

    def saves(self, row, **changes):
        with self.backends.sessions.writing() as session:
            sites.save(session, row, "vi", words(**changes), by="Lê Thu Hà", now=self.backends.clock())

    def shown(self):
        found = BASES.findall(self.officer.get(f"{self.path}/publish").text)
        return {"place-base": dict(found)["place-base"], "told-base": [v for n, v in found if n == "told-base"]}

    def hands_in(self):
        assert self.officer.post(f"{self.path}/publish/submit", self.shown()).status_code == 303

    def link(self, reviewer="Ông Ba", days="7", number=1) -> str:
        made = self.officer.post(f"/studio/review/{number}/links", {"reviewer": reviewer, "days": days})
        assert made.status_code == 303, made.text
        self.link_ = LINK.findall(self.officer.get(f"/studio/review/{number}").text)[0]
        return self.link_

    def guest_page(self, link) -> str:
        answer = self.guest.get(link)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        return answer.text

    def sends(self, path, data, **kwargs):
        """As the page's own form would."""
        token = TOKEN.findall(self.guest.get(self.link_).text)[0]
        return self.guest.post(path, data={"_token": token, **data}, **kwargs)

    def is_gone(self, link) -> str:
        answer = self.guest.get(link)
        assert answer.status_code == 410
        assert self.guest.post(f"{link}/decide", data={"decision": "approve"}).status_code in (400, 410)
        return answer.text

    def lines(self):
        with self.backends.sessions.reading() as session:
            rows = session.scalars(select(AuditEvent).order_by(AuditEvent.number))
            return [(row.deed, row.actor, row.person_id, row.commune_id) for row in rows]


@pytest.fixture
def desk(app, village) -> DeskWithGuest:
    return DeskWithGuest(app, village)
