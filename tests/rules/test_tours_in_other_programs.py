"""Tours as other people's programs read them: GDAL, gpsbabel, xmllint, fastkml, ical.js."""

import csv
import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from fastkml import KML, Placemark
from fastkml.utils import find_all
from fastkml.validator import validate

from tests.hostile_texts import PAYLOADS
from tests.programs import read_calendar, said_by
from tests.roadbooks import TOUR, a_roadbook, hostile_roadbook
from tourism.markup import allowed
from tourism.tours.calendar import calendar
from tourism.tours.geojson import geojson
from tourism.tours.gpx import gpx
from tourism.tours.kml import kml
from tourism.tours.roadbook import Roadbook, titles

WRITERS = {"gpx": gpx, "kml": kml, "geojson": geojson}
# What the layer of stops, and its field of names, are called when GDAL reads each.
STOPS = {"gpx": ("waypoints", "name"), "kml": (TOUR.counted, "Name"), "geojson": (TOUR.name, "name")}
# Where a folder with other people's schemas is given: they are not ours to hand on.
SCHEMAS = Path(os.environ.get("TOURISM_TEST_SCHEMAS", ""))
GPX_SCHEMA = SCHEMAS / "gpx-1.1.xsd"
# A tour of each count, and one whose every word wants to be a script.
TOURS = {"five": TOUR, "one": a_roadbook(1), "twenty": a_roadbook(20), "hostile": hostile_roadbook("</wpt><x y='\">")}
MORNING = datetime(2027, 3, 15, 8, 0)  # noqa: DTZ001 (Việt Nam's own time, as people type it)
TOPOGRAFIX = "{http://www.topografix.com/GPX/1/1}"


@pytest.mark.parametrize("kind", WRITERS)
def test_gdal_reads_every_stop_by_its_vietnamese_name_and_where_it_is(kind, tmp_path):
    layer, name = STOPS[kind]
    found = features(kept(TOUR, kind, tmp_path), layer)
    stops = [each for each in found if each["geometry"]["type"] == "Point"]
    names = [stop.name for stop in TOUR.stops] if kind == "geojson" else titles(TOUR.stops)

    assert [each["properties"][name] for each in stops] == names
    assert [each["geometry"]["coordinates"][:2] for each in stops] == [
        [stop.here.lon, stop.here.lat] for stop in TOUR.stops
    ]


@pytest.mark.parametrize("kind", WRITERS)
def test_gdal_keeps_the_way_to_the_page_and_to_the_voice(kind, tmp_path):
    found = features(kept(TOUR, kind, tmp_path), STOPS[kind][0])
    keys = ("link1_href", "link2_href") if kind == "gpx" else ("page", "sound")

    assert [tuple(each["properties"].get(key) for key in keys) for each in found[:5]] == [
        (stop.page, stop.sound.address if stop.sound else None) for stop in TOUR.stops
    ]


@pytest.mark.parametrize("kind", WRITERS)
def test_gdal_is_told_what_is_known_roughly(kind, tmp_path):
    third = features(kept(TOUR, kind, tmp_path), STOPS[kind][0])[2]["properties"]

    assert "Vị trí ước chừng." in str(third)
    if kind != "gpx":
        assert (float(third["accuracy_m"]), str(third["approximate"]).lower()) == (2000.0, "true")


@pytest.mark.parametrize("kind", WRITERS)
def test_gdal_reads_the_way(kind, tmp_path):
    file = kept(TOUR, kind, tmp_path)
    layers = {"gpx": ("routes", "tracks"), "kml": (TOUR.name,), "geojson": (TOUR.name,)}[kind]
    shapes = [each["geometry"] for layer in layers for each in features(file, layer)]
    lines = [line for each in shapes for line in lines_of(each)]
    legs = {(tuple(one[:2]), tuple(other[:2])) for line in lines for one, other in pairwise(line)}

    assert legs == set(pairwise((stop.here.lon, stop.here.lat) for stop in TOUR.stops))


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("tour", TOURS)
def test_gdal_counts_as_many_features_as_there_are(tour, kind, tmp_path):
    told = said_by("ogrinfo", "-ro", "-al", "-so", kept(TOURS[tour], kind, tmp_path))
    counts = [int(each) for each in re.findall(r"^Feature Count: (\d+)$", told, re.MULTILINE)]
    stops = len(TOURS[tour].stops)

    assert stops in counts or (kind == "geojson" and counts == [stops + 1])


@pytest.mark.parametrize("kind", WRITERS)
def test_gdal_reads_hostile_names_as_they_were_written(kind, tmp_path):
    # What looks like JSON, GDAL itself tells again as JSON.
    told = [line(each) for each in PAYLOADS if not each.startswith("{")]
    stops = [replace(stop, name=name) for stop, name in zip(a_roadbook(len(told)).stops, told, strict=True)]
    layer, field = STOPS[kind]
    found = features(kept(replace(TOUR, stops=tuple(stops)), kind, tmp_path), layer)
    shown = [line(each["properties"][field]) for each in found if each["geometry"]["type"] == "Point"]

    assert len(told) > 250
    assert shown == [line(each) for each in (told if kind == "geojson" else titles(stops))]


def test_gpsbabel_makes_a_table_and_a_kml_of_a_gpx(tmp_path):
    file = kept(TOUR, "gpx", tmp_path)
    said_by("gpsbabel", "-i", "gpx", "-f", file, "-o", "unicsv", "-F", tmp_path / "back.csv")
    said_by("gpsbabel", "-i", "gpx", "-f", file, "-o", "kml", "-F", tmp_path / "back.kml")
    with (tmp_path / "back.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))

    assert [(row["Name"], float(row["Latitude"]), float(row["Longitude"]), row["URL"]) for row in rows] == [
        (name, stop.here.lat, stop.here.lon, stop.page)
        for name, stop in zip(titles(TOUR.stops), TOUR.stops, strict=True)
    ]
    names = {each.text for each in ET.parse(tmp_path / "back.kml").iter("{http://www.opengis.net/kml/2.2}name")}
    assert names >= {*titles(TOUR.stops), TOUR.name, f"≈ {TOUR.name}"}


def test_gpsbabel_gives_a_gpx_back_with_all_its_points_and_links(tmp_path):
    said_by(
        "gpsbabel", "-i", "gpx", "-f", kept(TOUR, "gpx", tmp_path), "-o", "gpx,gpxver=1.1", "-F", tmp_path / "back.gpx"
    )
    one, other = (ET.fromstring(each) for each in (gpx(TOUR), (tmp_path / "back.gpx").read_bytes()))

    for tag in ("wpt", "rtept", "trkpt"):
        before, after = ([place(each) for each in root.iter(TOPOGRAFIX + tag)] for root in (one, other))
        assert after == before, tag
    sent, kept_of_it = ([each.attrib["href"] for each in root.iter(f"{TOPOGRAFIX}link")] for root in (one, other))
    assert len([address for address in sent if address.endswith(".mp3")]) == 3
    # Who made it, gpsbabel leaves out.
    assert kept_of_it == [address for address in sent if address != TOUR.commune_page]


@pytest.mark.parametrize("kind", ["gpx", "kml"])
@pytest.mark.parametrize("tour", TOURS)
def test_xmllint_finds_the_files_well_formed(tour, kind, tmp_path):
    assert said_by("xmllint", "--noout", "--nonet", kept(TOURS[tour], kind, tmp_path)) == ""


@pytest.mark.parametrize("tour", TOURS)
def test_a_kml_is_valid_by_the_schemas_and_fastkml_reads_its_stops(tour, tmp_path):
    file = kept(TOURS[tour], "kml", tmp_path)
    validate(file_to_validate=file)
    marks: list[Any] = list(find_all(KML.parse(file, strict=True), of_type=Placemark))
    stops = [each for each in marks if each.geometry.geom_type == "Point"]

    assert [each.name for each in stops] == titles(TOURS[tour].stops)
    assert [each.geometry.coords[0][:2] for each in stops] == [
        (round(stop.here.lon, 6), round(stop.here.lat, 6)) for stop in TOURS[tour].stops
    ]
    told = [{each.name: each.value for each in stop.extended_data.elements} for stop in stops]
    assert [each["page"] for each in told] == [stop.page for stop in TOURS[tour].stops]
    assert len(marks) - len(stops) == (0 if tour == "one" else 2)


def test_fastkml_s_schemas_refuse_what_is_not_kml(tmp_path):
    wrong = tmp_path / "wrong.kml"
    wrong.write_bytes(kml(TOUR).replace(b"<open>1</open>", b"<open>ajar</open>", 1))

    with pytest.raises(AssertionError, match="ajar"):
        validate(file_to_validate=wrong)


@pytest.mark.parametrize("tour", TOURS)
def test_ical_js_has_the_zone_the_hour_the_place_and_the_words(tour, tmp_path):
    road = TOURS[tour]
    file = tmp_path / "tour.ics"
    file.write_bytes(calendar(road, MORNING))
    found = read_calendar(file)
    (event,) = found["events"]
    first = road.stops[0]

    # It has no zones of its own: it takes what the file says.
    assert found["zones"] == [{"tzid": "Asia/Ho_Chi_Minh", "hours": [7] * 12}]
    assert (event["zone"], event["start"], event["isDate"]) == ("Asia/Ho_Chi_Minh", "2027-03-15T08:00:00", False)
    assert event["startSeconds"] == MORNING.replace(tzinfo=UTC).timestamp() - 7 * 3600
    assert (event["uid"], event["minutes"]) == (f"tour-{road.id}-20270315@guide.example.vn", road.minutes)
    assert event["geo"] == [first.here.lat, first.here.lon]
    assert (line(event["summary"]), found["name"]) == (line(road.name), event["summary"])
    assert (event["url"], event["color"]) == (road.page, "brown")
    assert [title for title in titles(road.stops) if line(title) not in line(event["description"])] == []


if GPX_SCHEMA.is_file():

    @pytest.mark.parametrize("tour", TOURS)
    def test_a_gpx_is_valid_by_its_schema(tour, tmp_path):
        free = replace(TOURS[tour], licence="https://licence.example.org/by/4.0/")
        for each in (TOURS[tour], free):
            said_by("xmllint", "--noout", "--nonet", "--schema", GPX_SCHEMA, kept(each, "gpx", tmp_path))

    def test_the_schema_refuses_what_stands_in_another_order(tmp_path):
        moved = gpx(TOUR).decode().replace("<type>visit</type></wpt>", "</wpt>", 1)
        wrong = moved.replace("<name>1.", "<type>visit</type><name>1.", 1)
        (tmp_path / "wrong.gpx").write_text(wrong, encoding="utf-8")

        with pytest.raises(AssertionError, match="fails to validate"):
            said_by("xmllint", "--noout", "--nonet", "--schema", GPX_SCHEMA, tmp_path / "wrong.gpx")


def kept(tour: Roadbook, kind: str, folder: Path) -> Path:
    """A tour's file."""
    file = folder / f"tour.{kind}"
    file.write_bytes(WRITERS[kind](tour))
    return file


def features(file: Path, layer: str) -> list[dict]:
    """A layer as GDAL reads it, told again as GeoJSON."""
    options = ["-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=6", "/vsistdout/"]
    found: list[dict] = json.loads(said_by("ogr2ogr", *options, file, layer))["features"]
    return found


def lines_of(shape: dict) -> list[list[list[float]]]:
    """The lines of a shape; none of a point."""
    if shape["type"] == "Point":
        return []
    return [shape["coordinates"]] if shape["type"] == "LineString" else list(shape["coordinates"])


def place(point: ET.Element) -> tuple[float, float, str | None]:
    return float(point.attrib["lat"]), float(point.attrib["lon"]), point.findtext(f"{TOPOGRAFIX}name")


def line(words: str) -> str:
    """On one line, as programs that list names show them."""
    return " ".join(allowed(words).split())
