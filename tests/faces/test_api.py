"""The API for everybody's programs: what it answers, what it refuses, how it is kept."""

import csv
import io
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from tests.builders import words
from tests.conftest import HOST
from tourism import codes
from tourism.communes.draft import Identity
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites.draft import Pin, Section
from tourism.tours.draft import StopDraft
from tourism.wifi.draft import PointPin, WifiDraft

BASE = f"http://{HOST}"
HERE = Pin(lat=20.88, lon=105.91, accuracy_m=20, verified=True)
FAR = Pin(lat=16.37, lon=107.84, accuracy_m=3000)


# Lists


def test_sites_come_in_pages_whose_next_leads_through_all_of_them_once(visitor, village):
    commune = village.commune()
    made = [village.site(commune, f"site-{number}", order=number)[1] for number in range(1, 6)]

    seen, address = [], "/api/v1/sites?limit=2&lang=en"
    while address:
        answer = visitor.get(address)
        page = answer.json
        seen += [each["id"] for each in page["items"]]
        assert answer.headers.get("Link") == (f'<{page["next"]}>; rel="next"' if page["next"] else None)
        assert page["next"] is None or page["next"].startswith(f"{BASE}/api/v1/sites?limit=2&lang=en&after=")
        address = page["next"] and page["next"].removeprefix(BASE)

    assert seen == made


def test_a_page_goes_on_after_a_site_that_was_withdrawn_meanwhile(visitor, village):
    commune = village.commune()
    row, gone = village.site(commune)
    _, stays = village.site(commune, "cho")
    withdraw(village, row, commune)

    assert ids(visitor, f"/api/v1/sites?after={gone}") == [stays]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["dinh", "cho", "tuy-van"]),
        ("kind=market", ["cho"]),
        ("q=DINH+van", ["dinh"]),
        ("q=" + quote("đình làng"), []),
        ("q=" + quote("họp phiên"), ["cho"]),
        ("q=" + quote("\u0301"), []),
        ("q=%25", []),
        ("commune=hong-van", ["dinh", "cho"]),
        ("commune=vinh-hung&kind=market", []),
        ("bbox=105.8,20.8,106,21", ["dinh", "cho"]),
        ("bbox=107,16,108,17", ["tuy-van"]),
        ("bbox=107,16,105.91,21", ["dinh", "tuy-van"]),
        ("near=20.88,105.91", ["dinh", "cho"]),
        ("near=20.89,105.92&limit=1", ["cho"]),
        ("near=20.88,105.91&radius=1e2", ["dinh"]),
        ("near=20.88,105.91&kind=market&q=cho&commune=hong-van", ["cho"]),
        ("near=20.88,105.91&commune=vinh-hung", []),
        ("near=0,0&radius=100000", []),
    ],
)
def test_sites_are_found(visitor, country, query, found):
    assert [country[each] for each in ids(visitor, f"/api/v1/sites?{query}")] == found
    features = visitor.get(f"/api/v1/sites.geojson?{query}").get_json(force=True)["features"]
    assert [country[each["id"]] for each in features] == found


def test_what_is_near_comes_with_its_distance_and_without_a_next_page(visitor, country):
    page = visitor.get("/api/v1/sites?near=20.88,105.91&limit=1").json

    assert page["next"] is None
    assert [each["distance_m"] for each in page["items"]] == [0.0]


def test_a_box_may_cross_the_antimeridian(visitor, village):
    commune = village.commune()
    village.site(commune, "east", pin=Pin(lat=0, lon=179.9, accuracy_m=5))
    village.site(commune, "west", pin=Pin(lat=0, lon=-179.9, accuracy_m=5))
    village.site(commune, "home")

    assert len(ids(visitor, "/api/v1/sites?bbox=179,-1,-179,1")) == 2


def test_geojson_puts_longitude_first_and_the_pin_s_sureness_beside(visitor, country):
    (feature,) = visitor.get("/api/v1/sites.geojson?commune=vinh-hung").get_json(force=True)["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [107.84, 16.37]}
    assert (feature["properties"]["accuracy_m"], feature["properties"]["approximate"]) == (3000, True)


# One site


def test_a_site_is_told_in_full(visitor, village):
    commune = village.commune()
    told = {
        "vi": words(sections=(Section(title="Ngày xưa", text="Sông ở gần hơn."),)),
        "en": words("The Hall", "hall"),
    }
    _, public_id = village.site(commune, told=told, sign="1CKXJSE6", next="cho")
    village.site(commune, "cho", told={"vi": words("Chợ", "cho")}, pin=Pin(lat=20.881, lon=105.91, accuracy_m=500))
    village.voices()

    site = visitor.get(f"/api/v1/sites/{public_id}?lang=en").json

    assert (site["name"], site["language"], site["as_asked"], site["name_vi"]) == (
        "The Hall",
        "en",
        True,
        "Đình Vân La",
    )
    assert site["pin"] == {"lat": 20.88, "lon": 105.91, "accuracy_m": 20, "approximate": False}
    assert site["scan_url"] == f"{BASE}/q/1CKXJSE6"
    assert site["page"] == f"{BASE}/en/sites/{public_id}/hall"
    assert site["sound"]["made_by"] == "machine"
    assert site["sound"]["language"] == "en"
    assert visitor.get(site["sound"]["url"].removeprefix(BASE)).content_length == site["sound"]["bytes"]
    assert site["sound"]["credits"] == [{"parts": [0], "made_by": "machine", "engine": "hum", "speaker": None}]
    assert site["sound"]["approximate"] is False
    assert len(site["sound"]["peaks"]) == 600
    assert max(site["sound"]["peaks"]) == 63
    assert site["older_recordings"] == []
    assert site["sentences"][0]["heading"] is True
    assert all(each["start_ms"] < each["end_ms"] for each in site["sentences"])
    assert visitor.get(site["picture"].removeprefix(BASE)).content_type == "image/svg+xml"
    assert site["facts"][0] == {
        "key": "worship",
        "text": "Thờ Chử Đồng Tử.",
        "language": "vi",
        "confidence": "H",
        "sources": [{"number": 1, "title": "A gazette"}],
    }
    assert site["practical"]["price"] is None
    assert (site["next_stop"]["name"], site["next_stop"]["language"], site["next_stop"]["minutes"]) == (
        "Chợ",
        "vi",
        2,
    )
    assert site["next_stop"]["approximate"] is True


def test_the_smaller_file_is_told_wherever_a_sound_is_and_its_drawing_in_one_place_only(visitor, village):
    _, public_id = village.site(village.commune())
    village.voices()

    one, listed = (sound_of(visitor, f"/api/v1/sites{path}?lang=vi") for path in (f"/{public_id}", ""))
    (feature,) = visitor.get("/api/v1/cells/2217-5718.geojson?lang=vi").get_json(force=True)["features"]
    smaller = visitor.get(one["opus"]["url"].removeprefix(BASE))

    assert (smaller.mimetype, smaller.content_length) == ("audio/webm", one["opus"]["bytes"])
    assert one["opus"]["type"] == "audio/webm; codecs=opus"
    assert feature["properties"]["sound"]["opus"]["url"] == one["opus"]["url"].removeprefix(BASE)
    assert listed == {name: told for name, told in one.items() if name != "peaks"}


def test_people_are_credited_by_name_and_their_older_recordings_are_told(visitor, village, clock):
    commune = village.commune()
    row, public_id = village.site(commune)
    village.reads(public_id, speaker="Bà Nguyễn Thị Lụa")
    village.voices()
    sound = sound_of(visitor, f"/api/v1/sites/{public_id}?lang=vi")
    assert sound["credits"] == [
        {"parts": [0], "made_by": "human", "engine": "recorded", "speaker": "Bà Nguyễn Thị Lụa"}
    ]
    assert sound["made_by"] == "human"

    rewrite(village, row, commune, words(story="Chuyện mới hoàn toàn."))
    site = visitor.get(f"/api/v1/sites/{public_id}?lang=ja").json

    assert site["sound"] is None
    (older,) = site["older_recordings"]
    assert (older["part"], older["speaker"]) == (0, "Bà Nguyễn Thị Lụa")
    assert visitor.get(older["url"].removeprefix(BASE)).content_length == older["bytes"]


def test_a_language_that_is_not_told_falls_back_and_says_so(visitor, village):
    _, public_id = village.site(village.commune(), told={"vi": words()})

    site = visitor.get(f"/api/v1/sites/{public_id}?lang=ko").json

    assert (site["language"], site["as_asked"], site["page"].split("/")[3]) == ("vi", False, "ko")


def test_the_phone_s_language_changes_no_address_s_answer(visitor, country):
    address = "/api/v1/sites"
    plain, french = visitor.get(address), visitor.get(address, headers={"Accept-Language": "fr"})

    assert plain.data == french.data
    assert "Accept-Language" not in plain.headers.get("Vary", "")


def test_a_sound_that_says_yesterday_s_words_is_not_offered(visitor, village):
    commune = village.commune()
    row, public_id = village.site(commune)
    tour_id = village.tour(commune, (StopDraft(site="dinh-van-la", kind="visit", dwell_minutes=5),))
    village.voices()
    paths = ("/sites", "/cells/2217-5718.geojson", f"/sites/{public_id}", f"/tours/{tour_id}")
    assert all(sound_of(visitor, f"/api/v1{path}?lang=vi") for path in paths)

    rewrite(village, row, commune, words(story="Chuyện mới hoàn toàn."))

    # In a language that nobody asked for before: finished answers may be half a second old.
    assert not any(sound_of(visitor, f"/api/v1{path}?lang=ja") for path in paths)


# Cells


def test_a_cell_holds_its_square_and_its_border_with_the_guide_s_own_paths(visitor, village):
    commune = village.commune()
    _, public_id = village.site(commune, sign="1CKXJSE6", pin=HERE)
    village.site(commune, "far", pin=FAR)

    answer = visitor.get("/api/v1/cells/2217-5718.geojson?lang=en")
    (feature,) = answer.get_json(force=True)["features"]

    assert answer.content_type == "application/geo+json"
    assert feature["geometry"]["coordinates"] == [105.91, 20.88]
    about = feature["properties"]
    assert about["url"] == f"/en/sites/{public_id}/dinh-van-la"
    assert about["picture"].startswith("/media/")
    assert (about["zone_m"], about["accuracy_m"], about["area"], about["sign"]) == (
        40,
        20,
        "Vân La",
        "1CKXJSE6",
    )


def test_an_approximate_pin_is_near_within_its_accuracy(visitor, village):
    village.site(village.commune(), pin=Pin(lat=20.88, lon=105.91, accuracy_m=2000))

    (feature,) = visitor.get("/api/v1/cells/2217-5718.geojson").get_json(force=True)["features"]

    assert (feature["properties"]["approximate"], feature["properties"]["zone_m"]) == (True, 2000)


# Communes, tours


def test_a_commune_is_known_by_what_it_was_called(visitor, village):
    merged = date(2025, 7, 1)
    identities = (
        Identity(name="xã A", parent="huyện B", code="10207", valid_to=date(2025, 6, 30), confidence="H"),
        Identity(name="xã C", parent="TP Hà Nội", valid_from=merged, confidence="H"),
    )
    commune = village.commune(identities=identities)
    village.site(commune)
    village.tour(commune, (StopDraft(site="dinh-van-la", kind="visit", dwell_minutes=5),))

    full = visitor.get("/api/v1/communes/hong-van?lang=en").json
    (listed,) = visitor.get("/api/v1/communes?lang=en").json["items"]

    assert [(each["name"], each["valid_from"], each["valid_to"]) for each in full["identities"]] == [
        ("xã A", None, "2025-06-30"),
        ("xã C", "2025-07-01", None),
    ]
    assert full["counts"] == {"sites": 1, "tourism_points": 1, "tours": 1}
    assert full["page"] == f"{BASE}/en/communes/hong-van"
    assert listed.items() <= full.items()


def test_communes_come_in_pages(visitor, village):
    for slug in ("c", "a", "b"):
        village.commune(slug)

    first = visitor.get("/api/v1/communes?limit=2").json
    rest = visitor.get(first["next"].removeprefix(BASE)).json

    assert [each["slug"] for each in first["items"] + rest["items"]] == ["a", "b", "c"]
    assert rest["next"] is None


def test_a_tour_has_its_stops_its_ways_and_its_sums(visitor, village):
    commune = village.commune()
    village.site(commune, "a", pin=HERE)
    village.site(commune, "b", pin=Pin(lat=20.89, lon=105.91, accuracy_m=20, verified=True))
    stops = (
        StopDraft(site="a", kind="visit", dwell_minutes=20, notes={"vi": "Nghe"}),
        StopDraft(site="b", kind="eat", dwell_minutes=30),
    )
    tour_id = village.tour(commune, stops)

    tour = visitor.get(f"/api/v1/tours/{tour_id}").json

    assert [stop["leg"] for stop in tour["stops"]] == [
        None,
        {"metres": 1107.2, "minutes": 16, "approximate": False},
    ]
    assert tour["totals"] == {
        "stops": 2,
        "metres": 1107.2,
        "minutes": 66,
        "moving_minutes": 16,
        "dwell_minutes": 50,
        "approximate": False,
    }
    assert (tour["signs"], tour["loop_closed"]) == (["visit", "eat"], False)
    assert tour["stops"][0]["note"] == {"text": "Nghe", "language": "vi"}
    assert tour["stops"][1]["page"] == f"{BASE}/vi/tours/{tour_id}/mot-ngay/2"


def test_tours_come_in_pages_that_a_tour_to_nowhere_does_not_cut_short(visitor, village):
    commune = village.commune()
    village.site(commune)
    stops = (StopDraft(site="dinh-van-la", kind="visit", dwell_minutes=5),)
    first = village.tour(commune, stops, "one")
    village.tour(commune, (StopDraft(site="nowhere", kind="visit", dwell_minutes=5),), "two")
    last = village.tour(commune, stops, "three")

    assert ids(visitor, "/api/v1/tours?limit=1") == [first]
    page = visitor.get(f"/api/v1/tours?limit=1&after={first}").json
    assert ([each["id"] for each in page["items"]], page["next"]) == ([last], None)


# WiFi


def test_wifi_points_are_open_data(visitor, village):
    commune = village.commune()
    _, public_id = village.site(commune)
    village.site(commune, "cho", order=2)
    pin = PointPin(lat=20.9, lon=105.9, accuracy_m=10, verified=True)
    at_site = WifiDraft(id=codes.mint(), site="dinh-van-la", pin=pin, network="Dinh", security="open")
    village.wifi(commune, at_site, WifiDraft(id=codes.mint(), names={"vi": "Nhà văn hóa"}))

    answer = visitor.get("/api/v1/wifi?commune=hong-van")
    placed, unplaced = answer.get_json(force=True)["features"]

    assert placed["geometry"]["coordinates"] == [105.9, 20.9]
    assert placed["properties"]["site"]["id"] == public_id
    assert placed["properties"]["join_code"] == f"{BASE}/wifi/{at_site.id}.svg"
    assert (unplaced["geometry"], unplaced["properties"]["place"]) == (None, "Nhà văn hóa")
    assert unplaced["properties"]["join_code"] is None
    shares = {"with_wifi": 1, "tourism_points": 2, "percent": 50}
    assert answer.get_json(force=True)["coverage"] == shares | {"communes": [{"commune": "hong-van"} | shares]}


def test_the_table_of_wifi_points_opens_in_a_spreadsheet_without_running_anything(visitor, village):
    commune = village.commune()
    evil = WifiDraft(
        id=codes.mint(), names={"vi": "=HYPERLINK(1)"}, provider="@a", network='-x, "y"', password="+12345678"
    )
    village.wifi(commune, evil)

    answer = visitor.get("/api/v1/wifi.csv")
    header, row = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))

    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert header == [
        "commune",
        "place",
        "provider",
        "network",
        "security",
        "password",
        "checked_on",
        "lat",
        "lon",
        "accuracy_m",
    ]
    assert row == ["hong-van", "'=HYPERLINK(1)", "'@a", '\'-x, "y"', "", "'+12345678", "", "", "", ""]


# What every answer has in common


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/communes", "application/json"),
        ("/communes/hong-van", "application/json"),
        ("/sites", "application/json"),
        ("/sites?limit=1", "application/json"),
        ("/sites.geojson", "application/geo+json"),
        ("/sites.geojson?lang=en", "application/geo+json"),
        ("/cells/2217-5718.geojson", "application/geo+json"),
        ("/cells/2217-5718.geojson?lang=en", "application/geo+json"),
        ("/tours", "application/json"),
        ("/tours?lang=fr", "application/json"),
        ("/wifi", "application/geo+json"),
        ("/wifi.csv", "text/csv; charset=utf-8"),
        ("/wifi.csv?commune=hong-van", "text/csv; charset=utf-8"),
        ("/openapi.json", "application/json"),
    ],
)
def test_every_answer_can_be_kept_asked_for_anew_and_read_from_anywhere(visitor, country, address, kind):
    address = f"/api/v1{address}"
    answer = visitor.get(address)
    head = visitor.head(address)
    again = visitor.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    weakly = visitor.get(address, headers={"If-None-Match": f'"x", W/{answer.headers["ETag"]}'})
    otherwise = visitor.get(address, headers={"If-None-Match": '"x"'})

    assert (answer.status_code, answer.content_type) == (200, kind)
    assert (head.status_code, head.data, head.content_length) == (200, b"", answer.content_length)
    assert (again.status_code, again.data, weakly.status_code, otherwise.status_code) == (304, b"", 304, 200)
    for each in (answer, head, again):
        assert each.headers["ETag"] == answer.headers["ETag"]
        assert each.headers["Access-Control-Allow-Origin"] == "*"
        assert each.headers["Cache-Control"].startswith("public, max-age=60")


def test_an_answer_is_new_when_something_is_published(visitor, village):
    commune = village.commune()
    village.site(commune)
    before = visitor.get("/api/v1/sites?limit=9").headers["ETag"]
    village.site(commune, "cho")

    assert visitor.get("/api/v1/sites?limit=9", headers={"If-None-Match": before}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/sites?near=1,2", "/cells/2217-5718.geojson?lang=en", "/wifi.csv", "/openapi.json"]
)
def test_a_browser_that_asks_first_is_told_that_it_may_read(visitor, address):
    asked = {"Origin": "https://partner.example", "Access-Control-Request-Method": "GET"}
    answer = visitor.options(f"/api/v1{address}", headers=asked)

    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


def test_every_address_of_the_api_declares_that_it_is_public_or_a_partner_s_own(app: Flask):
    audiences = {
        rule.rule: app.view_functions[rule.endpoint].policy.audience
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    own = {f"/api/v1/partner/{name}" for name in ("counts", "counts.csv")}

    assert len(audiences) == 18
    assert {rule for rule, audience in audiences.items() if audience == "partner"} == own
    assert {audience for rule, audience in audiences.items() if rule not in own} == {"anyone"}


def test_addresses_come_from_the_configuration_not_from_the_request(visitor, country):
    forwarded = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "Forwarded": "host=evil.example",
    }

    assert b"evil.example" not in visitor.get("/api/v1/sites?limit=1", headers=forwarded).data


# What is refused


@pytest.mark.parametrize(
    ("address", "status", "reason"),
    [
        ("/sites?page=2", 400, "unknown-parameter"),
        ("/sites?lang=vi&lang=en", 400, "repeated-parameter"),
        ("/sites?lang=xx", 400, "bad-parameter"),
        ("/sites?lang=", 400, "bad-parameter"),
        ("/sites?limit=0", 400, "bad-parameter"),
        ("/sites?limit=101", 400, "bad-parameter"),
        ("/sites?limit=1.5", 400, "bad-parameter"),
        ("/sites?limit=" + "9" * 1000, 400, "bad-parameter"),
        ("/sites?limit=%D9%A1", 400, "bad-parameter"),
        ("/sites?kind=castle", 400, "bad-parameter"),
        ("/sites?q=", 400, "bad-parameter"),
        ("/sites?q=" + "a" * 101, 400, "bad-parameter"),
        ("/sites?q=%00", 400, "bad-parameter"),
        ("/sites?q=%ff", 400, "bad-query"),
        ("/sites?q=%ED%A0%80", 400, "bad-query"),
        ("/sites?%ff=1", 400, "bad-query"),
        ("/sites?" + "&".join(f"a{number}" for number in range(60)), 400, "bad-query"),
        ("/sites?q=" + "a" * 3000, 400, "bad-query"),
        ("/sites?after=AAAAAAAA", 400, "bad-cursor"),
        ("/sites?after=1", 400, "bad-cursor"),
        ("/tours?after=00000000", 400, "bad-cursor"),
        ("/communes?after=%00", 400, "bad-parameter"),
        ("/sites?commune=..", 400, "bad-parameter"),
        ("/sites?commune=nowhere", 404, "no-such-commune"),
        ("/tours?commune=nowhere", 404, "no-such-commune"),
        ("/wifi?commune=nowhere", 404, "no-such-commune"),
        ("/wifi.csv?commune=nowhere", 404, "no-such-commune"),
        ("/sites?near=NaN,NaN", 400, "bad-position"),
        ("/sites?near=Infinity,0", 400, "bad-position"),
        ("/sites?near=91,0", 400, "bad-position"),
        ("/sites?near=0,180.1", 400, "bad-position"),
        ("/sites?near=1e2,0", 400, "bad-position"),
        ("/sites?near=1", 400, "bad-position"),
        ("/sites?near=1,2,3", 400, "bad-position"),
        ("/sites?near=1,2&radius=0", 400, "bad-parameter"),
        ("/sites?near=1,2&radius=1e99", 400, "bad-parameter"),
        ("/sites?near=1,2&radius=nan", 400, "bad-parameter"),
        ("/sites?near=1,2&bbox=0,0,1,1", 400, "parameters-exclude-each-other"),
        ("/sites?near=1,2&after=AAAAAAAA", 400, "parameters-exclude-each-other"),
        ("/sites?radius=5", 400, "parameter-alone"),
        ("/sites?bbox=0,1,1,0", 400, "bad-box"),
        ("/sites?bbox=0,0,1", 400, "bad-box"),
        ("/sites?bbox=0,0,NaN,1", 400, "bad-box"),
        ("/sites?bbox=0,0,181,1", 400, "bad-box"),
        ("/sites/AAAAAAAA", 404, "no-such-site"),
        ("/sites/%00AAAAAAA", 404, "not-found"),
        ("/sites/AAAAAAAA?near=1,2", 400, "unknown-parameter"),
        ("/tours/AAAAAAAA", 404, "no-such-tour"),
        ("/communes/nowhere", 404, "no-such-commune"),
        ("/communes/%00", 404, "no-such-commune"),
        ("/communes/%ff", 404, "no-such-commune"),
        ("/cells/1.geojson", 400, "bad-cell"),
        ("/cells/-1-2.geojson", 400, "bad-cell"),
        ("/cells/3600-0.geojson", 400, "bad-cell"),
        ("/cells/0-7200.geojson", 400, "bad-cell"),
        ("/cells/00-1.geojson", 400, "bad-cell"),
        ("/cells/99999999999-1.geojson", 400, "bad-cell"),
        ("/cells/1%2F2.geojson", 404, "not-found"),
        ("/cells/2217-5718.geojson?zoom=1", 400, "unknown-parameter"),
        ("/openapi.json?lang=vi", 400, "unknown-parameter"),
        ("/nothing", 404, "not-found"),
        ("", 404, "not-found"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_reason(visitor, country, address, status, reason):
    answer = visitor.get(f"/api/v1{address}")

    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert (answer.json["status"], answer.json["reason"]) == (status, reason)
    assert answer.json["title"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_api_only_reads(visitor, method):
    answer = visitor.open("/api/v1/sites", method=method)

    assert (answer.status_code, answer.json["reason"]) == (405, "method-not-allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_refusal_names_the_parameters_and_their_limits(visitor):
    unknown = visitor.get("/api/v1/sites?b=1&a=2").json
    outside = visitor.get("/api/v1/sites?limit=0").json

    assert (unknown["parameters"], "limit" in unknown["allowed"]) == (["a", "b"], True)
    assert (outside["parameter"], outside["minimum"], outside["maximum"]) == ("limit", 1, 100)


def test_a_refusal_speaks_the_language_that_was_asked_for(visitor):
    by_address = visitor.get("/api/v1/sites/AAAAAAAA?lang=vi").json["title"]
    by_phone = visitor.get("/api/v1/sites/AAAAAAAA", headers={"Accept-Language": "vi"})

    assert by_address == by_phone.json["title"] != visitor.get("/api/v1/sites/AAAAAAAA?lang=en").json["title"]
    assert "Accept-Language" in by_phone.headers["Vary"]


def test_huge_headers_break_nothing(visitor, country):
    huge = {"If-None-Match": '"x",' * 20_000}

    assert visitor.get("/api/v1/sites?limit=1", headers=huge).status_code == 200
    assert visitor.get("/api/v1/sites?limit=0", headers=huge).status_code == 400

    answer = visitor.get("/api/v1/sites", headers={"Accept-Language": "vi," * 27_000})
    assert (answer.status_code, answer.content_type) == (431, "application/problem+json")


# What these tests stand on


def ids(visitor, address: str) -> list[str]:
    """Ids of what a list holds."""
    return [each["id"] for each in visitor.get(address).json["items"]]


def sound_of(visitor, address: str) -> Any:
    """The sound of the one site, wherever it is told."""
    told = visitor.get(address).get_json(force=True)
    if "features" in told:
        return told["features"][0]["properties"]["sound"]
    if "stops" in told:
        return told["stops"][0]["site"]["sound"]
    return told["items"][0]["sound"] if "items" in told else told["sound"]


def withdraw(village, row: int, commune: int) -> None:
    """Takes a site off the pages."""
    with village.backends.sessions.writing() as session:
        publishing.withdraw_site(session, row, commune, village.backends.clock())


def rewrite(village, row: int, commune: int, told) -> None:
    """Publishes other words, before any voice has read them."""
    now = village.backends.clock()
    with village.backends.sessions.writing() as session:
        sites.save(session, row, "vi", told, by="test", now=now)
        publishing.publish_site(session, row, commune, {"vi"}, now)


@pytest.fixture
def country(village) -> dict[str, str]:
    """Three sites of two communes: keys by id."""
    first, second = village.commune(), village.commune("vinh-hung")
    market = words("Chợ Mới", "cho-moi", hook="Họp theo phiên")
    near = Pin(lat=20.89, lon=105.92, accuracy_m=20, verified=True)
    made = {"dinh": village.site(first, "dinh", pin=HERE)[1]}
    made["cho"] = village.site(first, "cho", told={"vi": market}, kind="market", pin=near)[1]
    made["tuy-van"] = village.site(
        second, "tuy-van", told={"vi": words("Núi Túy", "nui-tuy", hook="Bên phá")}, pin=FAR
    )[1]
    return {public_id: key for key, public_id in made.items()}
