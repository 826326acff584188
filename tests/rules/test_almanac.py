"""Calendars of communes: festivals as whole days, sure or not, to subscribe to."""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from icalendar import Calendar

from tests.hostile_texts import SCRIPTS
from tourism.communes.almanac import NAMED, Cover, FestivalDays, festivals, nearest_name

MADE = datetime(2026, 11, 21, tzinfo=UTC)
COVER = Cover(
    name="Hồng Vân: lễ hội",
    about=("Làng hoa bên đê",),
    language="vi",
    page="https://guide.example.vn/vi/communes/hong-van",
    colour="#A8322A",
    credit="© Hồng Vân",
)
FESTIVAL = FestivalDays(
    uid="festival-G5FXMPZD-hoi-dinh-2027@guide.example.vn",
    name="Hội đình Vân La",
    about=("Rước nước sông Hồng.", "lịch âm 8–10/2"),
    first=date(2027, 3, 15),
    last=date(2027, 3, 17),
    is_sure=False,
)


def test_the_same_festivals_are_the_same_bytes():
    assert festivals(COVER, [FESTIVAL], MADE) == festivals(COVER, (FESTIVAL,), MADE)


def test_a_festival_takes_whole_days_with_its_last_one_for_either_reader():
    data = festivals(COVER, [FESTIVAL], MADE)
    (one,) = Calendar.from_ical(data).events
    other = vobject.readOne(data.decode()).vevent

    for first, after in ((one["dtstart"].dt, one["dtend"].dt), (other.dtstart.value, other.dtend.value)):
        assert type(first) is date
        assert (first, after) == (date(2027, 3, 15), date(2027, 3, 18))
    assert str(one["summary"]) == other.summary.value == "Hội đình Vân La"
    assert str(one["transp"]) == "TRANSPARENT"


@pytest.mark.parametrize(("is_sure", "status"), [(True, "CONFIRMED"), (False, "TENTATIVE")])
def test_days_that_nobody_has_confirmed_are_tentative(is_sure, status):
    days = FestivalDays(FESTIVAL.uid, "Hội", (), FESTIVAL.first, FESTIVAL.first, is_sure)
    (event,) = Calendar.from_ical(festivals(COVER, [days], MADE)).events

    assert str(event["status"]) == status
    assert event.end - event.start == timedelta(days=1)


def test_a_calendar_without_festivals_is_whole_so_that_who_subscribed_stays():
    found = Calendar.from_ical(festivals(COVER, [], MADE))

    assert found.events == []
    # A calendar has one part at least.
    assert [each.name for each in found.subcomponents] == ["VTIMEZONE"]
    assert (str(found["name"]), str(found["x-wr-calname"])) == (COVER.name, COVER.name)
    assert found["refresh-interval"].dt == timedelta(days=7)
    assert str(found["description"]) == "Làng hoa bên đê\n© Hồng Vân"


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#A8322A", "brown"),
        ("#2F5D46", "darkslategray"),
        ("#22405F", "darkslategray"),
        ("#FF0000", "red"),
        ("#ffffff", "white"),
    ],
)
def test_a_colour_goes_by_the_name_of_the_nearest(colour, name):
    assert nearest_name(colour) == name


def test_every_named_colour_is_its_own_nearest():
    assert {name: nearest_name(f"#{NAMED[name]}") for name in NAMED} == {name: name for name in NAMED}


@pytest.mark.parametrize("words", [*SCRIPTS, "x\r\nBEGIN:VEVENT", "x\rEND:VCALENDAR", "x\x0bUID:1", "x\x85y\u2028z"])
def test_hostile_words_are_words(words):
    cover = Cover(words, (words,), "vi", COVER.page, COVER.colour, words)
    days = FestivalDays(FESTIVAL.uid, words, (words, words), FESTIVAL.first, FESTIVAL.last, is_sure=True)
    data = festivals(cover, [days], MADE)

    assert [each.name for each in Calendar.from_ical(data).subcomponents] == ["VTIMEZONE", "VEVENT"]
    assert len(vobject.readOne(data.decode()).vevent_list) == 1
    lines = data.replace(b"\r\n ", b"").decode().split("\r\n")
    assert [line for line in lines if line.startswith(("BEGIN:", "END:"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:STANDARD", "END:STANDARD", "END:VTIMEZONE",
        "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
