"""Tours: stops in their order, ways that are reckoned anew, the four signs."""

import pytest

from tests.builders import a_place, words
from tourism import codes, geo
from tourism.errors import Invalid, NotFound
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites.draft import Pin
from tourism.tours import actions, queries
from tourism.tours.draft import StopDraft, TourDraft

STOPS = tuple(
    StopDraft(site=site, kind=kind, dwell_minutes=minutes, notes={"vi": f"Ghi chú {site}"})
    for site, kind, minutes in (("a", "visit", 20), ("b", "do", 30), ("c", "shop", 10), ("d", "eat", 45))
)


def test_a_tour_shows_its_stops_ways_and_times(tour, sessions):
    view = _view(sessions, tour)
    plan = view.brief.itinerary
    assert [(stop.number, stop.site.key, stop.kind, stop.dwell_minutes, stop.note) for stop in view.stops] == [
        (1, "a", "visit", 20, "Ghi chú a"),
        (2, "b", "do", 30, "Ghi chú b"),
        (3, "c", "shop", 10, "Ghi chú c"),
        (4, "d", "eat", 45, "Ghi chú d"),
    ]
    assert view.stops[0].leg is None
    assert [stop.leg.metres for stop in view.stops[1:]] == pytest.approx([_metres(0, 1), _metres(1, 2), _metres(2, 3)])
    assert plan.dwell_minutes == 105
    assert plan.minutes == 105 + sum(stop.leg.minutes for stop in view.stops[1:])
    assert plan.is_closed
    assert view.brief.stops == 4


def test_a_stop_that_is_withdrawn_is_skipped_and_the_way_reckoned_anew(tour, sessions, rows, commune, clock):
    with sessions.writing() as session:
        publishing.withdraw_site(session, rows["b"], commune, clock())
    view = _view(sessions, tour)
    assert [(stop.number, stop.site.key) for stop in view.stops] == [(1, "a"), (2, "c"), (3, "d")]
    assert [stop.leg and stop.leg.metres for stop in view.stops] == [
        None,
        pytest.approx(_metres(0, 2)),
        pytest.approx(_metres(2, 3)),
    ]
    assert (view.brief.itinerary.signs, view.brief.itinerary.is_closed) == (("visit", "shop", "eat"), False)


def test_a_tour_whose_first_stop_is_withdrawn_begins_with_the_next(tour, sessions, rows, commune, clock):
    with sessions.writing() as session:
        publishing.withdraw_site(session, rows["a"], commune, clock())
    view = _view(sessions, tour)
    assert (view.stops[0].site.key, view.stops[0].leg) == ("b", None)


def test_a_tour_without_any_stop_left_is_on_no_page(tour, sessions, rows, commune, clock):
    with sessions.writing() as session:
        for row in rows.values():
            publishing.withdraw_site(session, row, commune, clock())
    with sessions.reading() as session:
        assert queries.tours(session, "vi") == ()
        with pytest.raises(NotFound, match="no-such-tour"):
            queries.tour(session, tour, "vi")


def test_a_moved_pin_moves_the_way(tour, village, sessions, rows, commune, clock):
    with sessions.writing() as session:
        sites.save_place(session, rows["b"], a_place(pin=_pin(9)), picture=None, by="o", now=clock())
        publishing.publish_site(session, rows["b"], commune, {"vi"}, clock())
    assert _view(sessions, tour).stops[1].leg.metres == pytest.approx(_metres(0, 9))


def test_a_tour_by_bicycle_is_quicker(village, sessions, commune, rows):
    walked = _view(sessions, village.tour(commune, STOPS, "di-bo")).brief.itinerary
    ridden = _view(sessions, village.tour(commune, STOPS, "di-xe", travel="bicycle")).brief.itinerary
    assert ridden.metres == walked.metres
    assert ridden.moving_minutes < walked.moving_minutes


def test_one_site_may_be_stopped_at_twice(village, sessions, commune, rows):
    tour = village.tour(commune, (STOPS[0], STOPS[1], STOPS[0]))
    view = _view(sessions, tour)
    assert [stop.site.key for stop in view.stops] == ["a", "b", "a"]
    assert view.stops[1].leg.metres == pytest.approx(view.stops[2].leg.metres)


def test_an_approximate_pin_makes_its_ways_approximate(village, sessions, commune):
    for key, accuracy in (("a", 20), ("b", 2000), ("c", 20), ("d", 20)):
        village.site(commune, key, pin=Pin(lat=20.88, lon=105.9 + ord(key) / 1000, accuracy_m=accuracy, verified=True))
    view = _view(sessions, village.tour(commune, STOPS))
    assert [stop.leg.approximate for stop in view.stops[1:]] == [True, True, False]


def test_stops_bring_the_sound_of_the_words_that_are_shown(village, sessions, commune, rows):
    tour = village.tour(commune, STOPS)
    assert [stop.sound for stop in _view(sessions, tour).stops] == [None] * 4
    village.voices()
    assert all(stop.sound for stop in _view(sessions, tour).stops)


def test_a_sound_of_another_text_is_not_offered_on_a_tour(village, sessions, commune, rows, clock):
    tour = village.tour(commune, STOPS)
    village.voices()
    with sessions.writing() as session:
        sites.save(session, rows["a"], "vi", words(story="Chuyện khác."), by="o", now=clock())
        publishing.publish_site(session, rows["a"], commune, {"vi"}, clock())
    assert [bool(stop.sound) for stop in _view(sessions, tour).stops] == [False, True, True, True]


def test_saving_the_same_tour_again_changes_nothing(village, sessions, commune, clock):
    draft = TourDraft(id=codes.mint(), stops=STOPS)
    with sessions.writing() as session:
        assert actions.save(session, commune, "t", draft, {}, clock())
        assert not actions.save(session, commune, "t", draft, {}, clock())


def test_a_tour_with_a_slip_in_its_id_is_refused(village, sessions, commune, clock):
    with pytest.raises(Invalid, match="bad-code"), sessions.writing() as session:
        actions.save(session, commune, "t", TourDraft(id="00000001", stops=STOPS), {}, clock())


def test_tours_are_listed_by_commune_and_page_by_page(village, sessions, commune, rows):
    other = village.commune("vinh-hung")
    village.site(other, "a")
    ids = [village.tour(each, STOPS, key) for each, key in ((commune, "x"), (other, "x"), (commune, "y"))]
    with sessions.reading() as session:
        assert [each.id for each in queries.tours(session, "vi")] == ids
        assert [each.id for each in queries.tours(session, "vi", commune)] == [ids[0], ids[2]]
        first = queries.tours(session, "vi", limit=2)
        assert [each.id for each in queries.tours(session, "vi", after=queries.row_of(session, first[-1].id))] == [
            ids[2]
        ]


@pytest.fixture
def commune(village):
    return village.commune()


@pytest.fixture
def rows(village, commune):
    return {key: village.site(commune, key, pin=_pin(place))[0] for place, key in enumerate("abcd")}


@pytest.fixture
def tour(village, commune, rows):
    return village.tour(commune, STOPS)


def _pin(place):
    return Pin(lat=20.88 + place**2 / 1000, lon=105.9, accuracy_m=20, verified=True)


def _metres(one, other):
    return geo.distance(geo.Point(_pin(one).lat, 105.9), geo.Point(_pin(other).lat, 105.9))


def _view(sessions, tour, asked="vi"):
    with sessions.reading() as session:
        return queries.tour(session, tour, asked)
