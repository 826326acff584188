"""GeoJSON: longitude before latitude, null for what nobody knows, whatever people wrote."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile_texts import PAYLOADS
from tests.roadbooks import TOUR, a_roadbook, hostile_roadbook
from tourism.tours.geojson import geojson


def test_the_same_tour_is_the_same_bytes():
    assert geojson(TOUR) == geojson(a_roadbook())


def test_stops_are_points_and_the_way_is_the_line_between_them():
    found = json.loads(geojson(TOUR))
    *stops, way = found["features"]

    assert found["type"] == "FeatureCollection"
    assert [each["type"] for each in found["features"]] == ["Feature"] * 6
    assert [each["geometry"]["type"] for each in stops] == ["Point"] * 5
    assert stops[0]["geometry"]["coordinates"] == [105.9102, 20.8801]
    assert way["geometry"] == {"type": "LineString", "coordinates": [each["geometry"]["coordinates"] for each in stops]}
    assert way["properties"]["about"] == TOUR.beeline
    assert found["bbox"] == [105.9102, 20.8801, 105.9244, 20.8921]
    assert len({each["id"] for each in found["features"]}) == 6


def test_what_nobody_knows_is_null_and_what_is_rough_says_so():
    found = json.loads(geojson(TOUR))
    first, second, third, fourth, _, way = (each["properties"] for each in found["features"])

    assert (first["way_m"], first["way_min"], first["way_approximate"]) == (None, None, None)
    assert (second["sound"], second["sound_s"], found["licence"]) == (None, None, None)
    assert [each["approximate"] for each in (second, third, way)] == [False, True, True]
    assert [each["way_approximate"] for each in (second, third, fourth)] == [False, True, True]
    assert third["accuracy_m"] == 2000
    assert (first["sound"], first["sound_s"]) == ("https://guide.example.vn/media/aa/0.mp3", 81)
    assert "lat" not in first


def test_times_are_minutes_from_the_start():
    *stops, _ = (each["properties"] for each in json.loads(geojson(TOUR))["features"])

    assert (stops[0]["arrival_min"], stops[0]["departure_min"]) == (0, 20)
    for before, after in pairwise(stops):
        assert after["arrival_min"] == before["departure_min"] + after["way_min"]
    assert stops[-1]["departure_min"] == TOUR.minutes


def test_a_tour_of_one_stop_has_no_line():
    (only,) = json.loads(geojson(a_roadbook(1)))["features"]

    assert only["geometry"]["type"] == "Point"


def test_a_file_says_whose_words_it_holds():
    found = json.loads(geojson(replace(TOUR, licence="https://licence.example.org/by/4.0/")))

    keys = ("credit", "licence", "commune", "page", "language", "updated")
    assert [found[key] for key in keys] == [
        "© Hồng Vân", "https://licence.example.org/by/4.0/", "Hồng Vân", TOUR.page, "vi", "2026-11-21T03:00:05Z",
    ]  # fmt: skip


@pytest.mark.parametrize("words", PAYLOADS)
def test_hostile_words_are_words(words):
    found = json.loads(geojson(hostile_roadbook(words)))

    assert found["name"] == found["features"][0]["properties"]["name"] == words
    assert found.keys() == json.loads(geojson(TOUR)).keys()


@given(st.text())
def test_any_words_come_back(words):
    assert json.loads(geojson(hostile_roadbook(words)))["features"][-1]["properties"]["about"] == words
