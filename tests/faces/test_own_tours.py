"""A partner's own tour: in its frame, in its files and in oEmbed by its code alone; over when its key is."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from tests.builders import a_meeting
from tests.conftest import HOST
from tests.faces.markup import Elements, elements, words_of
from tests.faces.test_embeds import snippets
from tests.faces.test_hostile_words import HOSTILE, harmful
from tests.programs import said_by
from tourism.partners import actions
from tourism.partners import queries as partners
from tourism.partners.draft import OwnStop
from tourism.publishing import actions as publishing
from tourism.sites import closing
from tourism.staff import granting

BASE = f"http://{HOST}"
GPX = "{http://www.topografix.com/GPX/1/1}"
KINDS = ("gpx", "kml", "geojson", "ics", "csv", "xlsx", "pdf", "epub")
ORDER = (
    OwnStop(site="uon-cay", kind="do", dwell_minutes=40),
    OwnStop(site="dinh-van-la", kind="visit", dwell_minutes=15),
)
LANGUAGES = ("vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")


def test_the_cover_is_the_company_s_and_the_words_are_the_commune_s(own, visitor):
    text = visitor.get(own.embed("lang=vi")).text
    said = words_of(text)

    for words in ("Lữ hành Sen", "Đi với Sen", "Chào anh chị.", "Đi một vòng làng", "Bến đò", "07:30", "Dưới gốc đa."):
        assert words in said, words
    assert "Lộ trình của Lữ hành Sen, xã Hồng Vân kể chuyện" in said
    assert elements(text, "meta", name="robots")[0]["content"] == "noindex"
    (map_link,) = [each["href"] for each in elements(text, "a") if each["href"].startswith("geo:")]
    assert map_link.startswith("geo:20.88200,105.91000")
    (home,) = [each["href"] for each in elements(text, "a") if each.get("class") == "home"]
    assert home == f"/vi/tours/{own.tour}/mot-ngay"
    assert said.index("Uốn cây") < said.index("Đình Vân La")


def test_it_speaks_every_language_of_the_guide(own, visitor):
    pages = {tag: visitor.get(own.embed(f"lang={tag}")).text for tag in LANGUAGES}
    told = {re.search(r'<p class="by">(.*?)</p>', text).group(1) for text in pages.values()}

    assert {tag: elements(text, "html")[0]["lang"] for tag, text in pages.items()} == {tag: tag for tag in LANGUAGES}
    assert len(told) == len(LANGUAGES)
    assert all("Lữ hành Sen" in each for each in told)
    assert "The landing" in pages["fr"]


def test_one_walks_through_it_in_the_company_s_order_and_the_code_comes_along(own, visitor):
    heads, text, onward = [], "", own.embed("lang=vi&theme=dark&start=1")
    while onward:
        text = visitor.get(onward).text
        heads.append(words_of(text[text.index("<h1") : text.index("</h1>")]))
        assert "Lộ trình của Lữ hành Sen" in words_of(text)
        within = [each["href"] for each in elements(text, "a") if "data-within" in each]
        assert all(f"p={own.code}" in each and "theme=dark" in each for each in within)
        onward = next((each["href"] for each in elements(text, "a", rel="next")), "")

    assert heads == ["Uốn cây", "Đình Vân La"]
    (home,) = [each["href"] for each in elements(text, "a") if each.get("class") == "home"]
    assert visitor.get(home).status_code == 200
    assert home.startswith("/vi/sites/")


def test_without_its_code_or_by_another_s_it_is_not_there(own, hamlet, village, visitor):
    other, stranger = village.partner(hamlet.commune, "Khác"), village.partner(village.commune("xa-khac"), "Xa")
    for path in own.addresses():
        bare = path.partition("?")[0]
        assert visitor.get(path).status_code == 200, path
        for query in (
            "",
            "?p=",
            f"?p={other.code}",
            f"?p={stranger.code}",
            "?p=7K3Q2M5P",
            "?p=%00",
            "?p=" + "A" * 3000,
        ):
            answer = visitor.get(bare + query)
            assert answer.status_code == 404, bare + query
            assert "Sen" not in answer.text


def test_when_the_key_is_taken_back_it_is_over_at_once(own, visitor, backends, clock):
    for path in own.addresses():
        assert visitor.get(path).status_code == 200
    with backends.sessions.writing() as session:
        granting.revoke(session, own.key, clock())

    for path in own.addresses():
        answer = visitor.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (403, "no-store"), path
        assert "Sen" not in answer.text


def test_nobody_in_between_keeps_it(own, visitor):
    for path in own.addresses():
        for _ in range(2):
            answer = visitor.get(path)
            assert answer.headers["Cache-Control"] == "private, no-store", path
            assert answer.headers.get("X-Robots-Tag") == "noindex" or 'content="noindex"' in answer.text, path
    moved = visitor.get(f"/vi/tours/{own.id}/ten-cu.gpx?p={own.code}")
    assert (moved.status_code, moved.headers["Cache-Control"]) == (301, "private, no-store")
    assert moved.headers["Location"] == f"/vi/tours/{own.id}/mot-ngay.gpx?p={own.code}"


def test_it_is_listed_nowhere(own, hamlet, visitor):
    for path in ("/sitemap.xml", "/vi/", "/vi/communes/hong-van", "/vi/communes/hong-van/embed", "/api/v1/tours",
                 "/ogc/collections/tours/items", "/catalog.jsonld", f"/vi/tours/{own.tour}/mot-ngay"):  # fmt: skip
        assert own.id not in visitor.get(path).text, path
    for path in (f"/api/v1/tours/{own.id}", f"/ogc/collections/tours/items/{own.id}", f"/vi/tours/{own.id}/mot-ngay",
                 f"/vi/tours/{own.id}/mot-ngay/1", f"/vi/tours/{own.id}/card.png"):  # fmt: skip
        for query in ("", f"?p={own.code}"):
            assert visitor.get(path + query).status_code in (400, 404), path


def test_what_the_commune_withdraws_goes_from_it_and_with_the_tour_it_goes(own, hamlet, visitor, backends, clock):
    with backends.sessions.writing() as session:
        publishing.withdraw_site(session, hamlet.craft.row, hamlet.commune, clock())
    text = visitor.get(own.embed("lang=vi")).text
    assert "Uốn cây" not in text
    assert "Đình Vân La" in text

    with backends.sessions.writing() as session:
        for row in (hamlet.site.row, hamlet.plain.row):
            publishing.withdraw_site(session, row, hamlet.commune, clock())
    for path in own.addresses():
        assert visitor.get(path).status_code == 404, path


# The kit


def test_people_meet_first_in_every_map(own, visitor):
    root = ET.fromstring(visitor.get(own.file("gpx")).text)
    points = {tag: [each.findtext(f"{GPX}name") for each in root.iter(GPX + tag)] for tag in ("wpt", "rtept")}
    assert points == {tag: ["0. Bến đò", "1. Uốn cây", "2. Đình Vân La"] for tag in ("wpt", "rtept")}
    track = [each.get("lat") for each in root.iter(f"{GPX}trkpt")]
    assert track[0] == "20.882000"

    features = json.loads(visitor.get(own.file("geojson")).data)["features"]
    first, second = features[0], features[1]
    assert (first["id"], first["properties"]["kind"], first["properties"]["site"]) == ("stop-0", "meet", None)
    assert second["properties"]["arrival_min"] == second["properties"]["way_min"] > 0
    assert features[-1]["geometry"]["coordinates"][0] == [105.91, 20.882]
    assert visitor.get(own.file("kml")).text.index("0. Bến đò") < visitor.get(own.file("kml")).text.index("1. Uốn cây")


def test_the_calendar_begins_where_and_when_people_meet(own, visitor):
    (event,) = Calendar.from_ical(visitor.get(f"{own.file('ics')}&day=2027-03-15").data).walk("VEVENT")

    assert f"{event['DTSTART'].dt:%Y-%m-%d %H:%M}" == "2027-03-15 07:30"
    assert str(event["LOCATION"]) == "Bến đò"
    assert "07:30 · 0. Bến đò" in str(event["DESCRIPTION"])
    assert str(event["UID"]).startswith(f"tour-{own.id}-20270315@")
    later = Calendar.from_ical(visitor.get(f"{own.file('ics')}&start=09:00").data)
    assert f"{later.walk('VEVENT')[0]['DTSTART'].dt:%H:%M}" == "09:00"


def test_the_table_begins_where_people_meet(own, visitor):
    rows = list(csv.DictReader(io.StringIO(visitor.get(own.file("csv")).text.removeprefix("\ufeff"))))

    assert [(each["stop"], each["name"], each["kind"]) for each in rows] == [
        ("0", "Bến đò", "meet"), ("1", "Uốn cây", "do"), ("2", "Đình Vân La", "visit"),
    ]  # fmt: skip
    assert [bool(each["site"]) for each in rows] == [False, True, True]
    for each in rows:
        assert visitor.get(each["page"].removeprefix(BASE)).status_code == 200


def test_the_sheet_on_paper_begins_where_people_meet(own, visitor, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(visitor.get(own.file("pdf")).data)
    said = said_by("pdftotext", "-layout", str(tmp_path / "sheet.pdf"), "-")

    assert "Đi với Sen" in said
    assert "07:30" in said
    assert said.index("Bến đò") < said.index("Uốn cây")
    assert "Lộ trình của Lữ hành Sen" in said


def test_the_book_and_the_album_have_the_stops_in_the_company_s_order(own, village, visitor):
    village.voices()
    book, album = (visitor.get(own.file(kind)).data for kind in ("epub", "-audio.zip"))
    with zipfile.ZipFile(io.BytesIO(album)) as files:
        assert [name for name in files.namelist() if name.endswith(".mp3")] == ["01-uon-cay.mp3", "02-dinh-van-la.mp3"]
        assert files.read("credits.txt").decode().startswith("Đi với Sen")
    with zipfile.ZipFile(io.BytesIO(book)) as files:
        start = files.read("EPUB/start.xhtml").decode()
    assert "Điểm hẹn: Bến đò · 07:30" in start
    assert "Chào anh chị." in start


def test_the_cover_offers_the_files_with_the_code(own, visitor):
    text = visitor.get(own.embed("lang=en")).text
    offered = [each["href"] for each in elements(text, "a") if f"/tours/{own.id}/" in each["href"]]

    assert len(offered) == 4
    for path in offered:
        assert path.endswith(f"?p={own.code}")
        assert visitor.get(path).status_code == 200


# oEmbed


def test_its_address_can_be_pasted_with_its_code(own, visitor):
    answer = visitor.get("/oembed", query_string={"url": f"{BASE}{own.embed('lang=vi')}"})

    assert (answer.status_code, answer.json["title"]) == (200, "Đi với Sen")
    assert elements(answer.json["html"], "iframe")[0]["src"] == f"{BASE}/embed/tours/{own.id}?lang=vi&p={own.code}"
    assert elements(answer.json["html"], "a")[0]["href"] == f"{BASE}/vi/tours/{own.tour}/mot-ngay"
    for url in (
        f"{BASE}/embed/tours/{own.id}",
        f"{BASE}/embed/tours/{own.id}?p=AAAAAAAA",
        f"{BASE}/vi/tours/{own.id}/x",
    ):
        assert visitor.get("/oembed", query_string={"url": url}).status_code == 404


# The builder


def test_the_builder_offers_a_company_its_own_tours_by_its_code_alone(own, hamlet, village, visitor):
    path = "/vi/communes/hong-van/embed"
    text = visitor.get(f"{path}?p={own.code}&what={own.id}&lang=en").text
    element, frame, address, link = snippets(text)
    page = f"{BASE}/en/tours/{own.tour}/mot-ngay"

    assert own.id in [each["value"] for each in elements(text, "option")]
    assert elements(frame, "iframe")[0]["src"] == address == f"{BASE}/embed/tours/{own.id}?lang=en&p={own.code}"
    assert elements(element, "loi-que-tour")[0] == {
        "src": f"{BASE}/embed/tours/{own.id}", "lang": "en", "partner": own.code,
    }  # fmt: skip
    assert [elements(each, "a")[0]["href"] for each in (element, frame, link)] == [page] * 3
    other = village.partner(hamlet.commune, "Khác")
    for query in ("", f"?p={other.code}", f"?what={own.id}", f"?what={own.id}&p=AAAAAAAA"):
        assert own.id not in [each["value"] for each in elements(visitor.get(path + query).text, "option")], query


# Hostile words


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_words_of_a_company_are_words(kind, own, visitor, backends, clock):
    told = HOSTILE[kind].replace("\0", "")
    with backends.sessions.writing() as session:
        before = partners.opened(session, own.key, own.id).written
        meeting = replace(a_meeting(), name={"vi": told[:200]}, note={"vi": told})
        hostile = replace(before, name={"vi": told[:200]}, intro={"vi": told}, meeting=meeting)
        actions.save(session, own.key, own.id, hostile, base=before.number, now=clock())

    for query in ("lang=vi", "lang=en&compact=1", "lang=vi&start=1"):
        answer = visitor.get(own.embed(query))
        assert answer.status_code == 200
        assert not [each for each in Elements(answer.text).found if harmful(each)]
    for each in KINDS:
        assert visitor.get(own.file(each)).status_code == 200, each


class Own:
    """A partner's tour and its addresses."""

    def __init__(self, partner, made, tour) -> None:
        self.id, self.key, self.code, self.tour = made, partner.key, partner.code, tour

    def embed(self, query: str) -> str:
        return f"/embed/tours/{self.id}?{query}&p={self.code}"

    def file(self, kind: str) -> str:
        return f"/vi/tours/{self.id}/mot-ngay{kind if kind.startswith('-') else f'.{kind}'}?p={self.code}"

    def addresses(self) -> list[str]:
        frame = f"/embed/tours/{self.id}?p={self.code}"
        return [frame, f"{frame}&lang=vi&start=1", *(self.file(kind) for kind in KINDS)]


def test_its_feed_of_closures_tells_of_its_own_stops(own, hamlet, visitor, backends, clock):
    day = clock().date()
    with backends.sessions.writing() as session:
        for place in (hamlet.site, hamlet.plain):
            closing.close(session, place.row, begins=day, ends=None, reasons={}, today=day, now=clock())
    path = "/vi/communes/hong-van/closures.json"
    places = {each["_closure"]["site"] for each in visitor.get(path).get_json(force=True)["items"]}
    by_code = {each["_closure"]["site"] for each in visitor.get(f"{path}?p={own.code}").get_json(force=True)["items"]}

    assert places == {hamlet.site.id, hamlet.plain.id}
    assert by_code == {hamlet.site.id}


@pytest.fixture
def own(hamlet, village):
    """The hamlet's tour as a company has it: two of its three stops, the other way round."""
    partner = village.partner(hamlet.commune)
    made = village.variant(
        partner, hamlet.tour, stops=ORDER, name={"vi": "Đi với Sen"}, intro={"vi": "Chào anh chị."}, meeting=a_meeting()
    )
    return Own(partner, made, hamlet.tour)
