"""The dashboard: what is missing by place and language, in few reads, each sees their own."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from tests.builders import a_place, words
from tourism import codes
from tourism.editorial import actions as editorial
from tourism.editorial.readiness import Versions
from tourism.errors import NotFound
from tourism.overview import queries
from tourism.sites import actions as sites
from tourism.sites import drafts
from tourism.sites.draft import Photo, PhotoFile, WordsInProgress
from tourism.staff.permissions import Actor
from tourism.storage import jobs

TODAY = date(2026, 11, 21)
LANGUAGES = ("vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")
STATEMENTS_MAX = 15


def test_what_each_language_lacks_is_told(village, sessions, clock):
    commune = village.commune(languages=("vi", "en", "ko"))
    told = {"vi": words(), "en": words("The Hall", "hall", made_by="machine", reviewed=False)}
    row, _ = village.site(commune, told=told)
    village.voices()

    (found,) = board(sessions, commune).rows

    assert [(each.language, each.text, each.sound) for each in found.cells] == [
        ("vi", "done", "heard"), ("en", "machine", "heard"), ("ko", "missing", "untold"),
    ]  # fmt: skip
    clock.forward(hours=1)
    with sessions.writing() as session:
        sites.save(session, row, "vi", words(story="Chuyện khác hẳn."), by="o", now=clock())
    assert [each.text for each in board(sessions, commune).rows[0].cells] == ["done", "stale", "missing"]


def test_words_without_a_voice_are_silent_and_the_reason_is_told(village, sessions, voice):
    commune = village.commune(languages=("vi", "en"))
    village.site(commune, told={"vi": words(), "en": words("The Hall", "hall")})
    voice.languages = ("vi",)
    village.voices()

    found = board(sessions, commune)

    assert [(each.sound, each.reason) for each in found.rows[0].cells] == [
        ("heard", None), ("silent", "language-unsupported"),
    ]  # fmt: skip
    assert found.count("en")["silent"] == 1


def test_a_draft_lacks_position_words_and_photo(village, sessions, clock):
    commune = village.commune()
    with sessions.writing() as session:
        row = sites.add(session, commune_id=commune, key="moi", public_id=codes.mint(), now=clock())
        sites.save(session, row, "vi", WordsInProgress(name="Ao sen"), by="o", now=clock())

    (found,) = board(sessions, commune).rows

    assert (found.name, found.published, found.has_pin, found.photos) == ("Ao sen", False, False, 0)
    assert found.cells[0].text == "missing"


def test_consents_that_are_awaited_or_over_are_told(village, sessions, clock):
    commune = village.commune()
    row, _ = village.site(commune)
    for until, paper in (
        (date(2026, 11, 20), "expired"),
        (date(2026, 12, 20), "expiring"),
        (date(2027, 12, 20), "fine"),
    ):
        with sessions.writing() as session:
            place = a_place(photos=(a_photo(consent="given", consent_until=until),))
            sites.save_place(session, row, place, picture=None, by="o", now=clock())
        (found,) = board(sessions, commune).rows
        assert (found.paper, found.paper_until, found.photos) == (paper, until, 1)


def test_failed_work_is_told_with_its_place_and_only_at_home(village, sessions, clock):
    here, there = village.commune(), village.commune("vinh-hung")
    row, public_id = village.site(here)
    village.site(there, "cho", told={"vi": words("Chợ", "cho")})
    fail(sessions, clock, f"narrate:{row}:vi", "text-unspeakable")

    (failure,) = board(sessions, here).failures

    assert (failure.site, failure.language, failure.reason) == (public_id, "vi", "text-unspeakable")
    assert board(sessions, here).task.kind == "repair"
    assert board(sessions, there).failures == ()


def test_what_was_handed_in_waits_until_it_is_decided_and_comes_back_with_its_answer(village, sessions, clock):
    commune = village.commune()
    row, public_id = village.site(commune)
    with sessions.writing() as session:
        sites.save(session, row, "vi", words(story="Chuyện mới."), by="o", now=clock())
        site = drafts.site_by_row(session, row)
        versions = Versions(site.place.number, {tag: kept.number for tag, kept in site.words.items()})
        handed = editorial.submit(session, site, versions, actor=an_actor(commune), note="", now=clock())
    assert [each.state for each in board(sessions, commune).waiting] == ["waiting"]
    assert board(sessions, commune, role="reviewer").task.kind == "decide"

    with sessions.writing() as session:
        editorial.decide(session, handed.id, approves=False, by="Cụ Tư", person=None, answer="Sai năm.", now=clock())

    (back,) = board(sessions, commune).waiting
    assert (back.site, back.state, back.answer) == (public_id, "sent-back", "Sai năm.")


def test_a_contributor_sees_their_own_places_only(village, sessions, clock):
    commune = village.commune()
    village.site(commune)
    with sessions.writing() as session:
        row = sites.add(session, commune_id=commune, key="moi", public_id=codes.mint(), now=clock(), owner=7)
        sites.save(session, row, "vi", WordsInProgress(name="Ao sen"), by="o", now=clock())

    found = board(sessions, commune, role="contributor", person=7)

    assert [each.name for each in found.rows] == ["Ao sen"]


def test_the_province_has_counts_of_all_communes_and_no_board_of_its_own(village, sessions, clock):
    one, two = village.commune(), village.commune("vinh-hung")
    village.site(one, told={"vi": words(), "en": words("The Hall", "hall")})
    with sessions.writing() as session:
        sites.add(session, commune_id=two, key="moi", public_id=codes.mint(), now=clock())

    with sessions.reading() as session:
        counted = queries.province(session)
        with pytest.raises(NotFound):
            queries.board(session, replace(an_actor(one, "admin"), commune=None), TODAY)

    assert [(each.commune.slug, each.sites, each.published, dict(each.told)) for each in counted] == [
        ("hong-van", 1, 1, {"vi": 1, "en": 1}),
        ("vinh-hung", 1, 0, {}),
    ]


def test_sixty_places_in_seven_languages_cost_few_statements(village, sessions, clock):
    commune = village.commune(languages=LANGUAGES)
    with sessions.writing() as session:
        for number in range(60):
            row = sites.add(session, commune_id=commune, key=f"d-{number}", public_id=codes.mint(), now=clock())
            sites.save_place(session, row, a_place(order=number + 1), picture=None, by="o", now=clock())
            for tag in LANGUAGES:
                sites.save(session, row, tag, words(f"Tên {number}", f"ten-{number}"), by="o", now=clock())
            sites.publish_place(session, row, clock())
            for tag in LANGUAGES:
                sites.publish(session, row, tag, clock())
    statements = []
    engine = sessions.engine

    def note(_connection, _cursor, statement, *_more):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        found = board(sessions, commune)
    finally:
        event.remove(engine, "before_cursor_execute", note)

    assert (len(found.rows), len(found.rows[0].cells)) == (60, 7)
    assert len([each for each in statements if each.startswith("SELECT")]) < STATEMENTS_MAX


def board(sessions, commune, role="officer", person=1) -> queries.Board:
    with sessions.reading() as session:
        return queries.board(session, an_actor(commune, role, person), TODAY)


def an_actor(commune, role="officer", person=1) -> Actor:
    return Actor(
        person=person, name="Hoa", role=role, commune=commune, languages=(), speaks="vi", session=1, fresh_until=0.0
    )


def a_photo(**changes) -> Photo:
    file = PhotoFile(name="a" * 64 + ".webp", format="webp", width=480)
    return Photo(id=codes.mint(), width=480, height=320, files=(file,), alt={"vi": "Mái đình"}, **changes)


def fail(sessions, clock, key, reason) -> None:
    with sessions.writing() as session:
        claimed = jobs.claim(session, clock(), key=key)
        jobs.fail(session, claimed, reason, clock(), final=True)
