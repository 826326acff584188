"""OGC API – Features, Part 1: the standard's abstract tests (17-069r4, annex A), asked of a whole village."""

import json
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile_texts import PAYLOADS
from tourism import codes
from tourism.web.ogc.layers import LAYERS
from tourism.wifi.draft import WifiDraft

OURS = "http://guide.test"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
GEOJSON = "application/geo+json"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EVERYWHERE = ["", "/", "/api", "/conformance", "/collections", *(f"/collections/{each}" for each in LAYERS)]
ITEMS = [f"/collections/{each}/items" for each in LAYERS]
BAD = {
    "limit": ["0", "-1", "1001", "1.5", "x", "", "٣"],
    "bbox": ["", "1,2,3", "1,2,3,4,5", "0,9,1,8", "0,91,1,92", "-181,0,1,1", "a,b,c,d", "0,0,9,1,1,8", "nan,0,1,1"],
    "datetime": ["", "now", "2026-11-21", "../..", "2026-11-22T00:00:00Z/2026-11-21T00:00:00Z"],
    "after": ["", "x", "AAAAAAAA", "AAAAAAAA_1_2", "9" * 81, "00000000_nan_0", "AAAAAAAA-1"],
    "f": ["html", "JSON", ""],
    "lang": ["xx", "vi,en", ""],
}


# A.2.2 (conf/core/http), A.2.4–A.2.7: landing page, description, conformance.


@pytest.mark.parametrize("path", ["", "/"])
def test_the_landing_page_leads_to_everything(reader, path):
    body = reader.get(f"/ogc{path}").get_json()
    links = {each["rel"]: each for each in body["links"]}

    assert {"self", "service-desc", "conformance", "data"} == links.keys()
    assert links["service-desc"]["type"] == OPENAPI
    for link in links.values():
        answer = reader.get(link["href"].removeprefix(OURS))
        assert (answer.status_code, answer.content_type) == (200, link["type"])


def test_the_description_is_openapi_with_its_exact_media_type(reader):
    answer = reader.get("/ogc/api")

    assert answer.content_type == OPENAPI
    assert json.loads(answer.data)["servers"] == [{"url": f"{OURS}/ogc"}]


def test_three_classes_are_kept(reader):
    told = {each.rpartition("/")[2] for each in reader.get("/ogc/conformance").get_json()["conformsTo"]}

    assert told == {"core", "geojson", "oas30"}


# A.2.8: the collections.


def test_each_collection_is_told_alike_alone_and_among_all(reader):
    body = reader.get("/ogc/collections?lang=en").get_json()

    assert [each["id"] for each in body["collections"]] == list(LAYERS)
    for each in body["collections"]:
        alone = reader.get(f"/ogc/collections/{each['id']}?lang=en").get_json()
        assert {name: each[name] for name in each if name != "links"} == {
            name: alone[name] for name in alone if name != "links"
        }
        assert {"self", "items"} <= {link["rel"] for link in alone["links"]}
        assert [link["type"] for link in each["links"] if link["rel"] == "items"] == [GEOJSON]


@pytest.mark.parametrize("layer", LAYERS)
def test_the_extent_holds_every_feature(reader, layer):
    ((west, south, east, north),) = reader.get(f"/ogc/collections/{layer}").get_json()["extent"]["spatial"]["bbox"]

    for lon, lat in (point for each in every(reader, layer) for point in points(each)):
        assert west <= lon <= east
        assert south <= lat <= north


# A.2.9: features by page.


@pytest.mark.parametrize("layer", LAYERS)
def test_a_page_is_geojson_with_its_counts_and_links(reader, layer):
    answer = reader.get(f"/ogc/collections/{layer}/items")
    body = json.loads(answer.data)

    assert answer.content_type == GEOJSON
    assert answer.headers["Content-Crs"] == f"<{CRS84}>"
    assert body["type"] == "FeatureCollection"
    assert body["numberReturned"] == body["numberMatched"] == len(body["features"]) > 0
    assert "self" in {each["rel"] for each in body["links"]}
    assert "next" not in {each["rel"] for each in body["links"]}


@pytest.mark.parametrize("layer", LAYERS)
def test_unchanged_features_are_unchanged_bytes_whenever_they_are_asked_for(reader, standing, layer):
    first = reader.get(f"/ogc/collections/{layer}/items")
    standing.village.backends.clock.forward(hours=3)
    later = reader.get(f"/ogc/collections/{layer}/items", headers={"If-None-Match": first.headers["ETag"]})
    standing.village.backends.clock.forward(hours=-3)

    assert later.status_code == 304
    # Where it stands it has to be the moment of the answer.
    assert "timeStamp" not in json.loads(first.data)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("limit", [1, 2, 3, 1000])
@pytest.mark.parametrize("more", ["", "&bbox=100,10,110,30", "&bbox=-180,-90,180,90&datetime=2020-01-01T00:00:00Z/.."])
def test_pages_walk_over_everything_once(reader, layer, limit, more):
    ids = [each["id"] for each in every(reader, layer, f"?limit={limit}{more}", most=limit)]

    assert sorted(ids) == sorted(each["id"] for each in every(reader, layer))
    assert len(set(ids)) == len(ids)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(list(LAYERS)),
    st.tuples(*[st.floats(105.9, 105.92), st.floats(20.87, 20.89)] * 2),
    st.booleans(),
)
def test_a_box_holds_what_touches_it(reader, layer, corners, is_deep):
    west, south, east, north = (round(each, 4) for each in corners)
    south, north = sorted((south, north))
    box = (west, south, 0, east, north, 9) if is_deep else (west, south, east, north)
    found = {each["id"] for each in every(reader, layer, f"?limit=2&bbox={','.join(map(str, box))}", most=2)}

    for each in every(reader, layer):
        # Along the whole line, in steps of a metre or so.
        is_in = any(
            south <= lat <= north and (west <= lon <= east if west <= east else lon >= west or lon <= east)
            for lon, lat in steps(points(each))
        )
        assert not is_in or each["id"] in found
        if layer != "tours":
            assert is_in == (each["id"] in found)


def test_a_point_without_a_place_is_in_every_box_and_of_every_time(hamlet, visitor):
    lost = WifiDraft(id=codes.mint(), names={"vi": "Nhà văn hóa"})
    hamlet.village.wifi(hamlet.commune, lost)
    body = visitor.get("/ogc/collections/wifi/items?bbox=0,0,1,1&datetime=1999-01-01T00:00:00Z").get_json(force=True)

    assert [(each["id"], each["geometry"]) for each in body["features"]] == [(lost.id, None)]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("2026-11-21T03:00:00Z", 4),
        ("2026-11-21T10:00:00%2B07:00", 4),
        ("2026-11-21T03:00:01Z", 0),
        ("2026-11-21T03:00:00Z/..", 4),
        ("../2026-11-21T02:59:59Z", 0),
        ("/2026-11-21T03:00:00Z", 4),
        ("2026-11-22T00:00:00Z/", 0),
        ("2026-11-20T00:00:00Z/2026-11-22T00:00:00Z", 4),
    ],
)
def test_a_time_is_that_of_the_last_change(reader, asked, count):
    assert len(every(reader, "sites", f"?datetime={asked}")) == count


# A.2.10: one feature.


@pytest.mark.parametrize("layer", LAYERS)
def test_each_feature_is_told_alike_alone_and_in_its_page(reader, layer):
    for each in every(reader, layer):
        (own,) = (link["href"] for link in each["links"] if link["rel"] == "self")
        answer = reader.get(own.removeprefix(OURS))
        alone = json.loads(answer.data)

        assert answer.content_type == GEOJSON
        assert {name: alone[name] for name in ("type", "id", "geometry", "properties")} == {
            name: each[name] for name in ("type", "id", "geometry", "properties")
        }
        assert {"self", "collection"} <= {link["rel"] for link in alone["links"]}


# conf/core/query-param-unknown, query-param-invalid, and what is not there.


@pytest.mark.parametrize("path", [*EVERYWHERE, *ITEMS])
@pytest.mark.parametrize("name", ["x", "page", "BBOX", "bbox-crs", "crs", "filter", "q", "offset"])
def test_a_parameter_that_nobody_knows_is_refused(reader, path, name):
    refused(reader.get(f"/ogc{path}?{name}=1"), 400)


@pytest.mark.parametrize("path", ITEMS)
@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values])
def test_a_value_outside_its_limits_is_refused(reader, path, name, value):
    refused(reader.get(f"/ogc{path}?{name}={quote(value)}"), 400)


@pytest.mark.parametrize("path", ITEMS)
def test_no_hostile_text_breaks_anything(reader, path):
    for payload in PAYLOADS:
        for name in BAD:
            refused(reader.get(f"/ogc{path}?{name}={quote(payload[:150])}"), 400)
        refused(reader.get(f"/ogc{path}/{quote(payload[:60], safe='')}"), 404)


@pytest.mark.parametrize("path", [*EVERYWHERE, *ITEMS])
def test_the_form_and_the_language_are_known_everywhere(reader, path):
    answer = reader.get(f"/ogc{path}?f=json&lang=en")

    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == "en"


def test_what_is_not_there_is_not_found(reader, standing):
    for path in ("/collections/x", "/collections/x/items", "/collections/x/items/1", "/nothing"):
        refused(reader.get(f"/ogc{path}"), 404)
    for path in ITEMS:
        for name in ("AAAAAAAA", "x", f"{standing.tour}-9", f"{standing.tour}-x", standing.withdrawn.id):
            refused(reader.get(f"/ogc{path}/{name}"), 404)


# What all addresses for programs do.


@pytest.mark.parametrize("path", [*EVERYWHERE, *ITEMS])
def test_an_answer_is_kept_by_its_tag_and_open_to_all(reader, path):
    answer = reader.get(f"/ogc{path}?lang=vi")
    again = reader.get(f"/ogc{path}?lang=vi", headers={"If-None-Match": answer.headers["ETag"]})
    head = reader.head(f"/ogc{path}?lang=vi")
    options = reader.options(f"/ogc{path}")

    assert (again.status_code, again.data) == (304, b"")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", answer.headers["ETag"])
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    for each in (answer, again, head, options):
        assert each.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert 'rel="self"' in answer.headers["Link"] or path == "/api"


@pytest.mark.parametrize("path", ITEMS)
def test_another_moment_answers_with_the_same_bytes(hamlet, visitor, path):
    clock = hamlet.village.backends.clock
    before = visitor.get(f"/ogc{path}?limit=2")
    clock.forward(hours=5)

    assert visitor.get(f"/ogc{path}?limit=2").data == before.data
    assert clock() > datetime(2026, 11, 21, 7, tzinfo=UTC)


def test_no_password_is_told(reader):
    for path in ITEMS:
        assert "hoa,sen:2026" not in reader.get(f"/ogc{path}").text


def test_a_bad_key_opens_nothing(reader):
    answer = reader.get("/ogc/collections", headers={"Authorization": "Bearer lq_wrong"})

    assert answer.status_code == 401


def every(reader, layer, query="", most=1000):
    """All features of all pages."""
    found: list[dict[str, Any]] = []
    path: str | None = f"/ogc/collections/{layer}/items{query}"
    while path:
        answer = reader.get(path)
        assert answer.status_code == 200, answer.text
        body = json.loads(answer.data)
        assert body["numberReturned"] == len(body["features"]) <= most
        found += body["features"]
        assert len(found) < 100, "the pages have no end"
        path = next((each["href"].removeprefix(OURS) for each in body["links"] if each["rel"] == "next"), None)
        assert ('rel="next"' in answer.headers["Link"]) is (path is not None)
    return found


def points(feature):
    """Its positions, longitude first."""
    geometry = feature["geometry"]
    return geometry["coordinates"] if geometry["type"] == "LineString" else [geometry["coordinates"]]


def steps(line):
    """Points along a line."""
    yield from line
    for (lon, lat), (lon_to, lat_to) in pairwise(line):
        for step in range(500):
            yield lon + (lon_to - lon) * step / 500, lat + (lat_to - lat) * step / 500


def refused(answer, status):
    """A problem that says what was wrong."""
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.get_json(force=True)["status"] == status
