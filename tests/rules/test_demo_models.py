"""The demonstration's models: made by their scripts, small enough for a phone, with parts that the stories speak of."""

import json
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from content.models.__main__ import MADE, SITES
from content.models.assembly import right_half
from content.models.finish import finished
from content.models.shapes import block, ellipsoid, joined
from tests.browser.conftest import LANGUAGES, written
from tourism.scenes.draft import SCENE

BYTES_MAX, TRIANGLES_MAX = 900_000, 40_000
# In lengths of the longest side: a marker that far off still sits on its part.
NEAR = 0.01


@pytest.mark.parametrize("site", MADE)
def test_the_committed_model_is_the_one_that_its_script_makes(site):
    assert MADE[site]() == read(site).data


@pytest.mark.parametrize("site", MADE)
def test_a_model_is_plain_and_small(site):
    model = read(site)

    assert len(model.data) <= BYTES_MAX
    assert len(model.triangles) <= TRIANGLES_MAX
    assert "extensionsUsed" not in model.told
    assert {image["mimeType"] for image in model.told["images"]} == {"image/jpeg"}
    assert "minh họa" in model.told["scenes"][0]["name"]


@pytest.mark.parametrize("site", MADE)
def test_a_model_stands_on_the_floor(site):
    assert read(site).triangles[..., 1].min() == pytest.approx(0, abs=0.001)


@pytest.mark.parametrize("site", MADE)
def test_every_part_that_is_pointed_at_is_there(site):
    triangles = in_lengths(read(site).triangles)

    off = {each.id: distance(triangles, np.array(each.at)) for each in scene(site).hotspots}

    assert len(off) >= 4
    assert {part: far for part, far in off.items() if far > NEAR} == {}


@pytest.mark.parametrize("site", MADE)
def test_directions_lead_away_from_the_parts(site):
    lengths = {each.id: np.linalg.norm(each.normal) for each in scene(site).hotspots}

    assert {part: length for part, length in lengths.items() if abs(length - 1) > 0.02} == {}


@pytest.mark.parametrize("site", MADE)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_part_is_quoted_from_the_story(site, language):
    story = (SITES / site / f"{language}.md").read_text(encoding="utf-8")
    quotes = {each.id: each.told[language] for each in scene(site).hotspots}

    assert {part: quote for part, quote in quotes.items() if quote not in " ".join(story.split())} == {}


@pytest.mark.parametrize("site", MADE)
def test_parts_and_how_it_was_made_are_told_in_every_language(site):
    draft = scene(site)

    assert draft.origin == "illustration"
    assert set(draft.how_made) == set(LANGUAGES)
    assert {each.id for each in draft.hotspots if set(each.label) != set(LANGUAGES)} == set()


def test_nobody_vouches_for_the_size_of_a_house_that_nobody_measured():
    assert not scene("dinh-van-la").is_sized


def test_a_box_keeps_its_edges_and_a_ball_has_none():
    box, ball = finished(block((0, 0, 0), (1, 1, 2))), finished(ellipsoid(1, 1, 1, 16, 12))

    assert {tuple(each) for each in np.abs(np.round(box.normals)).astype(int)} == {(1, 0, 0), (0, 1, 0), (0, 0, 1)}
    assert np.einsum("ij,ij->i", ball.normals, ball.points).min() > 0.97


def test_half_a_model_ends_in_the_middle_and_has_half_the_skin():
    whole = finished(joined([block((-1, 0, 0), (1, 1, 1)), ellipsoid(0.7, 0.5, 0.5, 9, 6).moved(y=3)]))
    half = right_half(whole)

    assert half.points[:, 0].min() == pytest.approx(0, abs=1e-9)
    assert area(half.points[half.triangles]) == pytest.approx(area(whole.points[whole.triangles]) / 2, rel=0.02)


@dataclass(frozen=True, eq=False)
class Model:
    """A file, what its JSON says, and its triangles (n, 3, 3) where its nodes put them."""

    data: bytes
    told: dict
    triangles: np.ndarray


@cache
def read(site: str) -> Model:
    data = (SITES / site / "model.glb").read_bytes()
    (length,) = struct.unpack_from("<I", data, 12)
    told = json.loads(data[20 : 20 + length])
    kept = data[28 + length :]
    found = [
        numbers(told, kept, primitive["attributes"]["POSITION"])[
            numbers(told, kept, primitive["indices"]).reshape(-1, 3)
        ]
        * node.get("scale", [1, 1, 1])
        for node in told["nodes"]
        for primitive in told["meshes"][node["mesh"]]["primitives"]
    ]
    return Model(data, told, np.concatenate(found))


def numbers(told: dict, kept: bytes, number: int) -> np.ndarray:
    accessor = told["accessors"][number]
    width = {"SCALAR": 1, "VEC3": 3}[accessor["type"]]
    kind = {5126: "<f4", 5123: "<u2"}[accessor["componentType"]]
    start = told["bufferViews"][accessor["bufferView"]]["byteOffset"]
    found = np.frombuffer(kept, kind, accessor["count"] * width, start)
    return found.reshape(-1, width) if width > 1 else found


def in_lengths(triangles: np.ndarray) -> np.ndarray:
    """As scene.yaml counts: from the middle of the foot, in lengths of the longest side."""
    low, high = triangles.min(axis=(0, 1)), triangles.max(axis=(0, 1))
    foot = np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2])
    return (triangles - foot) / (high - low).max()


def distance(triangles: np.ndarray, place: np.ndarray) -> float:
    """To the nearest triangle: to its plane where the place is above it, else to its edges."""
    a, b, c = (triangles - place).transpose(1, 0, 2)
    normal = np.cross(b - a, c - a)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    above = np.min([dot(np.cross(end - start, -start), normal) for start, end in ((a, b), (b, c), (c, a))], axis=0) >= 0
    to_plane = np.where(above, np.abs(dot(a, normal)), np.inf)
    return float(min(to_plane.min(), *(to_edge(*edge).min() for edge in ((a, b), (b, c), (c, a)))))


def to_edge(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    along = end - start
    share = np.clip(-dot(start, along) / np.maximum(dot(along, along), 1e-12), 0, 1)
    return np.linalg.norm(start + along * share[:, None], axis=1)


def dot(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.einsum("ij,ij->i", first, second)


def area(triangles: np.ndarray) -> float:
    a, b, c = triangles.transpose(1, 0, 2)
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)


@cache
def scene(site: str):
    return SCENE.validate_python(written(Path(SITES / site / "scene.yaml")))
