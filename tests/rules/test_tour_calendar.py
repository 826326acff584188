"""A tour in a calendar: at its hour in Việt Nam, known again, whatever people wrote; read by two other readers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.hostile_texts import SCRIPTS
from tests.roadbooks import TOUR, a_roadbook, hostile_roadbook
from tourism import geo
from tourism.tours.calendar import calendar

MORNING = datetime(2027, 3, 15, 8, 0)  # noqa: DTZ001 (Việt Nam's own time, as people type it)
NAMES = {
    "BEGIN", "END", "PRODID", "VERSION", "CALSCALE", "NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-TIMEZONE", "URL",
    "COLOR", "X-APPLE-CALENDAR-COLOR", "TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "UID", "DTSTAMP",
    "LAST-MODIFIED", "DTEND", "SUMMARY", "LOCATION", "GEO", "COMMENT",
}  # fmt: skip
BREAKS = (
    "x\nATTENDEE:mailto:evil@example.com", "x\r\nEND:VEVENT\r\nBEGIN:VALARM", "x\rEND:VCALENDAR", "x\x85END:VEVENT",
    "x\u2028END:VEVENT", "a;b,c:d\\n\\;",
)  # fmt: skip


def test_the_same_tour_is_the_same_bytes():
    assert calendar(TOUR, MORNING) == calendar(a_roadbook(), MORNING)


def test_a_tour_begins_at_its_hour_in_vietnam_for_either_reader():
    data = calendar(TOUR, MORNING)
    begin = datetime(2027, 3, 15, 1, 0, tzinfo=UTC)
    (one,) = Calendar.from_ical(data).events
    other = vobject.readOne(data.decode())

    for start, end in ((one["dtstart"].dt, one["dtend"].dt), (other.vevent.dtstart.value, other.vevent.dtend.value)):
        assert start.utcoffset() == timedelta(hours=7)
        assert start.astimezone(UTC) == begin
        assert end.astimezone(UTC) == begin + timedelta(minutes=TOUR.minutes)
    assert other.vtimezone.tzid.value == "Asia/Ho_Chi_Minh"


def test_the_zone_stands_in_the_file_itself():
    (zone,) = Calendar.from_ical(calendar(TOUR, MORNING)).timezones
    found = zone.to_tz(lookup_tzid=False)

    assert [found.utcoffset(datetime(year, 7, 1)) for year in (1990, 2027, 2090)] == [timedelta(hours=7)] * 3  # noqa: DTZ001


def test_a_tour_is_known_again_at_another_hour_and_in_another_language_but_not_on_another_day():
    def uid(tour, start):
        return str(Calendar.from_ical(calendar(tour, start)).events[0]["uid"])

    english = replace(TOUR, language="en", name="A day", page=TOUR.page.replace("/vi/", "/en/"))

    assert uid(TOUR, MORNING) == "tour-CR0NG131-20270315@guide.example.vn"
    assert uid(english, MORNING + timedelta(hours=5)) == uid(TOUR, MORNING)
    assert uid(TOUR, MORNING + timedelta(days=1)) != uid(TOUR, MORNING)


def test_an_event_tells_each_stop_with_its_time_and_roughly_after_a_rough_way():
    (event,) = Calendar.from_ical(calendar(TOUR, MORNING)).events
    told = str(event["description"])
    third = TOUR.stops[2]
    arrival, departure = (f"{MORNING + timedelta(minutes=each):%H:%M}" for each in (third.arrival, third.departure))

    assert "\n08:00–08:20 · 1. Đình Vân La\nThăm · 20 phút\n" in told
    assert f"\n≈ {arrival}–{departure} · 3. Nhà bia Nguyên Ý\n" in told
    assert [name for name in (stop.name for stop in TOUR.stops) if name not in told] == []
    assert [stop.page for stop in TOUR.stops if stop.page not in told] == []
    assert told.endswith(f"{TOUR.page}\n© Hồng Vân")


def test_an_event_says_where_whose_and_in_which_colour():
    found = Calendar.from_ical(calendar(replace(TOUR, licence="https://licence.example.org/"), MORNING))
    (event,) = found.events

    assert event["geo"].to_ical() == "20.8801;105.9102"
    assert str(event["location"]) == "Đình Vân La, Hồng Vân"
    assert str(event["url"]) == TOUR.page
    assert str(event["comment"]) == "© Hồng Vân · https://licence.example.org/"
    assert (str(found["color"]), str(event["color"])) == ("brown", "brown")
    assert str(found["x-apple-calendar-color"]) == "#A8322A"


def test_a_tour_over_midnight_ends_on_the_next_day():
    late = MORNING.replace(hour=23, minute=30)
    (event,) = Calendar.from_ical(calendar(TOUR, late)).events

    assert event.end - event.start == timedelta(minutes=TOUR.minutes)
    assert (event.start.day, event.end.day) == (15, 16)


def test_a_place_south_and_west_is_told_with_its_signs():
    far = replace(TOUR, stops=(replace(TOUR.stops[0], here=geo.Point(-0.5, -60.25)),))
    (event,) = Calendar.from_ical(calendar(far, MORNING)).events

    assert event["geo"].to_ical() == "-0.5;-60.25"


def test_no_line_is_longer_than_the_standard_allows_and_none_is_cut_inside_a_letter():
    for line in calendar(hostile_roadbook("Ố👩🏽‍🌾" * 200), MORNING).split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode()[:1] != "\ufffd"


@pytest.mark.parametrize("words", [*SCRIPTS, *BREAKS])
def test_hostile_words_are_words_for_either_reader(words):
    data = calendar(hostile_roadbook(words), MORNING)
    one = Calendar.from_ical(data)
    other = vobject.readOne(data.decode())

    lines = data.replace(b"\r\n ", b"").decode().split("\r\n")
    assert {line.partition(":")[0].partition(";")[0] for line in lines if line} <= NAMES
    assert [each.name for each in one.subcomponents] == ["VTIMEZONE", "VEVENT"]
    (event,) = one.events
    assert plain(str(event["summary"])) == plain(words)
    assert plain(other.vevent.summary.value) == plain(words)


@given(st.text())
def test_any_words_are_one_property(words):
    data = calendar(hostile_roadbook(words), MORNING)

    assert {name for name in Calendar.from_ical(data).events[0]} <= NAMES
    assert data.count(b"BEGIN:VEVENT") == data.count(b"\r\nBEGIN:VEVENT\r\n")


def plain(words: str) -> str:
    """Letters and marks, without breaks and what no calendar holds."""
    return "".join(letter for letter in words if letter.isprintable() and not letter.isspace())
