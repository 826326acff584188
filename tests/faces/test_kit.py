"""A tour taken along from its page: each file with its type and names, kept fresh, honest, in every language."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import vobject
from icalendar import Calendar

from tests.builders import a_place, words
from tests.conftest import HOST
from tests.faces.markup import Elements, elements, words_of
from tests.faces.test_hostile_words import HOSTILE, a_hostile_house, harmful
from tests.programs import said_by
from tourism import codes
from tourism.communes.draft import Festival
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites.draft import Pin
from tourism.tours.draft import StopDraft

BASE = f"http://{HOST}"
GPX = "{http://www.topografix.com/GPX/1/1}"
KINDS = {
    "gpx": "application/gpx+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "geojson": "application/geo+json",
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LANGUAGES = ("vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_comes_under_its_type_and_two_names(kind, standing, reader):
    answer = reader.get(f"/vi/tours/{standing.tour}/mot-ngay.{kind}")
    plain, own = re.fullmatch(
        r"attachment; filename=\"(.*)\"; filename\*=UTF-8''(.*)", answer.headers["Content-Disposition"]
    ).groups()

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, KINDS[kind])
    assert (plain, unquote(own)) == (f"mot-ngay.{kind}", f"Một ngày.{kind}")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Content-Language"] == "vi"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_known_already_is_not_sent_again(kind, standing, reader):
    path = f"/vi/tours/{standing.tour}/mot-ngay.{kind}"
    first = reader.get(path)
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert reader.get(path).data == first.data
    assert reader.head(path).headers["Content-Length"] == str(len(first.data))


def test_a_tour_told_in_another_language_only_says_both(standing, reader):
    assert reader.get(f"/ko/tours/{standing.tour}/mot-ngay.gpx").headers["Content-Language"] == "ko, vi"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_under_an_older_name_has_moved(kind, standing, reader):
    answer = reader.get(f"/vi/tours/{standing.tour}/ngay-xua.{kind}?day=2027-03-15&start=07:30")

    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/vi/tours/{standing.tour}/mot-ngay.{kind}?day=2027-03-15&start=07:30"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_no_tour_is_a_wrong_turn(kind, standing, reader):
    assert reader.get(f"/vi/tours/{codes.mint()}/mot-ngay.{kind}").status_code == 404
    assert reader.get(f"/vi/tours/{standing.tour}/mot-ngay.{kind}x").status_code in (301, 404)


def test_every_address_in_the_files_is_ours_and_answers(standing, reader):
    elsewhere = {"X-Forwarded-Host": "evil.example"}
    for kind in KINDS:
        data = reader.get(f"/vi/tours/{standing.tour}/mot-ngay.{kind}", headers=elsewhere).data
        told = data.decode() if kind != "xlsx" else " ".join(map(str, cells(data)))
        told = told.replace("\r\n ", "")
        found = set(re.findall(rf"{BASE}/[^\s\"'<>&\\,;]*", told))

        assert "evil.example" not in told
        assert len(found) >= 4, kind
        for address in found:
            assert reader.get(address.removeprefix(BASE)).status_code == 200, address


def test_the_files_tell_the_same_stops_at_the_same_places(standing, reader):
    tour = f"/vi/tours/{standing.tour}/mot-ngay"
    names = ["Đình Vân La", "Chợ Mới", "Uốn cây"]
    gpx = ET.fromstring(reader.get(f"{tour}.gpx").data)
    stops = [each for each in reader.get(f"{tour}.geojson").json["features"] if each["geometry"]["type"] == "Point"]
    rows = list(csv.DictReader(io.StringIO(reader.get(f"{tour}.csv").data.decode("utf-8-sig"))))

    assert [each["properties"]["name"] for each in stops] == [row["name"] for row in rows] == names
    assert [each.findtext(f"{GPX}name", "")[3:] for each in gpx.findall(f"{GPX}wpt")] == names
    assert [[float(row["lon"]), float(row["lat"])] for row in rows] == [
        each["geometry"]["coordinates"] for each in stops
    ]
    assert [row["sound"].startswith(f"{BASE}/media/") for row in rows] == [True] * 3


def test_what_is_known_roughly_is_said_so_in_every_file(standing, reader):
    tour = f"/en/tours/{standing.tour}/mot-ngay"
    sentence = "Approximate position: please ask the way."
    # The market is known to two kilometres.
    for kind in ("gpx", "kml", "csv", "geojson"):
        assert reader.get(f"{tour}.{kind}").text.count(sentence) == 1, kind
    told = str(Calendar.from_ical(reader.get(f"{tour}.ics").data).events[0]["description"])
    assert told.count(sentence) == 1
    assert "Distances and minutes are approximate" in told
    market = json.loads(reader.get(f"{tour}.geojson").data)["features"][1]["properties"]
    assert (market["approximate"], market["accuracy_m"], market["way_approximate"]) == (True, 2000, True)


def test_a_pin_that_nobody_has_verified_is_approximate_however_exact_it_looks(hamlet, visitor):
    hamlet.village.site(hamlet.commune, "ben-do", told={"vi": words("Bến đò", "ben-do")}, order=7,
                        pin=Pin(lat=20.9, lon=105.9, accuracy_m=10, verified=False))  # fmt: skip
    tour = hamlet.village.tour(hamlet.commune, (StopDraft(site="ben-do", kind="rest", dwell_minutes=5),), key="tour-2")
    (only,) = visitor.get(f"/vi/tours/{tour}/mot-ngay.geojson").json["features"]

    assert only["properties"]["approximate"] is True


def test_nobody_has_said_under_which_licence_so_none_is_claimed(standing, reader):
    tour = f"/vi/tours/{standing.tour}/mot-ngay"

    assert reader.get(f"{tour}.geojson").json["credit"] == "© Hồng Vân"
    assert reader.get(f"{tour}.geojson").json["licence"] is None
    for kind in ("gpx", "kml", "ics", "csv"):
        assert "© Hồng Vân" in reader.get(f"{tour}.{kind}").text.replace("\r\n ", ""), kind
        assert "<license>" not in reader.get(f"{tour}.{kind}").text
    assert "© Hồng Vân" in cells(reader.get(f"{tour}.xlsx").data)


def test_a_place_that_moves_makes_a_file_of_today(hamlet, visitor):
    village, path = hamlet.village, f"/vi/tours/{hamlet.tour}/mot-ngay.geojson"
    before = visitor.get(path).json
    village.backends.clock.forward(days=2)
    with village.backends.sessions.writing() as session:
        moved = a_place(pin=Pin(lat=20.89, lon=105.92, accuracy_m=5, verified=True))
        sites.save_place(session, hamlet.site.row, moved, picture=None, by="o", now=village.backends.clock())
        publishing.publish_site(session, hamlet.site.row, hamlet.commune, {"vi"}, village.backends.clock())
    visitor.application.wsgi_app.inner.inner.memo = (-1.0, (0, ""))
    after = visitor.get(path).json

    assert (before["updated"], after["updated"]) == ("2026-11-21T03:00:00Z", "2026-11-23T03:00:00Z")
    assert after["features"][0]["geometry"]["coordinates"] == [105.92, 20.89]


# The calendar


def test_a_calendar_begins_on_the_day_and_at_the_hour_that_are_asked_for(standing, reader):
    path = f"/vi/tours/{standing.tour}/mot-ngay.ics?start=07:30&day="
    answer = reader.get(f"{path}2027-03-15")
    event = vobject.readOne(answer.text).vevent

    assert event.dtstart.value.astimezone(UTC) == datetime(2027, 3, 15, 0, 30, tzinfo=UTC)
    assert event.dtstart.value.utcoffset() == timedelta(hours=7)
    assert event.uid.value == f"tour-{standing.tour}-20270315@{HOST}"
    again = {"If-None-Match": answer.headers["ETag"]}
    assert (
        reader.get(f"/vi/tours/{standing.tour}/mot-ngay.ics?day=2027-03-15&start=07:30", headers=again).status_code
        == 304
    )
    assert (
        reader.get(f"/vi/tours/{standing.tour}/mot-ngay.ics?day=2027-03-16&start=07:30", headers=again).status_code
        == 200
    )


@pytest.mark.parametrize("query", ["", "?day=", "?day=&start=", "?start=08:00"])
def test_a_calendar_without_a_day_is_for_tomorrow_morning(query, standing, reader):
    event = vobject.readOne(reader.get(f"/vi/tours/{standing.tour}/mot-ngay.ics{query}").text).vevent

    assert event.dtstart.value.replace(tzinfo=None) == datetime(2026, 11, 22, 8, 0)  # noqa: DTZ001 (as the guest's clock shows it)


@pytest.mark.parametrize(
    "query",
    ["day=2027-02-30", "day=20270315", "day=2027-W11-1", "day=1999-12-31", "day=2100-01-01", "day=9999-12-31", "day=x",
     "day=2027-03-15%0d%0aX:1", "day=２０２７-03-15", "start=24:00", "start=7:30", "start=0730", "start=07:30:00",
     "start=07:30%2B09:00", "day=-001-01-01", "day=0000-00-00"],
)  # fmt: skip
def test_a_day_that_is_none_is_refused_with_a_sentence(query, standing, reader):
    answer = reader.get(f"/en/tours/{standing.tour}/mot-ngay.ics?{query}")

    assert answer.status_code == 400
    assert "The day must be like 2027-03-15, and the start like 08:00." in words_of(answer.text)


# On the page


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_offers_each_file_with_its_size(tag, standing, reader):
    page = reader.get(f"/{tag}/tours/{standing.tour}/mot-ngay").text
    tour = f"/{tag}/tours/{standing.tour}/mot-ngay"
    offered = [each["href"] for each in elements(page, "a") if "download" in each]

    ends = (".pdf", ".epub", "-audio.zip", ".gpx", ".kml", ".xlsx", ".csv", ".geojson")
    assert offered == [f"{tour}{each}" for each in ends]
    assert [each["action"] for each in elements(page, "form", method="get") if each["action"].startswith(tour)] == [
        f"{tour}.ics"
    ]
    (day,) = elements(page, "input", type="date")
    assert date.fromisoformat(day["value"]) == date(2026, 11, 22)
    assert len(re.findall(r"\d+ KB", page)) >= len(KINDS)


# Festivals


def test_festivals_whose_days_are_known_stand_in_a_calendar(village, visitor):
    commune = village.commune(festivals=(a_festival("hoi-dinh", "2027-03-15/2027-03-17"), a_festival("gio-to", None)))
    village.site(commune)
    answer = visitor.get("/en/communes/hong-van/festivals.ics")
    (event,) = Calendar.from_ical(answer.data).events

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 3, 15), date(2027, 3, 18))
    assert str(event["uid"]).startswith("festival-")
    assert str(event["uid"]).endswith(f"-hoi-dinh-2027@{HOST}")
    assert str(event["status"]) == "TENTATIVE"
    assert str(event["description"]).split("\n") == ["Rước nước", "lunar day/month 8–10/2", "not verified yet"]
    assert 'filename="hong-van-festivals.ics"' in answer.headers["Content-Disposition"]
    again = visitor.get("/en/communes/hong-van/festivals.ics", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_festival_keeps_its_identity_in_every_language(village, visitor):
    village.site(village.commune(festivals=(a_festival("hoi-dinh", "2027-03-15"),)))
    found = {
        str(Calendar.from_ical(visitor.get(f"/{tag}/communes/hong-van/festivals.ics").data).events[0]["uid"])
        for tag in LANGUAGES
    }

    assert len(found) == 1


def test_a_commune_without_festivals_has_an_empty_calendar_and_shows_no_way_to_it(standing, reader):
    answer = reader.get("/vi/communes/hong-van/festivals.ics")

    assert (answer.status_code, Calendar.from_ical(answer.data).events) == (200, [])
    assert "festivals.ics" not in reader.get("/vi/communes/hong-van").text


def test_the_commune_s_page_shows_the_way_to_its_festivals(village, visitor):
    village.site(village.commune(festivals=(a_festival("hoi-dinh", "2027-03-15"),)))

    assert elements(visitor.get("/vi/communes/hong-van").text, "a", href="/vi/communes/hong-van/festivals.ics")


# Whatever people wrote


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_words_are_words_in_every_file(kind, village, visitor, tmp_path):
    paths = a_hostile_house(village, HOSTILE[kind])
    tour = next(path for path in paths if path.endswith("/di"))

    assert not [each for each in Elements(visitor.get(tour).text).found if harmful(each)]
    for name in KINDS:
        answer = visitor.get(f"{tour}.{name}")
        assert answer.status_code == 200, name
        assert "\n" not in answer.headers["Content-Disposition"]
        (tmp_path / f"tour.{name}").write_bytes(answer.data)
    for name in ("gpx", "kml", "geojson"):
        assert (
            "Feature Count: 2" in said_by("ogrinfo", "-ro", "-al", "-so", tmp_path / f"tour.{name}")
            or name == "geojson"
        )
    assert len(Calendar.from_ical((tmp_path / "tour.ics").read_bytes()).events) == 1
    assert len(list(csv.reader(io.StringIO((tmp_path / "tour.csv").read_text(encoding="utf-8-sig"), newline="")))) == 3
    assert not [each for each in cells((tmp_path / "tour.xlsx").read_bytes(), formulas=True)]
    assert len(Calendar.from_ical(visitor.get("/vi/communes/hong-van/festivals.ics").data).events) == 1


def cells(data: bytes, *, formulas: bool = False) -> list[object]:
    """What stands in a spreadsheet; only its formulas if asked for."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [cell.value for row in book.active.iter_rows() for cell in row if not formulas or cell.data_type == "f"]


def a_festival(key: str, days: str | None) -> Festival:
    solar = {2027: days} if days else {}
    return Festival(
        key=key, lunar="8–10/2", solar=solar, confidence="L", names={"vi": "Hội đình"}, texts={"vi": "Rước nước"}
    )
