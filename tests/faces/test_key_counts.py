"""The officer sees how often a partner's embeds were seen and heard; nothing below five, nothing of another commune."""

from datetime import date

import pytest

from tests.desk import at_desk
from tests.faces.markup import elements, words_of
from tourism.staff import granting, keys
from tourism.visits import actions as visits
from tourism.visits.telling import Span
from tourism.web.studio.key_bars import HEIGHT, bars

NOVEMBER = date(2026, 11, 1)


def test_a_month_is_told_by_thing_language_and_day(officer, key, seen, hamlet):
    seen(hamlet.tour, 2, 3)
    seen(hamlet.tour, 4, 4)
    seen(hamlet.tour, 5, 12)
    seen(hamlet.tour, 6, 2, language="ko")
    seen(hamlet.site.id, 5, 8, event="heard")
    page = officer.get(f"/studio/keys/{key}/counts")
    told = words_of(page.text)

    assert "Lữ hành Sen" in told
    assert "Tháng 11" in told
    assert "Một ngày" in told
    assert "Đình Vân La" in told
    assert "ít nhất 19" in told
    assert "Tiếng Việt, lượt hiển thị 1–4 7" in told
    assert "Tiếng Việt, lượt hiển thị 5 12" in told
    assert "Tiếng Hàn, lượt hiển thị 1–20 <5" in told
    assert "Tiếng Việt, lượt nghe 1–5 8" in told
    assert told.index("Một ngày") < told.index("Đình Vân La")


def test_what_is_small_is_told_by_no_number(officer, key, seen, hamlet):
    seen(hamlet.tour, 2, 3)
    told = words_of(officer.get(f"/studio/keys/{key}/counts").text)

    assert "lượt hiển thị <5" in told
    assert "lượt nghe –" in told


def test_months_lead_back_as_far_as_counts_are_kept_and_not_beyond_today(officer, key):
    def ways(month):
        page = officer.get(f"/studio/keys/{key}/counts?month={month}").text
        return {each["rel"]: each["href"] for each in elements(page, "a") if each.get("rel") in ("prev", "next")}

    assert ways("2026-11") == {"prev": "?month=2026-10"}
    assert ways("2025-01") == {"prev": "?month=2024-12", "next": "?month=2025-02"}
    assert ways("2024-11") == {"next": "?month=2024-12"}


@pytest.mark.parametrize("month", ["", "x", "2026-13", "2027-01", "1999-01", "9999-12", "٢٠٢٦-١١", "%00"])
def test_what_is_no_month_of_ours_is_this_one(month, officer, key):
    page = officer.get(f"/studio/keys/{key}/counts?month={month}")

    assert page.status_code == 200
    assert "Tháng 11" in words_of(page.text)
    assert "Tháng này chưa có số liệu" in words_of(page.text)


def test_what_was_withdrawn_since_is_told_by_its_code(officer, key, seen, hamlet):
    seen(hamlet.withdrawn.id, 2, 9)

    assert f"({hamlet.withdrawn.id})" in words_of(officer.get(f"/studio/keys/{key}/counts").text)


def test_a_tour_of_the_partner_s_own_is_told_by_its_name(officer, key, seen, hamlet, village, backends):
    with backends.sessions.reading() as session:
        view = keys.keys(session, hamlet.commune, backends.clock())[0]
    sen = keys.Partner(view.id, view.commune, view.partner, view.code, view.sites)
    seen(village.variant(sen, hamlet.tour, name={"vi": "Đi với Sen"}), 2, 9)

    assert "Đi với Sen" in words_of(officer.get(f"/studio/keys/{key}/counts").text)


def test_the_key_s_page_leads_there(officer, key):
    ways = {each["href"] for each in elements(officer.get(f"/studio/keys/{key}").text, "a")}

    assert f"/studio/keys/{key}/counts" in ways


def test_another_commune_s_partner_is_not_there(officer, village, backends):
    with backends.sessions.writing() as session:
        other = granting.grant(session, village.commune("xa-khac"), "X", days=None, by="x", now=backends.clock()).id

    assert officer.get(f"/studio/keys/{other}/counts").status_code == 404


@pytest.mark.parametrize("role", ["editor", "reviewer", "contributor"])
def test_only_who_gives_keys_sees_counts(role, app, backends, hamlet, key):
    assert at_desk(app, backends, role, hamlet.commune).get(f"/studio/keys/{key}/counts").status_code == 403


def test_bars_spread_what_is_told_together_and_leave_out_what_is_not_told():
    told = (
        Span(NOVEMBER, date(2026, 11, 4), 8),
        Span(date(2026, 11, 5), date(2026, 11, 5), 20),
        Span(date(2026, 11, 6), date(2026, 11, 30), None),
    )
    made = bars((*told, Span(date(2026, 11, 5), date(2026, 11, 6), 10)))

    assert [(each.day, each.alone, each.shared) for each in made] == [
        *((day, 0, HEIGHT * 2 / 25) for day in range(1, 5)),
        (5, HEIGHT * 20 / 25, HEIGHT * 5 / 25),
        (6, 0, HEIGHT * 5 / 25),
    ]
    assert bars(()) == ()


@pytest.fixture
def officer(app, backends, hamlet):
    return at_desk(app, backends, "officer", hamlet.commune)


@pytest.fixture
def key(backends, hamlet):
    with backends.sessions.writing() as session:
        return granting.grant(session, hamlet.commune, "Lữ hành Sen", days=None, by="test", now=backends.clock()).id


@pytest.fixture
def seen(backends, key):
    """So many on a day of November."""

    def count(subject, day, number, *, language="vi", event="shown"):
        with backends.sessions.writing() as session:
            for _ in range(number):
                visits.count(session, key, date(2026, 11, day), subject, language, event)

    return count
