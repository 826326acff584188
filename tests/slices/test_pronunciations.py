"""How communes want words to be said, kept and read."""

import pytest
from sqlalchemy import delete, event, select

from tests.builders import words
from tourism.communes.model import Commune
from tourism.errors import Invalid
from tourism.narration import pronouncing, pronunciations, queries
from tourism.narration.lexicon import NONE, lexicon_of
from tourism.narration.model import Pronunciation
from tourism.narration.script import compose
from tourism.publishing import actions as publishing
from tourism.sites import queries as sites

WORDS = {"en": {"Vân La": "Vun Lah", "Huế": "Hooay"}, "fr": {"Vân La": "Veune La"}}


def test_words_are_kept_by_commune_and_language(sessions, village):
    hong_van, vinh_hung = village.commune("hong-van"), village.commune("vinh-hung")
    with sessions.writing() as session:
        assert pronouncing.replace(session, hong_van, WORDS) == {"en", "fr"}
        assert pronouncing.replace(session, vinh_hung, {"en": {"Vân La": "Van La"}}) == {"en"}
    with sessions.reading() as session:
        assert pronunciations.entries(session, hong_van) == WORDS
        assert pronunciations.lexicon(session, hong_van, "en") == lexicon_of(WORDS["en"])
        assert pronunciations.lexicon(session, vinh_hung, "en") == lexicon_of({"Vân La": "Van La"})
        assert pronunciations.lexicon(session, hong_van, "ko") == NONE


def test_only_languages_that_sound_otherwise_are_told(sessions, village):
    row = village.commune()
    with sessions.writing() as session:
        pronouncing.replace(session, row, WORDS)
    with sessions.writing() as session:
        assert pronouncing.replace(session, row, {**WORDS, "vi": {}}) == set()
        assert pronouncing.replace(session, row, {"en": {"Vân  La ": "Vun Lah", "Huế": "Hooay"}}) == {"fr"}
        assert pronouncing.replace(session, row, {"en": {"Vân La": "Vun Lah"}}) == {"en"}
        assert pronouncing.replace(session, row, {}) == {"en"}
        assert pronunciations.entries(session, row) == {}


@pytest.mark.parametrize(
    "bad",
    [
        {"a": ""},
        {"": "a"},
        {"a": "5"},
        {"a" * 101: "a"},
        {"a\0": "a"},
        {f"w{chr(97 + n % 26)}{n}": "a" for n in range(501)},
    ],
)
def test_words_that_cannot_be_said_are_refused_and_nothing_is_kept(sessions, village, bad):
    row = village.commune()
    with pytest.raises(Invalid, match="bad-pronunciation"), sessions.writing() as session:
        pronouncing.replace(session, row, {"en": {"Vân La": "Vun Lah"}, "fr": bad})
    with sessions.reading() as session:
        assert pronunciations.entries(session, row) == {}


def test_a_commune_s_words_go_with_it(sessions, village):
    row = village.commune()
    with sessions.writing() as session:
        pronouncing.replace(session, row, WORDS)
        session.execute(delete(Commune).where(Commune.id == row))
        assert session.scalars(select(Pronunciation)).all() == []


def test_a_lexicon_costs_one_query_and_changes_what_is_spoken(sessions, village):
    row = village.commune()
    with sessions.writing() as session:
        pronouncing.replace(session, row, WORDS)
    asked = []
    event.listen(sessions.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    with sessions.reading() as session:
        lexicon = pronunciations.lexicon(session, row, "en")
    plain, respelt = compose("en", "Vân La", "Far."), compose("en", "Vân La", "Far.", lexicon=lexicon)

    assert len([each for each in asked if "pronunciation" in each]) == 1
    assert respelt.sentences[0].spoken == "Vun Lah"
    assert respelt.parts[0].shown_digest == plain.parts[0].shown_digest
    assert respelt.parts[0].spoken_digest != plain.parts[0].spoken_digest


def test_a_changed_word_is_read_anew_and_the_page_shows_what_it_showed(sessions, village, voice):
    commune = village.commune()
    row, public_id = village.site(commune, told={"en": words("Vân La House", story="See Vân La. It is far.")})
    village.voices()
    with sessions.writing() as session:
        changed = pronouncing.replace(session, commune, {"en": {"Vân La": "Vun Lah"}})
        publishing.ask_again(session, [row], changed, village.backends.clock())
    village.voices()
    with sessions.reading() as session:
        page = queries.narration(session, sites.site(session, public_id, "en"))

    assert [each.spoken for each in voice.heard[-1].utterances] == ["Vun Lah House", "See Vun Lah.", "It is far."]
    assert [each.text for each in page.parts[0].paragraphs[0]] == ["See Vân La.", "It is far."]
    assert page.sound is not None
    assert len(voice.heard) == 2
