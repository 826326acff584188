"""Partners' own tours: their order and meeting point, everything else the commune's of today."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from tests.builders import a_meeting, words
from tourism import geo
from tourism.errors import Conflict, Invalid, NotFound
from tourism.partners import actions, queries
from tourism.partners.draft import OwnStop
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites.draft import Pin
from tourism.tours import actions as tours
from tourism.tours.draft import StopDraft

STOPS = tuple(
    StopDraft(site=site, kind=kind, dwell_minutes=minutes, notes={"vi": f"Ghi chú {site}"})
    for site, kind, minutes in (("a", "visit", 20), ("b", "do", 30), ("c", "shop", 10))
)
MINE = (OwnStop(site="c", kind="shop", dwell_minutes=15), OwnStop(site="a", kind="visit", dwell_minutes=25))


def test_a_variant_is_the_tour_in_the_partner_s_order(variant, view, tour):
    found = view(variant(stops=MINE, name={"vi": "Đi với Sen"}, intro={"vi": "Chào anh chị."}))

    assert [(each.number, each.site.key, each.kind, each.dwell_minutes, each.note) for each in found.stops] == [
        (1, "c", "shop", 15, "Ghi chú c"),
        (2, "a", "visit", 25, "Ghi chú a"),
    ]
    assert (found.brief.name, found.intro, found.brief.hook) == ("Đi với Sen", "Chào anh chị.", "Đi một vòng làng")
    assert found.stops[1].leg.metres == pytest.approx(metres(2, 0))
    assert (found.partner, found.tour.id, found.brief.id != tour) == ("Lữ hành Sen", tour, True)


def test_people_meet_where_the_partner_says_and_walk_from_there(variant, view):
    found = view(variant(stops=MINE, meeting=a_meeting()))

    assert (found.meeting.name, found.meeting.note, str(found.meeting.hour)) == ("Bến đò", "Dưới gốc đa.", "07:30:00")
    assert found.stops[0].leg == found.brief.itinerary.approach
    assert found.stops[0].leg.metres == pytest.approx(geo.distance(geo.Point(20.882, 105.91), pin_point(2)))
    assert not found.stops[0].leg.approximate
    rough = replace(a_meeting(), pin=Pin(lat=20.882, lon=105.91, accuracy_m=300))
    assert view(variant(stops=MINE, meeting=rough)).stops[0].leg.approximate


def test_what_the_commune_changes_is_changed_in_the_variant(variant, view, sessions, rows, commune, clock):
    made = variant(stops=MINE)
    with sessions.writing() as session:
        sites.save(session, rows["c"], "vi", words("Chợ đêm", "cho-dem"), by="o", now=clock())
        publishing.publish_site(session, rows["c"], commune, {"vi"}, clock())

    assert view(made).stops[0].site.name == "Chợ đêm"


def test_what_the_commune_withdraws_goes_from_the_variant_and_comes_back(variant, view, sessions, rows, commune, clock):
    made = variant(stops=MINE, meeting=a_meeting())
    with sessions.writing() as session:
        publishing.withdraw_site(session, rows["c"], commune, clock())

    assert [each.site.key for each in view(made).stops] == ["a"]
    assert view(made).stops[0].leg.metres == pytest.approx(geo.distance(geo.Point(20.882, 105.91), pin_point(0)))
    with sessions.writing() as session:
        publishing.publish_site(session, rows["c"], commune, {"vi"}, clock())
    assert [each.site.key for each in view(made).stops] == ["c", "a"]


def test_a_variant_goes_when_its_tour_tells_nothing_any_more(variant, view, sessions, rows, partner, clock):
    extra = OwnStop(site="d", kind="rest", dwell_minutes=5)
    made = variant(stops=(extra, *MINE))
    with sessions.writing() as session:
        for key in "abc":
            publishing.withdraw_site(session, rows[key], partner.commune, clock())

    with pytest.raises(NotFound, match="no-such-tour"):
        view(made)
    with sessions.reading() as session:
        assert queries.variants(session, partner, "vi") == ()
        assert [each.id for each in queries.kept(session, partner.key)] == [made]


def test_a_variant_goes_with_its_tour(variant, sessions, partner, commune):
    made = variant()
    with sessions.writing() as session:
        tours.remove_others(session, commune, set())

    with sessions.reading() as session, pytest.raises(NotFound, match="no-such-tour"):
        queries.opened(session, partner.key, made)


def test_a_place_that_the_tour_lacks_may_be_in_it_and_one_of_nobody_may_not(variant, view, sessions, partner, clock):
    made = variant(stops=(OwnStop(site="d", kind="rest", dwell_minutes=5), *MINE))
    first = view(made).stops[0]
    assert (first.site.key, first.kind, first.note) == ("d", "rest", "")

    strange = replace(written(sessions, partner, made), stops=(OwnStop(site="x", kind="eat", dwell_minutes=5),))
    with pytest.raises(Invalid, match="no-such-site"), sessions.writing() as session:
        actions.save(session, partner.key, made, strange, base=2, now=clock())


def test_a_place_that_is_withdrawn_may_stay_in_the_order(variant, sessions, partner, rows, commune, clock):
    made = variant(stops=MINE)
    with sessions.writing() as session:
        publishing.withdraw_site(session, rows["c"], commune, clock())
    longer = replace(written(sessions, partner, made), name={"vi": "Đi với Sen"})
    with sessions.writing() as session:
        assert actions.save(session, partner.key, made, longer, base=2, now=clock()).number == 3


def test_who_has_not_seen_the_newest_overwrites_nothing(variant, sessions, partner, clock):
    made = variant(name={"vi": "Một"})
    same = written(sessions, partner, made)
    two = replace(same, name={"vi": "Hai"})
    with pytest.raises(Conflict, match="changed-meanwhile"), sessions.writing() as session:
        actions.save(session, partner.key, made, two, base=1, now=clock())
    with sessions.writing() as session:
        assert actions.save(session, partner.key, made, same, base=1, now=clock()).number == 2


def test_people_do_not_meet_a_day_s_walk_away(variant):
    far = a_meeting(pin=Pin(lat=21.0, lon=105.9, accuracy_m=9))
    with pytest.raises(Invalid, match="meeting-too-far") as refused:
        variant(meeting=far)
    assert refused.value.details["most"] == 5000
    variant(meeting=far, travel="bicycle")


def test_a_variant_is_its_own_partner_s(variant, village, sessions, commune, partner, clock):
    made, other = variant(), village.partner(commune, "Lữ hành khác")
    same = written(sessions, partner, made)
    with sessions.writing() as session:
        for act in (
            lambda: queries.variant(session, made, other, "vi"),
            lambda: queries.opened(session, other.key, made),
            lambda: actions.remove(session, other.key, made),
            lambda: actions.save(session, other.key, made, same, base=2, now=clock()),
        ):
            with pytest.raises(NotFound, match="no-such-tour"):
                act()
        assert [each.id for each in queries.kept(session, partner.key)] == [made]


def test_only_a_tour_of_the_partner_s_commune_is_made_anew(village, sessions, partner, clock):
    elsewhere = village.commune("vinh-hung")
    village.site(elsewhere, "a")
    tour = village.tour(elsewhere, STOPS[:1])
    with pytest.raises(NotFound, match="no-such-tour"), sessions.writing() as session:
        actions.make(session, partner.commune, partner.key, tour, clock())


def test_a_key_has_so_many_tours_and_no_more(sessions, partner, tour, clock, monkeypatch):
    monkeypatch.setattr(actions, "VARIANTS_MAX", 2)
    with sessions.writing() as session:
        for _ in range(2):
            actions.make(session, partner.commune, partner.key, tour, clock())
        with pytest.raises(Invalid, match="too-many-variants"):
            actions.make(session, partner.commune, partner.key, tour, clock())


def test_where_a_partner_s_tours_stop_is_found_without_looking_at_each(variant, sessions, partner, rows):
    """Feeds are asked for every minute: one tour of sixty stops and fifty of them cost the same statements."""

    def looked() -> tuple[frozenset[int], int]:
        statements = []
        note = lambda *told: statements.append(told[2])  # noqa: E731 (it is taken away again by its name)
        event.listen(sessions.engine, "before_cursor_execute", note)
        with sessions.reading() as session:
            found = queries.places(session, partner)
        event.remove(sessions.engine, "before_cursor_execute", note)
        return found, len(statements)

    assert looked()[0] == frozenset()
    variant(stops=MINE)
    found, statements = looked()
    assert found == {rows["c"], rows["a"]}
    for _ in range(5):
        variant(stops=MINE[:1] * 60)
    assert looked() == (found, statements)


def test_places_are_those_that_can_be_shown_today(variant, sessions, partner, rows, commune, clock):
    variant(stops=MINE)
    other = OwnStop(site="b", kind="do", dwell_minutes=5)
    variant(stops=(other,))
    with sessions.writing() as session:
        publishing.withdraw_site(session, rows["c"], commune, clock())

    with sessions.reading() as session:
        shown = {stop.site.row for tour in queries.variants(session, partner, "vi") for stop in tour.stops}
        assert queries.places(session, partner) == shown == {rows["a"], rows["b"]}
        assert queries.places(session, replace(partner, key=partner.key + 1)) == frozenset()


def test_what_is_removed_is_gone(variant, sessions, partner, view):
    made = variant(name={"vi": "Đi với Sen"})
    with sessions.writing() as session:
        assert actions.remove(session, partner.key, made).name == {"vi": "Đi với Sen"}
    with pytest.raises(NotFound, match="no-such-tour"):
        view(made)


def written(sessions, partner, made):
    with sessions.reading() as session:
        return queries.opened(session, partner.key, made).written


@pytest.fixture
def commune(village):
    return village.commune()


@pytest.fixture
def rows(village, commune):
    return {key: village.site(commune, key, pin=pin(place))[0] for place, key in enumerate("abcd")}


@pytest.fixture
def tour(village, commune, rows):
    return village.tour(commune, STOPS)


@pytest.fixture
def partner(village, commune):
    return village.partner(commune)


@pytest.fixture
def variant(village, partner, tour):
    """Makes a variant of the tour with some changes."""
    return lambda **changes: village.variant(partner, tour, **changes)


@pytest.fixture
def view(sessions, partner):
    """What a reader sees of a variant."""

    def of(made, asked="vi"):
        with sessions.reading() as session:
            return queries.variant(session, made, partner, asked)

    return of


def pin(place):
    return Pin(lat=20.88 + place**2 / 1000, lon=105.91, accuracy_m=20, verified=True)


def pin_point(place):
    return geo.Point(pin(place).lat, 105.91)


def metres(one, other):
    return geo.distance(pin_point(one), pin_point(other))
