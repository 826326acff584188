"""A partner's own order of a tour: its times are those of the new order, its words the tour's where it has none."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_meeting
from tourism import geo
from tourism.partners.draft import FAR, OwnStop, VariantDraft, like, made_from, stops_of, too_far, words_of
from tourism.sites.draft import Pin
from tourism.tours.draft import StopDraft, TourDraft, TourWords
from tourism.tours.itinerary import Halt, itinerary, times
from tourism.web.studio.editor.sending import arranged

KINDS = ("visit", "do", "shop", "eat", "rest")
PLACES = st.lists(st.tuples(st.floats(20, 20.1), st.floats(105, 105.1)), min_size=1, max_size=9)
SPOT = st.builds(geo.Point, st.floats(20, 20.1), st.floats(105, 105.1))
STOPS = tuple(
    StopDraft(site=f"noi-{at}", kind=KINDS[at % 5], dwell_minutes=10 * at, notes={"vi": f"Ghi chú {at}"})
    for at in range(9)
)


@st.composite
def orders(draw):
    """The tour's stops in another order, some of them left out, each at most once."""
    chosen = draw(st.lists(st.sampled_from(STOPS), min_size=1, max_size=9, unique_by=lambda each: each.site))
    return tuple(OwnStop(site=each.site, kind=each.kind, dwell_minutes=draw(st.integers(0, 1440))) for each in chosen)


@given(orders())
def test_every_stop_of_the_order_is_there_once_with_its_own_time_and_the_tour_s_notes(own):
    found = stops_of(own, STOPS)

    assert [each.site for each in found] == [each.site for each in own]
    assert [each.dwell_minutes for each in found] == [each.dwell_minutes for each in own]
    assert all(each.notes == like(mine, STOPS).notes for each, mine in zip(found, own, strict=True))


@given(st.lists(st.sampled_from([each.site for each in STOPS]), unique=True), st.data())
def test_no_button_loses_a_stop_or_makes_one_twice(marks, data):
    for verb in ("up", "down", "remove", "add"):
        mark = data.draw(st.sampled_from([*marks, "none"]))
        after = arranged(marks, f"{verb}-{mark}")

        gone = {mark} if verb == "remove" else set()
        assert sorted(after) == sorted(set(marks) - gone)
        if verb == "up" and mark in marks:
            assert after.index(mark) == max(marks.index(mark) - 1, 0)
        if verb == "down" and mark in marks:
            assert after.index(mark) == min(marks.index(mark) + 1, len(marks) - 1)


@given(PLACES, st.randoms(), SPOT, st.booleans())
def test_ways_and_times_are_those_of_the_new_order_from_where_people_meet(places, chance, meeting, by_bicycle):
    chance.shuffle(places)
    halts = [Halt(geo.Point(*each), "visit", 10 + at, approximate=at % 2 == 1) for at, each in enumerate(places)]
    start = Halt(meeting, "meet", 0, approximate=False)

    plan = itinerary(halts, by_bicycle=by_bicycle, meeting=start)
    whole = itinerary([start, *halts], by_bicycle=by_bicycle)

    assert (plan.approach, *plan.legs) == whole.legs == plan.ways
    assert (plan.metres, plan.minutes, plan.approximate) == (whole.metres, whole.minutes, whole.approximate)
    assert "meet" not in plan.signs
    moments = times([each.dwell_minutes for each in halts], plan.ways)
    assert moments[0][0] == plan.approach.minutes
    assert moments[-1][1] == plan.minutes


def test_a_tour_without_a_meeting_point_begins_at_its_first_stop():
    plan = itinerary([Halt(geo.Point(20, 105), "visit", 20, approximate=False)])

    assert (plan.approach, plan.ways, times([20], plan.ways)) == (None, (None,), ((0, 20),))


def test_what_the_commune_does_at_a_place_is_done_in_the_partner_s_order_too():
    twice = (STOPS[0], replace(STOPS[0], kind="eat", notes={"vi": "Ăn trưa"}))
    mine = OwnStop(site="noi-0", kind="eat", dwell_minutes=45)

    assert stops_of([mine], twice)[0].notes == {"vi": "Ăn trưa"}
    assert stops_of([replace(mine, kind="shop")], twice)[0].kind == "visit"
    elsewhere = OwnStop(site="xa-hon", kind="rest", dwell_minutes=5)
    assert stops_of([elsewhere], twice) == (StopDraft(site="xa-hon", kind="rest", dwell_minutes=5),)


def test_it_begins_as_the_tour():
    made = made_from(TourDraft(id="x", travel="bicycle", stops=STOPS))

    assert stops_of(made.stops, STOPS) == STOPS
    assert (made.travel, made.name, made.intro, made.meeting, made.number) == ("bicycle", {}, {}, None, 1)


def test_a_name_that_the_partner_has_not_written_is_the_tour_s_and_a_welcome_is_never():
    tour = {tag: told(f"Tour {tag}") for tag in ("vi", "en")}
    mine = VariantDraft(
        travel="walk", stops=made_from(TourDraft(id="x", stops=STOPS)).stops, name={"vi": "Sen"}, intro={"en": "Hi."}
    )

    found = words_of(mine, tour)

    assert {tag: (each.name, each.intro) for tag, each in found.items()} == {
        "vi": ("Sen", ""),
        "en": ("Tour en", "Hi."),
    }


def test_people_meet_within_reach_of_the_first_stop():
    first, meeting = geo.Point(20.88, 105.91), a_meeting(pin=Pin(lat=20.98, lon=105.91, accuracy_m=9))

    assert too_far(a_meeting(), first, "walk") is None
    assert (too_far(meeting, first, "walk") or 0) > FAR["walk"]
    assert too_far(meeting, first, "bicycle") is None


def told(name: str) -> TourWords:
    return TourWords(name=name, slug="mot-ngay", hook="x", made_by="human", reviewed=True, intro=f"{name}.")
