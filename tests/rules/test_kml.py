"""KML: stops and way in the commune's colours, whatever people wrote."""

from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile_texts import PAYLOADS
from tests.roadbooks import TOUR, a_roadbook, hostile_roadbook
from tourism.markup import allowed
from tourism.tours.kml import colour, kml

KML = "{http://www.opengis.net/kml/2.2}"
ATOM = "{http://www.w3.org/2005/Atom}"
# KML 2.2: what stands before what in a feature; ours have no others.
FEATURE = (
    "name", "open", "author", "link", "description", "styleUrl", "Style", "ExtendedData",
    "Point", "LineString", "MultiGeometry", "Folder", "Placemark",
)  # fmt: skip
OTHERS = {
    "kml", "Document", "color", "width", "IconStyle", "LineStyle", "uri", "Data", "value", "tessellate", "coordinates",
}  # fmt: skip


class Html(HTMLParser):
    """What a program that shows descriptions as HTML makes of one: its tags, addresses and words."""

    def __init__(self, description: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.words = ""
        self.feed(description)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps a tag and where it leads."""
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        """Keeps words."""
        self.words += data


def test_the_same_tour_is_the_same_bytes():
    assert kml(TOUR) == kml(a_roadbook())


@pytest.mark.parametrize("tour", [TOUR, a_roadbook(1), a_roadbook(20), hostile_roadbook("Đình")], ids=str)
def test_every_child_of_a_feature_stands_where_the_schema_wants_it(tour):
    for name in ("Document", "Folder", "Placemark"):
        for feature in read(kml(tour)).iter(f"{KML}{name}"):
            places = [FEATURE.index(child.tag.rpartition("}")[2]) for child in feature]

            assert places == sorted(places)


def test_a_stop_lies_where_it_is_and_leads_to_its_page_and_its_voice():
    first = next(read(kml(TOUR)).iter(f"{KML}Placemark"))

    assert first.findtext(f"{KML}name") == "1. Đình Vân La"
    assert first.findtext(f"{KML}Point/{KML}coordinates") == "105.910200,20.880100"
    assert first.find(f"{ATOM}link").get("href") == f"{TOUR.page}/1"
    assert Html(first.findtext(f"{KML}description")).addresses == [
        f"{TOUR.page}/1",
        "https://guide.example.vn/media/aa/0.mp3",
    ]


def test_programs_are_told_what_is_known_and_nothing_of_what_is_not():
    first, second, third, *_ = read(kml(TOUR)).iter(f"{KML}Placemark")

    assert data(first)["approximate"] == "false"
    assert not {"way_m", "way_min", "licence"} & data(first).keys()
    assert "sound" not in data(second)
    assert (data(third)["accuracy_m"], data(third)["approximate"], data(third)["credit"]) == (
        "2000.0",
        "true",
        "© Hồng Vân",
    )


def test_what_is_known_roughly_is_fainter():
    document = read(kml(TOUR)).find(f"{KML}Document")
    colours = {style.get("id"): style.findtext(f".//{KML}color") for style in document.findall(f"{KML}Style")}
    stops = [each.findtext(f"{KML}styleUrl") for each in document.find(f"{KML}Folder").findall(f"{KML}Placemark")]
    ways = {each.findtext(f"{KML}styleUrl"): each for each in document.findall(f"{KML}Placemark")}

    assert colours == {
        "stop-sure": "ff2a32a8",
        "stop-approximate": "802a32a8",
        "way-sure": "ff465d2f",
        "way-approximate": "80465d2f",
    }
    assert stops == ["#stop-sure", "#stop-sure", "#stop-approximate", "#stop-sure", "#stop-sure"]
    assert len(list(ways["#way-sure"].iter(f"{KML}LineString"))) == 2
    assert len(ways["#way-approximate"].findtext(f"{KML}LineString/{KML}coordinates").split()) == 3
    assert ways["#way-approximate"].findtext(f"{KML}name") == f"≈ {TOUR.name}"


def test_a_colour_is_told_backwards():
    assert colour("#22405F") == "ff5f4022"
    assert colour("#22405F", 0) == "005f4022"


def test_a_file_says_whose_words_it_holds():
    free = replace(TOUR, licence="https://licence.example.org/by/4.0/")
    document = read(kml(free)).find(f"{KML}Document")

    assert document.findtext(f"{ATOM}author/{ATOM}name") == "Hồng Vân"
    assert document.findtext(f"{ATOM}author/{ATOM}uri") == TOUR.commune_page
    assert free.licence in Html(document.findtext(f"{KML}description")).addresses
    assert "© Hồng Vân" in Html(document.findtext(f"{KML}description")).words


@pytest.mark.parametrize("words", PAYLOADS)
def test_hostile_words_are_words_also_where_descriptions_are_shown_as_html(words):
    root = read(kml(hostile_roadbook(words)))

    assert {each.tag.rpartition("}")[2] for each in root.iter()} <= {*FEATURE, *OTHERS}
    assert root.findtext(f".//{KML}Folder/{KML}name") == allowed(words)
    for description in root.iter(f"{KML}description"):
        shown = Html(description.text)

        assert shown.tags <= {"p", "a"}
        assert all(each.startswith("https://") for each in shown.addresses)


@given(st.text())
def test_any_words_come_back(words):
    root = read(kml(hostile_roadbook(words)))

    assert (root.findtext(f"{KML}Document/{KML}name") or "") == allowed(words)


def read(written: bytes) -> ET.Element:
    """The root of a file, which is UTF-8 and well formed."""
    return ET.fromstring(written.decode())


def data(placemark: ET.Element) -> dict[str, str]:
    return {each.attrib["name"]: each.findtext(f"{KML}value", "") for each in placemark.iter(f"{KML}Data")}
