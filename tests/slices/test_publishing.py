"""Saving, publishing, withdrawing: an edit never leaks, nothing is overwritten, signs answer for ever."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.builders import a_place, words
from tourism import codes
from tourism.communes import queries as communes
from tourism.errors import Conflict, Invalid, NotFound
from tourism.publishing import actions as publishing
from tourism.sites import actions, briefs, queries, signage
from tourism.sites.model import PlaceRevision, Revision
from tourism.sites.nearness import listed


def test_an_edit_does_not_leak_before_it_is_published(village, sessions, clock):
    commune = village.commune()
    row, public_id = village.site(commune)
    before = _page(sessions, public_id)
    edition = _edition(sessions)
    with sessions.writing() as session:
        actions.save(session, row, "vi", words("Tên mới", hook="Câu mới", story="Chuyện mới."), by="o", now=clock())
        actions.save(session, row, "fr", words("La maison"), by="o", now=clock())
        actions.save_place(session, row, a_place(kind="pagoda", order=9), picture=None, by="o", now=clock())
    assert _page(sessions, public_id) == before
    assert _edition(sessions) == edition
    with sessions.reading() as session:
        assert listed(session, "vi", after=0, limit=9, words="moi") == ()
        assert listed(session, "vi", after=0, limit=9, kind="pagoda") == ()
        assert briefs.of_commune(session, commune, "fr")[0].name == "Đình Vân La"


def test_publishing_moves_the_pointer_and_raises_the_edition(village, sessions, clock):
    commune = village.commune()
    row, public_id = village.site(commune)
    edition = _edition(sessions)
    clock.forward(hours=1)
    with sessions.writing() as session:
        actions.save(session, row, "vi", words("Tên mới", story="Chuyện mới."), by="o", now=clock())
        actions.save_place(session, row, a_place(kind="pagoda"), picture=None, by="o", now=clock())
        assert publishing.publish_site(session, row, commune, {"vi"}, clock())
    page = _page(sessions, public_id)
    assert (page.brief.name, page.story, page.brief.kind, page.brief.picture) == (
        "Tên mới",
        "Chuyện mới.",
        "pagoda",
        None,
    )
    assert page.brief.changed == clock()
    assert _edition(sessions) > edition
    with sessions.reading() as session:
        assert [each.id for each in listed(session, "vi", after=0, limit=9, words="ten moi")] == [public_id]
        assert listed(session, "vi", after=0, limit=9, words="dinh van la") == ()


def test_publishing_the_same_again_changes_nothing(village, sessions, clock):
    commune = village.commune()
    row, _ = village.site(commune)
    edition = _edition(sessions)
    with sessions.writing() as session:
        assert actions.save(session, row, "vi", words(), by="another", now=clock()) == 1
        assert not publishing.publish_site(session, row, commune, {"vi"}, clock())
    assert _edition(sessions) == edition


def test_revisions_never_change(village, sessions, clock):
    commune = village.commune()
    row, _ = village.site(commune)
    before = _revisions(sessions)
    for number in range(2, 5):
        with sessions.writing() as session:
            assert actions.save(session, row, "vi", words(f"Tên {number}"), by="o", now=clock()) == number
            assert actions.save_place(session, row, a_place(order=number), picture=None, by="o", now=clock()) == number
            publishing.publish_site(session, row, commune, {"vi"}, clock())
        after = _revisions(sessions)
        assert after[: len(before)] == before
        before = after
    with sessions.reading() as session:
        published = session.scalars(select(PlaceRevision.number).where(PlaceRevision.published)).all()
    assert published == [4]


def test_a_text_based_on_an_old_one_is_refused_and_both_are_kept(village, sessions, clock):
    row, _ = village.site(village.commune())
    with sessions.writing() as session:
        assert actions.save(session, row, "vi", words("Của chị"), by="chị", now=clock(), base=1) == 2
    with pytest.raises(Conflict, match="changed-meanwhile") as refused, sessions.writing() as session:
        actions.save(session, row, "vi", words("Của anh"), by="anh", now=clock(), base=1)
    assert refused.value.details == {"newest": 2, "base": 1}
    with sessions.writing() as session:
        assert actions.save(session, row, "vi", words("Của anh"), by="anh", now=clock(), base=2) == 3
    with sessions.reading() as session:
        names = session.scalars(select(Revision.content).order_by(Revision.number)).all()
    assert [each["name"] for each in names] == ["Đình Vân La", "Của chị", "Của anh"]


def test_a_place_based_on_an_old_one_is_refused(village, sessions, clock):
    row, _ = village.site(village.commune())
    with pytest.raises(Conflict), sessions.writing() as session:
        actions.save_place(session, row, a_place(order=7), picture=None, by="o", now=clock(), base=0)


@pytest.mark.parametrize("what", ["words", "place"])
def test_of_many_who_began_with_the_same_version_one_wins_and_all_others_are_told(village, sessions, clock, what):
    row, _ = village.site(village.commune())

    def save(writer):
        try:
            with sessions.writing() as session:
                if what == "words":
                    return actions.save(session, row, "vi", words(f"Tên {writer}"), by="o", now=clock(), base=1)
                place = a_place(order=writer + 2)
                return actions.save_place(session, row, place, picture=None, by="o", now=clock(), base=1)
        except Conflict:
            return "conflict"

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(save, range(6)))
    assert sorted(told, key=str) == [2, *["conflict"] * 5]


def test_two_who_publish_a_site_for_the_first_time_do_not_hurt_each_other(village, sessions, clock):
    commune = village.commune()
    rows = []
    with sessions.writing() as session:
        for number in range(5):
            row = actions.add(session, commune_id=commune, key=f"s{number}", public_id=codes.mint(), now=clock())
            actions.save_place(session, row, a_place(number + 1), picture=None, by="o", now=clock())
            actions.save(session, row, "vi", words(), by="o", now=clock())
            rows += [row] * 4

    def publish(row):
        with sessions.writing() as session:
            return publishing.publish_site(session, row, commune, {"vi"}, clock())

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(publish, rows)) == 5


def test_a_language_that_is_not_published_any_more_leaves_the_pages(village, sessions, clock):
    commune = village.commune()
    row, public_id = village.site(commune, told={"vi": words(), "en": words("The communal house")})
    assert _page(sessions, public_id, "en").brief.name == "The communal house"
    with sessions.writing() as session:
        assert publishing.publish_site(session, row, commune, {"vi"}, clock())
    page = _page(sessions, public_id, "en")
    assert (page.language, page.as_asked, page.languages) == ("vi", False, ("vi",))
    assert len(_revisions(sessions)) == 3, "its revision stays"


def test_a_page_falls_back_to_english_then_to_vietnamese_and_says_so(village, sessions):
    _, public_id = village.site(village.commune(), told={"vi": words(), "en": words("The communal house")})
    for asked, language, as_asked in (("fr", "en", False), ("en", "en", True), ("vi", "vi", True)):
        page = _page(sessions, public_id, asked)
        assert (page.language, page.as_asked, page.name_vi) == (language, as_asked, "Đình Vân La")


def test_a_site_without_words_cannot_be_published(village, sessions, clock):
    commune = village.commune()
    with sessions.writing() as session:
        row = actions.add(session, commune_id=commune, key="x", public_id=codes.mint(), now=clock())
        actions.save_place(session, row, a_place(), picture=None, by="o", now=clock())
    with pytest.raises(Invalid, match="nothing-to-publish"), sessions.writing() as session:
        publishing.publish_site(session, row, commune, {"vi"}, clock())


def test_a_withdrawn_site_is_on_no_page_and_its_sign_still_answers(village, sessions, clock):
    commune = village.commune()
    sign = codes.mint()
    row, public_id = village.site(commune, sign=sign)
    edition = _edition(sessions)
    with sessions.writing() as session:
        publishing.withdraw_site(session, row, commune, clock())
    assert _edition(sessions) > edition
    with sessions.reading() as session:
        assert briefs.sign_site(session, sign) == public_id
        assert briefs.of_commune(session, commune, "vi") == ()
        with pytest.raises(NotFound, match="no-such-site"):
            queries.site(session, public_id, "vi")


def test_a_withdrawn_site_comes_back_as_it_was(village, sessions, clock):
    commune = village.commune()
    row, public_id = village.site(commune)
    before = _page(sessions, public_id)
    with sessions.writing() as session:
        publishing.withdraw_site(session, row, commune, clock())
    with sessions.writing() as session:
        assert publishing.publish_site(session, row, commune, {"vi"}, clock())
    assert _page(sessions, public_id) == before
    with sessions.reading() as session:
        assert session.scalars(select(PlaceRevision.published)).all() == [True]


def test_a_retired_sign_still_answers_but_is_not_printed_again(village, sessions):
    commune = village.commune()
    old, new = codes.mint(), codes.mint()
    row, public_id = village.site(commune, sign=old)
    with sessions.writing() as session:
        assert signage.keep_signs(session, row, {new})
        assert not signage.keep_signs(session, row, {new})
    with sessions.reading() as session:
        assert briefs.sign_site(session, old) == briefs.sign_site(session, new) == public_id
        assert briefs.brief(session, public_id, "vi").sign == new
        assert briefs.signs_among(session, [old, new, codes.mint()]) == tuple(sorted([old, new]))


def test_a_sign_can_be_pointed_at_another_site_without_reprinting(village, sessions):
    commune = village.commune()
    sign = codes.mint()
    village.site(commune, sign=sign)
    row, public_id = village.site(commune, "cho-moi")
    with sessions.writing() as session:
        signage.keep_signs(session, row, {sign})
    with sessions.reading() as session:
        assert briefs.sign_site(session, sign) == public_id


@pytest.mark.parametrize("code", ["", "0", "00000001", "OOOOOOOO", "0000-0000", "x" * 500])
def test_a_code_with_a_slip_is_never_kept(village, sessions, clock, code):
    commune = village.commune()
    row, _ = village.site(commune)
    with pytest.raises(Invalid, match="bad-code"), sessions.writing() as session:
        signage.keep_signs(session, row, {code})
    with pytest.raises(Invalid, match="bad-code"), sessions.writing() as session:
        actions.add(session, commune_id=commune, key="x", public_id=code, now=clock())


def test_the_next_stop_has_its_distance_and_minutes(village, sessions):
    commune = village.commune()
    near = a_place().pin
    _, here = village.site(commune, "a", next="b", pin=near)
    village.site(commune, "b", pin=replace(near, lat=near.lat + 0.001))
    stop = _page(sessions, here).next
    assert stop.metres == pytest.approx(110.7, abs=0.2)
    assert (stop.minutes, stop.approximate, stop.brief.key) == (2, False, "b")


def test_a_next_stop_that_is_not_published_is_not_told(village, sessions):
    _, here = village.site(village.commune(), next="nowhere")
    assert _page(sessions, here).next is None


def _page(sessions, public_id, asked="vi"):
    with sessions.reading() as session:
        return queries.site(session, public_id, asked)


def _edition(sessions):
    with sessions.reading() as session:
        return communes.edition(session)


def _revisions(sessions):
    with sessions.reading() as session:
        texts = [
            (each.id, each.number, each.language, each.content, each.made, each.author)
            for each in session.scalars(select(Revision).order_by(Revision.id))
        ]
        places = [
            (each.id, each.number, each.content, each.made, each.author)
            for each in session.scalars(select(PlaceRevision).order_by(PlaceRevision.id))
        ]
    return sorted(texts + places, key=lambda each: (each[1], len(each), each[0]))
