"""A commune: dated names, festivals to come, colours that can be read, an edition that only grows."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import a_commune, commune_words
from tourism import codes
from tourism.communes import actions, queries
from tourism.communes.draft import Area, Fact, Festival, Identity, Theme
from tourism.errors import Invalid, NotFound

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "solar, today, days",
    [
        ({2027: "2027-03-15/2027-03-17"}, TODAY, ("2027-03-15", "2027-03-17")),
        ({2026: "2026-03-26/2026-03-28", 2027: "2027-03-15/2027-03-17"}, TODAY, ("2027-03-15", "2027-03-17")),
        ({2027: "2027-03-15/2027-03-17", 2026: "2026-12-01/2026-12-02"}, TODAY, ("2026-12-01", "2026-12-02")),
        ({2026: "2026-11-20/2026-11-21"}, TODAY, ("2026-11-20", "2026-11-21")),
        ({2026: "2026-11-19/2026-11-20"}, TODAY, None),
        ({2026: "2026-11-21"}, TODAY, ("2026-11-21", "2026-11-21")),
        ({}, TODAY, None),
    ],
)
def test_a_festival_tells_its_next_days_until_the_last_of_them_is_over(sessions, solar, today, days):
    _saved(sessions, festivals=(_festival(solar=solar),))
    (festival,) = _home(sessions, today=today).festivals
    expected = tuple(date.fromisoformat(day) for day in days) if days else None
    assert festival.days == expected


def test_names_of_the_commune_are_dated_and_keep_their_order(sessions):
    before = Identity(
        name="xã Hồng Vân",
        parent="huyện Thường Tín",
        code="10207",
        valid_to=date(2025, 6, 30),
        confidence="H",
    )
    after = Identity(name="xã Hồng Vân", parent="TP Hà Nội", code="10210", valid_from=date(2025, 7, 1), confidence="H")
    _saved(sessions, identities=(before, after))
    told = _home(sessions).identities
    assert [(each.parent, each.code, each.valid_from, each.valid_to) for each in told] == [
        ("huyện Thường Tín", "10207", None, date(2025, 6, 30)),
        ("TP Hà Nội", "10210", date(2025, 7, 1), None),
    ]


def test_a_home_is_told_in_the_language_asked_or_says_which(sessions):
    _saved(sessions, {"vi": commune_words(), "en": commune_words("Hong Van")})
    assert [
        (_home(sessions, tag).brief.name, _home(sessions, tag).language, _home(sessions, tag).as_asked)
        for tag in ("vi", "en", "fr")
    ] == [
        ("Hồng Vân", "vi", True),
        ("Hong Van", "en", True),
        ("Hong Van", "en", False),
    ]


def test_facts_fall_back_one_by_one_and_cite_their_sources_by_number(sessions):
    facts = (
        Fact(key="a", confidence="H", sources=("S2", "S1"), texts={"vi": "Một", "en": "One"}),
        Fact(key="b", confidence="L", sources=("S2",), texts={"vi": "Hai"}),
        Fact(key="c", confidence="M", texts={}),
    )
    sources = {key: replace(a_commune().sources["S1"], title=key) for key in ("S1", "S2", "S3")}
    _saved(sessions, facts=facts, sources=sources, festivals=(_festival(sources=("S3",)),))
    home = _home(sessions, "en")
    assert [(each.text, each.language, each.sources) for each in home.facts] == [
        ("One", "en", (1, 2)),
        ("Hai", "vi", (1,)),
        ("", "en", ()),
    ]
    assert [(each.number, each.title) for each in home.sources] == [(1, "S2"), (2, "S1"), (3, "S3")]
    assert home.festivals[0].sources == (3,)


def test_areas_keep_their_order_and_are_told_in_one_language(sessions):
    areas = (Area(key="b", names={"vi": "Bê", "en": "Bee"}), Area(key="a", names={"vi": "A"}))
    row = _saved(sessions, areas=areas)
    assert _home(sessions, "en").areas == (("b", "Bee"), ("a", "A"))
    with sessions.reading() as session:
        assert queries.area_names(session, row, "vi") == {"b": "Bê", "a": "A"}


def test_what_is_not_there_is_not_found(sessions):
    with sessions.reading() as session:
        assert queries.communes(session, "vi") == ()
        assert queries.edition(session) == 0
        for ask in (
            lambda: queries.commune(session, "nowhere", "vi", TODAY),
            lambda: queries.brief(session, 1, "vi"),
            lambda: queries.commune_id(session, "nowhere"),
            lambda: queries.draft_of(session, "nowhere"),
        ):
            with pytest.raises(NotFound, match="no-such-commune"):
                ask()


def test_a_commune_without_words_is_on_no_page(sessions):
    _saved(sessions, {})
    with sessions.reading() as session:
        assert queries.communes(session, "vi") == ()
        with pytest.raises(NotFound):
            queries.commune(session, "hong-van", "vi", TODAY)


@pytest.mark.parametrize("colour", ["#FF8888", "#FFFFFF", "#767676"])
def test_a_colour_that_cannot_be_read_is_refused(sessions, colour):
    with pytest.raises(Invalid, match="illegible-colour"):
        _saved(sessions, theme=Theme(name="x", primary="#A8322A", secondary=colour))


def test_the_edition_grows_with_a_change_and_with_nothing_else(sessions):
    draft = a_commune(id=codes.mint())
    seen = []
    for changed, words in (
        (draft, {"vi": commune_words()}),
        (draft, {"vi": commune_words()}),
        (replace(draft, emergency="115"), {"vi": commune_words()}),
        (replace(draft, emergency="115"), {"vi": commune_words("Tên khác")}),
        (replace(draft, emergency="115"), {"vi": commune_words("Tên khác"), "en": commune_words("Other")}),
        (replace(draft, emergency="115"), {"vi": commune_words("Tên khác"), "en": commune_words("Other")}),
    ):
        with sessions.writing() as session:
            actions.save(session, changed, words, None)
        with sessions.reading() as session:
            seen.append(queries.edition(session))
    assert seen[1] == seen[0] < seen[2] < seen[3] < seen[4] == seen[5]


def test_editions_of_all_communes_count_together(sessions):
    first = _saved(sessions)
    with sessions.reading() as session:
        before = queries.edition(session)
    _saved(sessions, slug="vinh-hung")
    with sessions.writing() as session:
        actions.raise_edition(session, first)
    with sessions.reading() as session:
        assert queries.edition(session) > before + 1
        assert [each.slug for each in queries.communes(session, "vi")] == ["hong-van", "vinh-hung"]


def _festival(**changes):
    return Festival(key="hoi", confidence="M", names={"vi": "Hội"}, texts={"vi": "Rước nước."}, **changes)


def _saved(sessions, words=None, slug="hong-van", **changes):
    words = {"vi": commune_words()} if words is None else words
    with sessions.writing() as session:
        return actions.save(session, a_commune(slug, **changes), words, None)


def _home(sessions, asked="vi", today=TODAY):
    with sessions.reading() as session:
        return queries.commune(session, "hong-van", asked, today)
