"""Translations in both databases: states across versions, who was quicker, the glossary, what stays another's."""

from dataclasses import replace

import pytest

from tests.builders import words
from tourism.errors import Conflict, Invalid, NotFound
from tourism.sites import actions as sites
from tourism.sites import drafts, history
from tourism.sites.draft import Section
from tourism.staff.permissions import Actor
from tourism.translating import actions, queries
from tourism.translating.states import texts


@pytest.fixture
def actor(house):
    return Actor(1, "Hoa", "officer", house.commune, (), "vi", 1, 0.0)


@pytest.fixture
def house(village, clock):
    """A commune with one place in Vietnamese of two sections; English from files, by a machine."""

    class House:
        commune = village.commune()
        other = village.commune("vinh-hung")

        def __init__(self):
            self.backends = village.backends
            self.row, self.id = village.site(
                self.commune,
                told={
                    "vi": words(sections=(Section(title="Sân", text="Sân gạch."),)),
                    "en": words("Van La House", "van-la", made_by="machine", reviewed=False),
                },
            )

        def vietnamese(self, **changes):
            clock.forward(hours=1)
            with self.backends.sessions.writing() as session:
                kept = drafts.site_by_row(session, self.row).words["vi"].words
                return sites.save(session, self.row, "vi", replace(kept, **changes), by="Hoa", now=clock())

        def at(self, actor, tag="en"):
            with self.backends.sessions.reading() as session:
                return queries.translation(session, actor, self.id, tag)

        def save(self, actor, told, tag="en", **said):
            clock.forward(minutes=1)
            at = self.at(actor, tag)
            form = {"made_by": "machine", "reviewed": False, "in_step": False, "base": at.target_number}
            form |= {"source_number": at.source_number} | said
            with self.backends.sessions.writing() as session:
                at = queries.translation(session, actor, self.id, tag)
                merged = texts(at.words) | told
                return actions.save(session, at, merged, by=actor.name, now=clock(), **form)

    return House()


def states(at):
    return {each.key: each.state for each in at.parts}


def test_words_from_files_are_in_step_with_the_source_that_came_with_them(house, actor):
    at = house.at(actor)

    assert states(at) == {
        "name": "machine", "hook": "machine", "story": "machine", "title-1": "missing", "text-1": "missing",
    }  # fmt: skip
    assert (at.source_number, at.held_number, at.target_number) == (1, 1, 1)


def test_an_edit_of_the_vietnamese_makes_its_part_stale_since_then(house, actor, clock):
    house.vietnamese(hook="Mái đình cong trên sông")
    changed = clock()
    house.vietnamese(hook="Mái đình cong trên sông Hồng")

    at = house.at(actor)

    assert states(at)["hook"] == "stale"
    assert states(at)["story"] == "machine"
    with house.backends.sessions.reading() as session:
        assert queries.stale_since(session, at) == changed


def test_a_stale_part_stays_so_until_somebody_says_that_it_follows(house, actor):
    house.vietnamese(hook="Mái đình cong trên sông")

    house.save(actor, {"hook": "A roof above the river"})
    assert states(house.at(actor))["hook"] == "stale"

    house.save(actor, {}, in_step=True)
    assert states(house.at(actor))["hook"] == "machine"


def test_a_machine_s_translation_that_a_person_read_is_reviewed_and_still_a_machine_s(house, actor):
    house.save(actor, {}, reviewed=True)

    at = house.at(actor)

    assert (at.words.made_by, at.words.reviewed) == ("machine", True)
    assert states(at)["story"] == "reviewed"


def test_a_review_holds_for_the_source_that_was_on_the_page(house, actor):
    seen = house.at(actor).source_number
    house.vietnamese(story="Hãy nhìn sân đình.")

    house.save(actor, {}, reviewed=True, source_number=seen)

    assert states(house.at(actor))["story"] == "stale"


def test_what_is_saved_by_itself_approves_nothing(house, actor):
    house.save(actor, {}, reviewed=True)
    house.vietnamese(hook="Mái đình cong trên sông")

    house.save(actor, {"hook": "A roof ab"}, reviewed=True, in_step=True, minor=True)

    at = house.at(actor)
    assert not at.words.reviewed
    assert states(at)["hook"] == "stale"


def test_a_new_language_begins_with_its_first_save_in_step_with_the_source(house, actor):
    house.vietnamese(hook="Mái đình cong trên sông")

    house.save(actor, {"name": "문화회관", "hook": "강가의 지붕"}, tag="ko", minor=True)

    at = house.at(actor, "ko")
    assert (at.held_number, at.target_number, at.words.slug) == (2, 1, "dinh-van-la")
    assert states(at)["name"] == "machine"
    assert states(at)["story"] == "missing"


def test_the_address_follows_a_latin_name(house, actor):
    house.save(actor, {"name": "La maison communale"}, tag="fr")

    assert house.at(actor, "fr").words.slug == "la-maison-communale"


def test_who_was_slower_overwrites_nothing_and_loses_nothing(house, actor, clock):
    house.save(actor, {"hook": "One"})

    with pytest.raises(Conflict):
        house.save(actor, {"hook": "Two"}, base=1)
    with house.backends.sessions.writing() as session:
        at = queries.translation(session, actor, house.id, "en")
        told = texts(at.words) | {"hook": "Two"}
        actions.set_aside(session, at, told, made_by="human", base=1, by="Lan", now=clock())

    with house.backends.sessions.reading() as session:
        kept = history.aside(session, house.row)
    assert house.at(actor).words.hook == "One"
    assert [(each.language, each.base, each.content["hook"]) for each in kept] == [("en", 1, "Two")]


def test_many_places_are_read_at_once_and_tell_the_same(house, actor, village):
    village.site(house.commune, "cho-moi", told={"vi": words("Chợ Mới", "cho-moi")})
    house.vietnamese(name="Đình làng Vân La")

    with house.backends.sessions.reading() as session:
        listed = drafts.sites(session, actor)
        found = queries.translations(session, listed, ("en", "ko"))

    assert {(row, tag): at.state for (row, tag), at in found.items()} == {
        (house.row, "en"): "stale",
        (house.row, "ko"): "missing",
        (listed[1].row, "en"): "missing",
        (listed[1].row, "ko"): "missing",
    }
    assert found[house.row, "en"] == house.at(actor)


def test_a_place_of_another_commune_has_no_translations_here(house, village, actor):
    _, elsewhere = village.site(house.other, "dinh-khac")

    with house.backends.sessions.reading() as session, pytest.raises(NotFound):
        queries.translation(session, actor, elsewhere, "en")


def kept_term(house, clock, commune=None, **changes):
    said = {"language": "en", "source": "đình", "target": "communal house", "note": "", "reviewed": False} | changes
    with house.backends.sessions.writing() as session:
        return actions.keep_term(session, commune or house.commune, by="Hoa", now=clock(), **said)


def listed_terms(house, commune=None):
    with house.backends.sessions.reading() as session:
        return queries.terms(session, commune or house.commune)


def test_a_word_of_the_glossary_is_kept_changed_and_taken_out(house, clock):
    row = kept_term(house, clock)
    assert kept_term(house, clock, term=row, target="village hall", reviewed=True) == row
    assert [(each.source, each.target, each.reviewed) for each in listed_terms(house)] == [
        ("đình", "village hall", True)
    ]

    with house.backends.sessions.writing() as session:
        assert actions.drop_term(session, house.commune, row) == "đình"

    assert listed_terms(house) == ()


def test_a_word_is_listed_once_a_language(house, clock):
    kept_term(house, clock)
    kept_term(house, clock, language="fr", target="maison communale")
    market = kept_term(house, clock, source="chợ", target="market")

    with pytest.raises(Invalid):
        kept_term(house, clock, target="temple")
    with pytest.raises(Invalid):
        kept_term(house, clock, term=market)

    assert len(listed_terms(house)) == 3


def test_the_glossary_of_another_commune_is_neither_seen_nor_changed(house, clock):
    row = kept_term(house, clock, commune=house.other)

    assert listed_terms(house) == ()
    with pytest.raises(NotFound):
        kept_term(house, clock, term=row, source="khác")
    with house.backends.sessions.writing() as session, pytest.raises(NotFound):
        actions.drop_term(session, house.commune, row)
