"""From draft to published: handed in, approved, at its time; never anything but what somebody agreed to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders import words
from tests.desk import enrolled
from tourism.audit.model import AuditEvent
from tourism.editorial import actions as editorial
from tourism.editorial import queries, remarks
from tourism.editorial.readiness import Versions
from tourism.errors import Conflict, Invalid, NotAllowed, NotFound
from tourism.sites import actions as sites
from tourism.sites import drafts, history
from tourism.sites import queries as told
from tourism.sites.draft import WordsInProgress
from tourism.staff.permissions import Actor
from tourism.storage.jobs import put_aside
from tourism.worker import work


def test_what_was_handed_in_and_approved_is_published_and_nothing_before(desk):
    desk.wants_review()
    versions = desk.saves("vi", hook="Mái đình mới")

    with pytest.raises(Conflict, match="not-approved"):
        desk.publishes(versions)
    number = desk.hands_in(versions)
    with pytest.raises(Conflict, match="not-approved"):
        desk.publishes(versions)
    assert desk.hook("vi") == "Mái đình cong bên sông"

    desk.decides(number, desk.reviewer)
    desk.publishes(versions)

    assert desk.hook("vi") == "Mái đình mới"
    assert [each.state for each in desk.handed_in()] == ["published"]


def test_nobody_approves_their_own_and_nobody_decides_twice(desk):
    number = desk.hands_in(desk.saves("vi", hook="Mái đình mới"))

    with pytest.raises(NotAllowed, match="own-submission"):
        desk.decides(number, desk.officer)
    desk.decides(number, desk.reviewer, approves=False)
    with pytest.raises(Conflict, match="already-decided"):
        desk.decides(number, desk.reviewer)


def test_an_approval_is_of_those_versions_and_of_no_others(desk):
    desk.wants_review()
    approved = desk.saves("vi", hook="Bản được duyệt")
    desk.decides(desk.hands_in(approved), desk.reviewer)
    newer = desk.saves("vi", hook="Bản lén sửa")

    for versions in (newer, approved):
        with pytest.raises(Conflict):
            desk.publishes(versions)

    assert desk.hook("vi") == "Mái đình cong bên sông"


def test_a_language_that_was_not_handed_in_needs_an_approval_of_its_own(desk):
    desk.wants_review()
    desk.saves("vi", hook="Mái đình mới")
    versions = desk.saves("en", name="Communal House", slug="communal-house")
    only = Versions(versions.place, {"vi": versions.words["vi"]})
    desk.decides(desk.hands_in(only), desk.reviewer)

    with pytest.raises(Conflict, match="not-approved"):
        desk.publishes(versions)

    desk.publishes(only)
    assert desk.told() == ("vi",)


def test_newer_words_than_the_page_showed_are_never_published(desk):
    shown = desk.saves("vi", hook="Như trang đã hiện")
    desk.saves("vi", hook="Người khác vừa lưu")

    with pytest.raises(Conflict, match="newer-meanwhile"):
        desk.publishes(shown)

    assert desk.hook("vi") == "Mái đình cong bên sông"


def test_words_that_are_not_ready_stay_as_visitors_have_them(desk):
    desk.publishes(desk.saves("en", name="Communal House", slug="communal-house", hook="A curved roof"))
    desk.saves_unfinished("en")
    desk.saves("vi", hook="Mái đình mới")
    with desk.backends.sessions.reading() as session:
        news = queries.news(session, drafts.site_by_row(session, desk.row))
    states = {each.tag: (each.state, each.lacking) for each in news.languages}

    desk.publishes(news.versions)

    assert states == {"vi": ("changed", ()), "en": ("kept", ("story",))}
    assert (desk.hook("vi"), desk.hook("en")) == ("Mái đình mới", "A curved roof")


def test_what_lacks_something_or_takes_too_long_to_hear_is_refused(desk):
    desk.saves_unfinished("en")
    with pytest.raises(Invalid, match="not-complete"):
        desk.publishes(desk.newest())
    with pytest.raises(Invalid, match="nothing-to-tell"):
        desk.publishes(Versions(desk.newest().place, {}))
    long = desk.saves("vi", story="Một câu dài mười tiếng để nghe cho thật lâu. " * 70)

    with pytest.raises(Invalid, match="too-long-to-hear"):
        desk.publishes(Versions(long.place, {"vi": long.words["vi"]}))


def test_an_appointment_is_published_once_at_its_time_in_the_name_of_who_made_it(desk, clock):
    versions = desk.saves("vi", hook="Sáng mai mới hiện")
    desk.appoints(versions, hours=8)

    work(desk.backends, until_empty=True, kinds=["publish"])
    assert desk.hook("vi") == "Mái đình cong bên sông"

    clock.forward(hours=9)
    work(desk.backends, until_empty=True, kinds=["publish"])
    work(desk.backends, until_empty=True, kinds=["publish"])

    assert desk.hook("vi") == "Sáng mai mới hiện"
    assert desk.journal() == [("site.published", "Nguyễn Thị Hoa")]


def test_an_overtaken_appointment_publishes_nothing_and_says_why(desk, clock):
    desk.appoints(desk.saves("vi", hook="Đã hẹn giờ"), hours=1)
    desk.saves("vi", hook="Lưu sau khi hẹn")

    clock.forward(hours=2)
    work(desk.backends, until_empty=True, kinds=["publish"])

    assert desk.hook("vi") == "Mái đình cong bên sông"
    assert [(each.state, each.answer) for each in desk.handed_in()] == [("missed", "newer-meanwhile")]
    with desk.backends.sessions.reading() as session:
        ((key, reason),) = put_aside(session)
    assert (key, "saved after the appointment" in reason) == ("publish:1", True)
    assert desk.journal() == [("site.not-published", "Nguyễn Thị Hoa")]


def test_a_cancelled_or_put_off_appointment_waits(desk, clock):
    versions = desk.saves("vi", hook="Hẹn rồi thôi")
    desk.appoints(versions, hours=1)
    desk.cancels()
    clock.forward(hours=2)
    work(desk.backends, until_empty=True, kinds=["publish"])
    assert desk.hook("vi") == "Mái đình cong bên sông"

    desk.appoints(versions, hours=1)
    desk.appoints(versions, hours=5)
    clock.forward(hours=2)
    work(desk.backends, until_empty=True, kinds=["publish"])
    assert desk.hook("vi") == "Mái đình cong bên sông"

    clock.forward(hours=4)
    work(desk.backends, until_empty=True, kinds=["publish"])
    assert desk.hook("vi") == "Hẹn rồi thôi"
    assert desk.journal() == [("site.published", "Nguyễn Thị Hoa")]


def test_an_approved_appointment_that_is_put_off_is_published_at_the_later_time(desk, clock):
    desk.wants_review()
    versions = desk.saves("vi", hook="Đã duyệt, đã hẹn")
    desk.decides(desk.hands_in(versions), desk.reviewer)
    desk.appoints(versions, hours=1)
    desk.appoints(versions, hours=5)

    clock.forward(hours=2)
    work(desk.backends, until_empty=True, kinds=["publish"])
    assert desk.hook("vi") == "Mái đình cong bên sông"
    clock.forward(hours=4)
    work(desk.backends, until_empty=True, kinds=["publish"])

    assert desk.hook("vi") == "Đã duyệt, đã hẹn"


def test_an_appointment_made_before_the_commune_wanted_review_is_missed(desk, clock):
    desk.appoints(desk.saves("vi", hook="Chưa ai duyệt"), hours=1)
    desk.wants_review()

    clock.forward(hours=2)
    work(desk.backends, until_empty=True, kinds=["publish"])

    assert desk.hook("vi") == "Mái đình cong bên sông"
    assert desk.handed_in()[0].answer == "not-approved"


@pytest.mark.parametrize("hours", [-1, 0, 24 * 400])
def test_a_time_in_the_past_or_far_away_is_refused(hours, desk):
    with pytest.raises(Invalid, match="bad-time"):
        desk.appoints(desk.newest(), hours=hours)


def test_a_withdrawn_site_is_off_the_pages_and_no_appointment_brings_it_back(desk, clock):
    desk.appoints(desk.saves("vi", hook="Hẹn giờ"), hours=1)
    with desk.backends.sessions.writing() as session:
        editorial.withdraw(session, drafts.site_by_row(session, desk.row), clock())

    clock.forward(hours=2)
    work(desk.backends, until_empty=True, kinds=["publish"])

    with desk.backends.sessions.reading() as session, pytest.raises(NotFound):
        told.site(session, desk.id, "vi")


def test_an_old_version_comes_back_as_the_newest_and_is_published_like_any_other(desk):
    desk.publishes(desk.saves("vi", hook="Bản hai"))
    with desk.backends.sessions.writing() as session:
        old = history.words_at(session, desk.row, "vi", 1)
        sites.save(session, desk.row, "vi", old.words, by="test", now=desk.backends.clock(), base=2)
    assert desk.hook("vi") == "Bản hai"

    desk.publishes(desk.newest())

    assert (desk.newest().words["vi"], desk.hook("vi")) == (3, "Mái đình cong bên sông")


def test_a_newer_submission_overtakes_the_one_before_and_its_approval(desk):
    desk.wants_review()
    first = desk.saves("vi", hook="Một")
    desk.decides(desk.hands_in(first), desk.reviewer)
    second = desk.saves("vi", hook="Hai")
    desk.hands_in(second)

    assert [each.state for each in desk.handed_in()] == ["waiting", "overtaken"]
    with pytest.raises(Conflict):
        desk.publishes(first)


def test_only_whoever_handed_in_takes_it_back(desk):
    number = desk.hands_in(desk.saves("vi", hook="Mái đình mới"))

    with desk.backends.sessions.writing() as session, pytest.raises(NotAllowed):
        editorial.take_back(session, number, actor=desk.reviewer, now=desk.backends.clock())
    with desk.backends.sessions.writing() as session:
        editorial.take_back(session, number, actor=desk.officer, now=desk.backends.clock())

    assert desk.handed_in()[0].state == "taken-back"


def test_comments_are_open_until_they_are_settled(desk):
    clock = desk.backends.clock
    with desk.backends.sessions.writing() as session:
        first = remarks.comment(
            session, desk.row, "vi", 1, sentence="Hãy nhìn.", text=" Rõ hơn? ", author="Ba", now=clock()
        )
        remarks.comment(session, desk.row, "vi", 1, sentence="", text="Hay.", author="Ba", now=clock())
        with pytest.raises(Invalid):
            remarks.comment(session, desk.row, "vi", 1, sentence="", text="  ", author="Ba", now=clock())
    with desk.backends.sessions.writing() as session:
        remarks.settle(session, first, clock())
    with desk.backends.sessions.reading() as session:
        assert [each.text for each in queries.open_comments(session, desk.row)] == ["Hay."]


def test_people_of_another_commune_see_no_submission(desk, village):
    number = desk.hands_in(desk.saves("vi", hook="Mái đình mới"))
    stranger = replace(desk.reviewer, commune=village.commune("lang-khac"))

    with desk.backends.sessions.reading() as session:
        assert queries.handed_in(session, stranger, waiting=True) == ()
        assert len(queries.handed_in(session, desk.reviewer, waiting=True)) == 1
        with pytest.raises(NotFound):
            queries.handed(session, stranger, number)


class Desk:
    """One site, its officer and a reviewer; every call is one committed piece of work."""

    def __init__(self, village):
        self.backends = village.backends
        self.commune = village.commune()
        self.row, self.id = village.site(self.commune)
        self.officer = self._actor("officer", "Nguyễn Thị Hoa")
        self.reviewer = self._actor("reviewer", "Trần Văn Bình")

    def _actor(self, role, name):
        person = enrolled(self.backends, role, self.commune, name)
        return Actor(person, name, role, self.commune, (), "vi", 0, 0.0)

    def wants_review(self):
        with self.backends.sessions.writing() as session:
            editorial.set_rule(session, self.commune, wants_review=True)

    def saves(self, tag, **changes) -> Versions:
        with self.backends.sessions.writing() as session:
            sites.save(session, self.row, tag, words(**changes), by="Lê Thu Hà", now=self.backends.clock())
        return self.newest()

    def saves_unfinished(self, tag):
        with self.backends.sessions.writing() as session:
            half = WordsInProgress(name="Communal House", slug="communal-house", hook="Half")
            sites.save(session, self.row, tag, half, by="Lê Thu Hà", now=self.backends.clock())

    def newest(self) -> Versions:
        with self.backends.sessions.reading() as session:
            site = drafts.site_by_row(session, self.row)
        return Versions(site.place.number, {tag: each.number for tag, each in site.words.items()})

    def hands_in(self, versions) -> int:
        with self.backends.sessions.writing() as session:
            site = drafts.site(session, self.officer, self.id)
            now = self.backends.clock()
            return editorial.submit(session, site, versions, actor=self.officer, note="Xin xem", now=now).id

    def decides(self, number, actor, *, approves=True):
        with self.backends.sessions.writing() as session:
            editorial.decide(
                session,
                number,
                approves=approves,
                by=actor.name,
                person=actor.person,
                answer="",
                now=self.backends.clock(),
            )

    def publishes(self, versions):
        with self.backends.sessions.writing() as session:
            editorial.publish(session, self.row, versions, self.backends.clock())

    def appoints(self, versions, *, hours):
        with self.backends.sessions.writing() as session:
            now = self.backends.clock()
            site = drafts.site(session, self.officer, self.id)
            due = now + timedelta(hours=hours)
            editorial.appoint(session, site, versions, due=due, actor=self.officer, now=now)

    def cancels(self):
        with self.backends.sessions.writing() as session:
            assert editorial.cancel(session, self.row, self.backends.clock())

    def hook(self, tag) -> str:
        with self.backends.sessions.reading() as session:
            return told.told(session, self.row, tag).hook

    def told(self):
        with self.backends.sessions.reading() as session:
            return told.told_languages(session, self.row)

    def handed_in(self):
        with self.backends.sessions.reading() as session:
            return queries.of_site(session, self.row)

    def journal(self):
        with self.backends.sessions.reading() as session:
            return [(each.deed, each.actor) for each in session.scalars(select(AuditEvent).order_by(AuditEvent.number))]


@pytest.fixture
def desk(village) -> Desk:
    return Desk(village)
