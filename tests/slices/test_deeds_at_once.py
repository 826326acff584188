"""Deeds of the desk at one moment: one after another on both databases, each with a line of its own."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from tests.conftest import HOST, Phone
from tests.desk import AtDesk, at_desk
from tourism.audit.model import AuditEvent
from tourism.staff import queries as staff
from tourism.translating.model import Term

MANY = 6


def test_what_can_be_done_once_is_done_once(backends, officers):
    officers[0].post("/studio/glossary", {"tag": "en", "source": "đình", "target": "hall"})
    with backends.sessions.reading() as session:
        number = session.scalar(select(Term.id))

    answers = at_once(officers, f"/studio/glossary/{number}/remove")

    assert Counter(answers) == {303: 1, 404: MANY - 1}
    assert lines(backends, "term.removed") == 1


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


def at_once(people, path, **sent) -> list[int]:
    """The statuses of one form that all of them send at one moment."""
    ready = Barrier(len(people))

    def send(someone: AtDesk) -> int:
        ready.wait()
        return someone.post(path, sent).status_code

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(send, people))


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
