"""GPX: stops, way and words where the schema wants them, whatever people wrote."""

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile_texts import PAYLOADS
from tests.roadbooks import TOUR, a_roadbook, hostile_roadbook
from tourism import geo
from tourism.markup import allowed
from tourism.tours.gpx import gpx

GPX = "{http://www.topografix.com/GPX/1/1}"
# GPX 1.1: the children of each element in the only order that its schema takes.
POINT = ("ele", "time", "magvar", "geoidheight", "name", "cmt", "desc", "src", "link", "sym", "type", "fix", "sat")
ORDER = {
    "gpx": ("metadata", "wpt", "rte", "trk", "extensions"),
    "metadata": ("name", "desc", "author", "copyright", "link", "time", "keywords", "bounds", "extensions"),
    "author": ("name", "email", "link"),
    "copyright": ("year", "license"),
    "link": ("text", "type"),
    "wpt": POINT,
    "rtept": POINT,
    "trkpt": POINT,
    "rte": ("name", "cmt", "desc", "src", "link", "number", "type", "extensions", "rtept"),
    "trk": ("name", "cmt", "desc", "src", "link", "number", "type", "extensions", "trkseg"),
    "trkseg": ("trkpt", "extensions"),
}


def test_the_same_tour_is_the_same_bytes():
    assert gpx(TOUR) == gpx(a_roadbook())


@pytest.mark.parametrize("tour", [TOUR, a_roadbook(1), a_roadbook(20), hostile_roadbook("Đình")], ids=str)
def test_every_child_stands_where_the_schema_wants_it(tour):
    for parent in read(gpx(tour)).iter():
        order = ORDER.get(parent.tag.removeprefix(GPX), ())
        places = [order.index(child.tag.removeprefix(GPX)) for child in parent]

        assert places == sorted(places), parent.tag


def test_a_stop_leads_to_its_page_and_its_voice():
    first, second, *_ = read(gpx(TOUR)).findall(f"{GPX}wpt")

    assert first.attrib == {"lat": "20.880100", "lon": "105.910200"}
    assert first.findtext(f"{GPX}name") == "1. Đình Vân La"
    assert first.findtext(f"{GPX}type") == "visit"
    assert [told(link) for link in first.findall(f"{GPX}link")] == [
        (f"{TOUR.page}/1", "Đình Vân La", "text/html"),
        ("https://guide.example.vn/media/aa/0.mp3", "Nghe", "audio/mpeg"),
    ]
    # The second is not heard yet.
    assert [link.get("href") for link in second.findall(f"{GPX}link")] == [f"{TOUR.page}/2"]


def test_a_file_says_whose_words_it_holds_and_from_when_they_are():
    metadata = read(gpx(TOUR)).find(f"{GPX}metadata")
    rights = metadata.find(f"{GPX}copyright")
    free = replace(TOUR, licence="https://licence.example.org/by/4.0/")

    assert metadata.findtext(f"{GPX}author/{GPX}name") == "Hồng Vân"
    assert (rights.get("author"), rights.findtext(f"{GPX}year"), rights.find(f"{GPX}license")) == (
        "© Hồng Vân", "2026", None,
    )  # fmt: skip
    assert metadata.findtext(f"{GPX}time") == "2026-11-21T03:00:05Z"
    assert read(gpx(free)).findtext(f".//{GPX}license") == free.licence


def test_a_way_to_what_is_known_roughly_is_another_track_that_says_so():
    sure, rough = read(gpx(TOUR)).findall(f"{GPX}trk")

    assert [each.findtext(f"{GPX}name") for each in (sure, rough)] == [TOUR.name, f"≈ {TOUR.name}"]
    # The third of five stops is the rough one.
    assert [len(piece) for piece in sure.findall(f"{GPX}trkseg")] == [2, 2]
    assert [len(piece) for piece in rough.findall(f"{GPX}trkseg")] == [3]
    assert {each.findtext(f"{GPX}desc") for each in (sure, rough)} == {TOUR.beeline}
    assert "Vị trí ước chừng." in read(gpx(TOUR)).findall(f"{GPX}wpt")[2].findtext(f"{GPX}desc", "")


def test_the_tracks_together_are_the_whole_way():
    for count in range(1, 14):
        tour = a_roadbook(count)
        legs = [
            (one.attrib["lat"], other.attrib["lat"])
            for piece in read(gpx(tour)).iter(f"{GPX}trkseg")
            for one, other in pairwise(piece)
        ]
        stops = [f"{stop.here.lat:.6f}" for stop in tour.stops]

        assert sorted(legs) == sorted(pairwise(stops)), count


def test_a_tour_of_one_stop_has_no_way():
    root = read(gpx(a_roadbook(1)))

    assert len(root.findall(f"{GPX}wpt")) == 1
    assert root.find(f"{GPX}trk") is None


def test_lists_that_sort_by_letters_keep_the_order():
    names = [each.findtext(f"{GPX}name", "") for each in read(gpx(a_roadbook(20))).findall(f"{GPX}wpt")]

    assert names == sorted(names)
    assert (names[0], names[19]) == ("01. Đình Vân La", "20. Lăng đá Quận Vân")


def test_the_antimeridian_goes_by_the_name_that_the_schema_knows():
    far = replace(TOUR, stops=(replace(TOUR.stops[0], here=geo.Point(0.0, 180.0)),))

    assert read(gpx(far)).find(f"{GPX}wpt").get("lon") == "-180.000000"


@pytest.mark.parametrize("words", PAYLOADS)
def test_hostile_words_are_words(words):
    root = read(gpx(hostile_roadbook(words)))

    assert {each.tag.removeprefix(GPX) for each in root.iter()} <= set(ORDER) | {
        name for each in ORDER.values() for name in each
    }
    assert root.findtext(f"{GPX}metadata/{GPX}name") == allowed(words)
    assert root.find(f"{GPX}wpt").findtext(f"{GPX}name") == f"1. {allowed(words)}"
    assert root.find(f"{GPX}metadata/{GPX}copyright").get("author") == allowed(words)


@given(st.text())
def test_any_words_come_back(words):
    root = read(gpx(hostile_roadbook(words)))

    assert (root.findtext(f"{GPX}rte/{GPX}desc") or "") == allowed(words)


def read(data: bytes) -> ET.Element:
    """The root of a file, which is UTF-8 and well formed."""
    return ET.fromstring(data.decode())


def told(link: ET.Element) -> tuple[str | None, ...]:
    return link.get("href"), link.findtext(f"{GPX}text"), link.findtext(f"{GPX}type")
