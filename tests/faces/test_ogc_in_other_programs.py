"""GDAL and OWSLib read a served guide: every collection, page by page, in a box, in another language."""

import json

import pytest
from owslib.ogcapi.features import Features

from tests.conftest import free_port, served
from tests.programs import said_by

NAMES = {"Đình Vân La", "Chợ Mới", "Uốn cây", "Chùa Làng"}
COUNTS = {"sites": 4, "tours": 1, "stops": 3, "wifi": 1}


def test_gdal_finds_every_collection(guide):
    told = said_by("ogrinfo", "-ro", f"OAPIF:{guide}")

    assert [line.split()[1] for line in told.splitlines() if line[:1].isdigit()] == list(COUNTS)


@pytest.mark.parametrize("layer", COUNTS)
def test_gdal_reads_every_feature_once_though_pages_are_short(guide, layer):
    found = features(guide, layer, "-oo", "PAGE_SIZE=1")

    ids = [each["properties"]["id"] for each in found]
    assert len(ids) == len(set(ids)) == COUNTS[layer]


def test_gdal_reads_vietnamese_names_and_where_they_are(guide):
    found = features(guide, "sites")

    assert {each["properties"]["name"] for each in found} == NAMES
    assert {tuple(each["geometry"]["coordinates"]) for each in found} == {(105.91, 20.88), (105.915, 20.883)}


def test_gdal_asks_for_a_box_and_gets_what_lies_in_it(guide):
    found = features(guide, "sites", "-spat", "105.914", "20.882", "105.916", "20.884")

    assert [each["properties"]["name"] for each in found] == ["Chợ Mới"]


def test_gdal_reads_tours_as_lines(guide):
    (tour,) = features(guide, "tours")

    assert tour["geometry"] == {
        "type": "LineString",
        "coordinates": [[105.91, 20.88], [105.915, 20.883], [105.91, 20.88]],
    }


def test_gdal_turns_a_collection_into_a_file_of_its_own(guide, tmp_path):
    said_by("ogr2ogr", tmp_path / "stops.gpkg", f"OAPIF:{guide}", "stops")

    told = said_by("ogrinfo", "-ro", "-al", "-so", tmp_path / "stops.gpkg")
    assert "Feature Count: 3" in told
    assert "Geometry: Point" in told


def test_owslib_finds_its_way_from_the_landing_page(guide):
    program = Features(guide)

    assert program.feature_collections() == list(COUNTS)
    assert len(program.conformance()["conformsTo"]) == 3
    assert program.api()["openapi"].startswith("3.0")
    assert program.collection("tours")["id"] == "tours"


@pytest.mark.parametrize("layer", COUNTS)
def test_owslib_reads_a_page_and_each_of_its_features(guide, layer):
    program = Features(guide)

    page = program.collection_items(layer, limit=2, bbox=[105, 20, 106, 21], datetime_="2020-01-01T00:00:00Z/..")

    assert page["numberReturned"] == min(2, COUNTS[layer])
    for each in page["features"]:
        assert program.collection_item(layer, each["id"])["properties"] == each["properties"]


def test_owslib_reads_other_languages(guide):
    page = Features(guide).collection_items("sites", lang="en", f="json")

    assert "Van La Communal House" in {each["properties"]["name"] for each in page["features"]}


@pytest.fixture(scope="module")
def guide(standing):
    """The standing village on a port of loopback."""
    backends, port = standing.village.backends, free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        "TOURISM_PUBLIC_BASE_URL": base,
        "TOURISM_DATABASE_URL": str(backends.sessions.engine.url),
        "TOURISM_MEDIA": backends.config.media,
        "TOURISM_SECRET_KEY": "t" * 40,
        "TOURISM_ONLINE_VOICES": "off",
    }
    with served(environment, port):
        yield f"{base}/ogc"


def features(guide, layer, *options):
    """A collection as GDAL sees it."""
    found = json.loads(said_by("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", f"OAPIF:{guide}", layer, *options))[
        "features"
    ]
    for each in found:
        each["properties"].setdefault("id", each.get("id"))
    return found
