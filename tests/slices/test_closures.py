"""Days on which a place is closed: made, changed, taken back, and read by whoever needs them."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.builders import Village, words
from tourism.communes import queries as communes
from tourism.content import actions as loading
from tourism.content import queries as content
from tourism.errors import Conflict, Invalid, NotFound
from tourism.sites import briefs, closing, closures
from tourism.sites import queries as sites
from tourism.sites.closed import DAYS_MAX, REASON_MAX, now, soon, standing

TODAY = date(2026, 11, 21)
NOTHING: dict[str, str] = {}


def day(number: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=number)


def test_a_place_that_is_closed_says_so_until_its_last_day(house):
    house.close(0, 2, {"vi": "Sửa mái", "en": "Roof repairs"})

    (told,) = house.told("en")
    assert (told.begins, told.ends, told.reason, told.language) == (day(0), day(2), "Roof repairs", "en")
    assert [told.state(day(each)) for each in (-1, 0, 2, 3)] == ["coming", "now", "now", "over"]


def test_a_reason_is_told_by_the_fallback_chain_and_may_be_missing(house):
    house.close(0, 0, {"vi": "  Sửa \n mái "})
    house.close(1, None, {"vi": " ", "en": ""})

    first, second = house.told("ko")
    assert (first.reason, first.language) == ("Sửa mái", "vi")
    assert (second.reason, second.ends) == ("", None)


def test_what_comes_within_two_weeks_is_worth_a_notice(house):
    for begins in (14, 15, 40):
        house.close(begins, begins, NOTHING)

    told = house.told()
    assert [each.begins for each in standing(told, TODAY)] == [day(14), day(15), day(40)]
    assert [each.begins for each in soon(told, TODAY)] == [day(14)]
    assert now(told, TODAY) is None
    assert now(told, day(15)).begins == day(15)


@pytest.mark.parametrize(
    ("begins", "ends", "reason"),
    [
        (3, 2, "closed-backwards"),
        (-3, -1, "closed-in-the-past"),
        (0, DAYS_MAX, "closed-too-long"),
        (DAYS_MAX, None, "closed-too-far"),
        (-DAYS_MAX, None, "closed-too-far"),
    ],
)
def test_days_that_are_no_closure_are_refused(house, begins, ends, reason):
    with pytest.raises(Invalid) as refused:
        house.close(begins, ends, NOTHING)

    assert refused.value.reason == reason
    assert house.told() == ()


def test_two_years_and_a_full_reason_are_not_refused(house):
    house.close(0, DAYS_MAX - 1, {"vi": "ả" * REASON_MAX})

    assert len(house.told()[0].reason) == REASON_MAX
    with pytest.raises(Invalid) as refused:
        house.close(0, 1, {"en": "x" * (REASON_MAX + 1)})
    assert refused.value.details["field"] == "reason-en"


@pytest.mark.parametrize(("begins", "ends"), [(0, 2), (2, 3), (1, None), (-5, 1), (-5, None), (1, 1)])
def test_days_that_overlap_are_refused_for_two_closures_would_tell_two_stories(house, begins, ends):
    house.close(1, 2, NOTHING)

    with pytest.raises(Conflict) as refused:
        house.close(begins, ends, NOTHING)
    assert refused.value.reason == "closed-already"


def test_of_two_who_close_it_at_once_one_is_refused(house):
    def close() -> str:
        try:
            return house.close(0, 2, NOTHING)
        except Conflict as refused:
            return refused.reason

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: close(), range(4)))

    assert sorted(answers)[-3:] == ["closed-already"] * 3
    assert len(house.told()) == 1


def test_days_beside_each_other_and_days_that_were_taken_back_overlap_with_nothing(house):
    first = house.close(1, 2, NOTHING)
    house.close(3, None, NOTHING)
    house.close(-1, 0, NOTHING)
    house.reopen(first)
    house.close(1, 2, NOTHING)

    assert [each.begins for each in house.told()] == [day(-1), day(1), day(3)]


def test_changing_moves_days_and_reason_and_keeps_the_name(house, clock):
    public_id = house.close(0, 2, {"vi": "Sửa mái", "en": "Roof"})
    clock.forward(hours=1)

    house.change(public_id, 0, 9, {"vi": "Sửa lâu hơn"})

    (kept,) = house.kept()
    assert (kept.id, kept.ends, kept.reasons) == (public_id, day(9), {"vi": "Sửa lâu hơn", "en": "Roof"})
    assert kept.changed == clock()
    house.change(public_id, 0, 9, {"vi": "", "en": " "})
    assert house.kept()[0].reasons == {}


def test_whoever_has_not_seen_the_newest_changes_nothing(house, clock):
    public_id = house.close(0, 2, NOTHING)
    seen = house.kept()[0].changed.isoformat()
    clock.forward(hours=1)
    house.change(public_id, 0, 3, NOTHING)

    with pytest.raises(Conflict) as refused:
        house.change(public_id, 0, 9, NOTHING, seen=seen)
    assert refused.value.reason == "closure-changed"
    assert house.kept()[0].ends == day(3)


def test_taken_back_it_is_told_nowhere_but_kept(house, clock):
    public_id = house.close(0, 2, NOTHING)
    clock.forward(hours=1)

    house.reopen(public_id)

    assert house.told() == ()
    (kept,) = house.kept()
    assert (kept.withdrawn, kept.state(TODAY)) == (clock(), "taken-back")
    for again in (lambda: house.reopen(public_id), lambda: house.change(public_id, 0, 3, NOTHING)):
        with pytest.raises(Conflict) as refused:
            again()
        assert refused.value.reason == "closure-ended"


def test_what_is_over_cannot_be_changed(house):
    public_id = house.close(0, 0, NOTHING)

    with pytest.raises(Conflict):
        house.change(public_id, 0, 5, NOTHING, today=day(1))


def test_another_site_s_closure_is_nobody_s(house):
    public_id = house.close(0, 0, NOTHING)
    other, _ = house.village.site(house.commune, "cho", told={"vi": words("Chợ", "cho")})

    with house.reading() as session, pytest.raises(NotFound):
        closures.closure(session, other, public_id)
    with pytest.raises(NotFound), house.village.backends.sessions.writing() as session:
        closing.reopen(session, other, public_id, today=TODAY, now=house.village.backends.clock())


def test_every_write_makes_kept_pages_old_and_says_when_the_site_changed(house, clock):
    seen = [house.state()]
    clock.forward(hours=1)
    public_id = house.close(0, 2, NOTHING)
    seen.append(house.state())
    clock.forward(hours=1)
    house.change(public_id, 0, 3, NOTHING)
    seen.append(house.state())
    house.change(public_id, 0, 3, NOTHING)
    assert house.state() == seen[-1], "nothing changed, so nothing is old"
    clock.forward(hours=1)
    house.reopen(public_id)
    seen.append(house.state())

    assert seen == sorted(set(seen))


def test_a_deed_that_fails_keeps_nothing(house):
    before = house.state()
    moment = house.village.backends.clock()
    with suppress(RuntimeError), house.village.backends.sessions.writing() as session:
        closing.close(session, house.row, begins=day(0), ends=None, reasons={}, today=TODAY, now=moment)
        raise RuntimeError

    assert (house.kept(), house.state()) == ((), before)


def test_a_commune_s_news_go_on_for_so_long_after_the_end(house, clock):
    house.close(0, 2, NOTHING)
    endless = house.close(5, None, NOTHING)
    house.reopen(endless)
    withdrawn_on = TODAY

    assert len(house.news(since=withdrawn_on)) == 2
    assert [each.ends for each in house.news(since=day(1))] == [day(2)]
    assert len(house.news(since=day(2))) == 1
    assert house.news(since=day(3)) == ()


def test_news_are_of_published_sites_and_of_those_that_are_asked_for(house):
    house.close(0, 2, NOTHING)
    other, _ = house.village.site(house.commune, "cho", told={"vi": words("Chợ", "cho")})
    house.close(0, 2, NOTHING, site=other)

    assert {each.site for each in house.news()} == {house.row, other}
    assert {each.site for each in house.news(sites=frozenset({other}))} == {other}
    assert house.news(sites=frozenset()) == ()
    with house.village.backends.sessions.writing() as session:
        from tourism.publishing import actions as publishing

        publishing.withdraw_site(session, other, house.commune, house.village.backends.clock())
    assert {each.site for each in house.news()} == {house.row}


def test_lists_tours_and_pages_have_it_by_the_same_name(house):
    public_id = house.close(0, 2, NOTHING)

    with house.reading() as session:
        (brief,) = briefs.of_commune(session, house.commune, "vi")
        page = sites.site(session, brief.id, "vi")
    assert [each.id for each in brief.closures] == [public_id]
    assert page.brief.closures == brief.closures


def test_content_files_know_nothing_of_closures(house):
    """They are the desk's: a folder says what a place is, not on which days it is shut."""
    backends = house.village.backends
    with house.reading() as session:
        before = content.folder(session, "hong-van", backends.blobs)
    house.close(0, 2, {"vi": "Sửa mái"})

    with backends.sessions.writing() as session:
        assert content.folder(session, "hong-van", backends.blobs) == before
        loading.load(session, before, backends.blobs, backends.clock())
    assert [each.reasons for each in house.kept()] == [{"vi": "Sửa mái"}]


class House:
    """A commune with one site."""

    def __init__(self, village: Village) -> None:
        self.village = village
        self.commune = village.commune()
        self.row, self.public_id = village.site(self.commune, told={"vi": words(), "en": words("Hall", "hall")})

    def reading(self):
        return self.village.backends.sessions.reading()

    def close(self, begins, ends, reasons, *, site=None) -> str:
        last = None if ends is None else day(ends)
        with self.village.backends.sessions.writing() as session:
            return closing.close(
                session, site or self.row, begins=day(begins), ends=last, reasons=reasons, today=TODAY,
                now=self.village.backends.clock(),
            )  # fmt: skip

    def change(self, public_id, begins, ends, reasons, *, seen=None, today=TODAY) -> None:
        seen = seen or self.kept()[0].changed.isoformat()
        with self.village.backends.sessions.writing() as session:
            closing.change(
                session, self.row, public_id, begins=day(begins), ends=day(ends), reasons=reasons, seen=seen,
                today=today, now=self.village.backends.clock(),
            )  # fmt: skip

    def reopen(self, public_id) -> None:
        with self.village.backends.sessions.writing() as session:
            closing.reopen(session, self.row, public_id, today=TODAY, now=self.village.backends.clock())

    def told(self, asked="vi"):
        with self.reading() as session:
            return closures.of_sites(session, [self.row], asked).get(self.row, ())

    def kept(self):
        with self.reading() as session:
            return closures.kept(session, [self.row])

    def news(self, *, since=TODAY, sites=None):
        with self.reading() as session:
            return closures.of_commune(session, self.commune, "vi", since, sites=sites)

    def state(self):
        """The edition, and when the site changed last."""
        from tourism.sites.model import Site

        with self.reading() as session:
            return communes.edition(session), session.scalar(select(Site.changed).where(Site.id == self.row))


@pytest.fixture
def house(village) -> House:
    return House(village)
