"""Deeds of the desk at one moment: one after another on both databases, each with a line of its own."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from tests.conftest import HOST, Phone
from tests.desk import AtDesk, at_desk
from tourism.audit.model import AuditEvent
from tourism.sites.model import Closure
from tourism.staff import queries as staff
from tourism.tours.draft import StopDraft
from tourism.translating.model import Term

MANY = 6
DAYS = {"begins": "2026-11-21", "ends": "2026-11-30"}


def test_what_can_be_done_once_is_done_once(backends, officers):
    officers[0].post("/studio/glossary", {"tag": "en", "source": "đình", "target": "hall"})
    with backends.sessions.reading() as session:
        number = session.scalar(select(Term.id))

    answers = at_once(officers, f"/studio/glossary/{number}/remove")

    assert Counter(answers) == {303: 1, 404: MANY - 1}
    assert lines(backends, "term.removed") == 1


def test_a_partner_s_key_is_taken_back_once(backends, officers, village, commune):
    key = village.partner(commune).key

    answers = at_once(officers, f"/studio/keys/{key}/revoke")

    assert Counter(answers) == {303: 1, 403: MANY - 1}
    assert lines(backends, "key.revoked") == 1


def test_somebody_s_part_here_ends_once(app, backends, officers, commune):
    leaving = at_desk(app, backends, "editor", commune, name="Trần Văn Nam")

    answers = at_once(officers, f"/studio/people/{leaving.person}/remove")

    assert Counter(answers) == {303: 1, 404: MANY - 1}
    assert lines(backends, "person.removed") == 1


def test_a_rule_that_nobody_had_set_is_set_by_everybody(backends, officers):
    assert at_once(officers, "/studio/review/rule", wants_review="yes") == [303] * MANY
    assert lines(backends, "review.ruled") == MANY


def test_a_sheet_that_is_made_twice_at_once_is_one_sheet(app, backends, officers):
    same = [officers[0], *(another_tab(app, officers[0]) for _ in range(3))]

    assert at_once(same, "/studio/account/codes") == [303] * 4
    with backends.sessions.reading() as session:
        assert staff.codes_left(session, officers[0].person) == 10


def test_closed_days_that_all_have_seen_are_changed_by_one(backends, officers, village, commune, clock):
    _, site = village.site(commune)
    officers[0].post(f"/studio/sites/{site}/closures", {"do": "today"})
    with backends.sessions.reading() as session:
        kept = session.scalar(select(Closure))
    clock.forward(minutes=1)
    forms = [{**DAYS, "reason-vi": f"Lý do {number}", "seen": kept.changed.isoformat()} for number in range(MANY)]

    answers = at_once(officers, f"/studio/sites/{site}/closures/{kept.public_id}", forms)

    assert Counter(answers) == {303: 1, 409: MANY - 1}
    assert lines(backends, "closure.changed") == 1


def test_a_partner_s_tour_that_all_have_seen_is_saved_by_one(backends, officers, village, commune):
    village.site(commune)
    key = village.partner(commune).key
    tour = village.tour(commune, (StopDraft(site="dinh-van-la", kind="visit", dwell_minutes=20),))
    made = officers[0].post(f"/studio/keys/{key}/tours", {"tour": tour}).headers["Location"]
    stop = {"base": "1", "travel": "walk", "key-1": "dinh-van-la", "kind-1": "visit"}

    answers = at_once(officers, made, [{**stop, "minutes-1": str(number)} for number in range(30, 30 + MANY)])

    assert Counter(answers) == {303: 1, 409: MANY - 1}
    assert lines(backends, "variant.saved") == 1


def at_once(people, path, forms=None, **sent) -> list[int]:
    """The statuses of one form, or of each its own, that all of them send at one moment."""
    ready = Barrier(len(people))

    def send(someone: AtDesk, form: dict[str, str]) -> int:
        ready.wait()
        return someone.post(path, form).status_code

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(send, people, forms or [sent] * len(people)))


def another_tab(app, someone) -> AtDesk:
    phone = Phone(app, app.response_class)
    phone.set_cookie("desk", someone.cookie, domain=HOST)
    return AtDesk(phone, someone.person, someone.cookie, someone.token)


def lines(backends, deed) -> int:
    with backends.sessions.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.deed == deed))


@pytest.fixture
def commune(village) -> int:
    return village.commune()


@pytest.fixture
def officers(app, backends, commune) -> list[AtDesk]:
    """Officers of one commune, each with a page open."""
    found = [at_desk(app, backends, "officer", commune, name=f"Cán bộ {letter}") for letter in "ABCDEF"]
    for someone in found:
        assert someone.post("/studio/account/language", {"speaks": "vi"}).status_code == 303
    return found
