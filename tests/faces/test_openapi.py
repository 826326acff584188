"""The description of the API is the API: every address is in it, and it holds for whatever one asks."""

import json
import re
from copy import deepcopy
from typing import Any, get_args

import jsonschema_rs
import pytest
from flask import Flask

from tests.conftest import HOST
from tests.described import API, OTHER_SITE, SITE, TOUR, Run, a_described_village, explored
from tourism.app import create_app
from tourism.sites.draft import Kind

BASE = "/api/v1"
EXAMPLES_A_RULE = 60
# The tool brings no ETag, does not ask for the description that it runs by, keeps slashes out of paths, and adds no
# parameters where none are described; test_api.py and test_scene_api.py ask for these.
DOCUMENTS = ("scene.json", "iiif3.json", "iiif4.json", "scene.svx.json", "scene/{tag}.vtt")
NEVER_ASKED = {("GET /cells/{cell}.geojson", 404), *((f"GET /sites/{{id}}/{each}", 400) for each in DOCUMENTS)}


def test_whatever_one_asks_the_answer_is_as_described(run):
    assert run.errors == []
    assert run.failures == []


def test_every_address_was_answered_in_every_way_that_is_described(run, described):
    told = {
        (f"GET {path}", int(status))
        for path, item in described["paths"].items()
        for status in item["get"]["responses"]
        if status != "304" and path != "/openapi.json"
    }

    assert told - NEVER_ASKED - run.answered.keys() == set()


def test_every_address_is_described_and_every_description_has_an_address(guide, described):
    served = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix(BASE)).replace("{public_id}", "{id}")
        for rule in guide.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }

    assert served == set(described["paths"])


def test_the_description_knows_this_guide_s_address_and_languages(described):
    assert described["servers"] == [{"url": f"http://{HOST}{BASE}"}]
    assert described["components"]["schemas"]["Language"]["enum"] == [
        "vi",
        "en",
        "zh-Hans",
        "ko",
        "zh-Hant",
        "ja",
        "fr",
    ]


def test_the_description_knows_every_kind_of_site(described):
    assert described["components"]["schemas"]["Kind"]["enum"] == list(get_args(Kind))


def test_each_parameter_is_described(described):
    silent = [
        (path, parameter["name"])
        for path, item in described["paths"].items()
        for parameter in resolved(described, item["get"].get("parameters", []))
        if not parameter.get("description")
    ]

    assert silent == []


def test_the_examples_are_as_described(described):
    for media in answers_in(described):
        for name, example in resolved(described, media.get("examples", {})).items():
            closed(described, media["schema"]).validate(example["value"]), name


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/communes", "/communes"),
        ("/communes/hong-van?lang=en", "/communes/{slug}"),
        ("/sites", "/sites"),
        ("/sites?near=20.88,105.91", "/sites"),
        ("/sites.geojson", "/sites.geojson"),
        ("/sites.geojson?near=20.88,105.91", "/sites.geojson"),
        (f"/sites/{SITE}", "/sites/{id}"),
        (f"/sites/{OTHER_SITE}?lang=ko", "/sites/{id}"),
        (f"/sites/{SITE}/scene.json", "/sites/{id}/scene.json"),
        (f"/sites/{SITE}/iiif3.json", "/sites/{id}/iiif3.json"),
        (f"/sites/{SITE}/iiif4.json", "/sites/{id}/iiif4.json"),
        (f"/sites/{SITE}/scene.svx.json", "/sites/{id}/scene.svx.json"),
        ("/cells/2217-5718.geojson?lang=en", "/cells/{cell}.geojson"),
        ("/tours", "/tours"),
        (f"/tours/{TOUR}", "/tours/{id}"),
        ("/wifi", "/wifi"),
        ("/partner/counts?from=2026-10-01&to=2026-11-30", "/partner/counts"),
    ],
)
def test_no_answer_holds_a_field_that_is_not_described(guide, described, address, path):
    headers = {"Authorization": f"Bearer {guide.config['KEY']}"}
    answer = guide.test_client().get(f"{BASE}{address}", base_url=f"http://{HOST}", headers=headers)

    (media,) = described["paths"][path]["get"]["responses"]["200"]["content"].values()
    closed(described, media["schema"]).validate(answer.get_json(force=True))


@pytest.mark.parametrize(
    "address",
    [
        "/sites?page=2",
        "/sites?limit=0",
        "/sites?q=",
        "/sites?lang=xx",
        "/sites?near=91,0",
        "/sites?bbox=0,1,0,0",
        "/sites?after=00000002",
        "/sites?radius=9",
        "/sites?commune=nowhere",
        "/sites/AAAAAAAA",
        f"/sites/{OTHER_SITE}/scene.json",
        f"/sites/{SITE}/scene/ko.vtt",
        "/tours/AAAAAAAA",
        "/communes/nowhere",
        "/cells/1.geojson",
        "/nothing",
        "/partner/counts",
    ],
)
def test_no_problem_holds_a_field_that_is_not_described(guide, described, address):
    answer = guide.test_client().get(f"{BASE}{address}", base_url=f"http://{HOST}")

    closed(described, {"$ref": "#/components/schemas/Problem"}).validate(answer.get_json(force=True))


@pytest.fixture(scope="module")
def guide(tmp_path_factory):
    """A village with a site that is heard, one that is awaited, a tour and two WiFi points."""
    made = a_described_village(tmp_path_factory.mktemp("described"))
    app = create_app(made.backends)
    app.config["KEY"] = made.key
    yield app
    made.backends.sessions.engine.dispose()


@pytest.fixture(scope="module")
def described(guide) -> dict[str, Any]:
    """The description as it is served."""
    return json.loads(guide.test_client().get(f"{BASE}/openapi.json", base_url=f"http://{HOST}").data)


@pytest.fixture(scope="module")
def run(guide: Flask) -> Run:
    """All phases, the same in every run; some of the requests carry a partner's key, good or bad."""
    return explored(guide, API, examples=EXAMPLES_A_RULE, key=guide.config["KEY"])


def answers_in(described: dict[str, Any]):
    """The content of every answer that holds JSON."""
    for item in described["paths"].values():
        for status, answer in item["get"]["responses"].items():
            for kind, media in resolved(described, answer).get("content", {}).items():
                if "json" in kind and (status, media) != ("200", {}):
                    yield media


def resolved(described: dict[str, Any], node: Any) -> Any:
    """A node with the references on its first two levels followed."""
    if isinstance(node, list):
        return [resolved(described, each) for each in node]
    if isinstance(node, dict) and "$ref" in node:
        found = described
        for key in node["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        return found
    if isinstance(node, dict):
        return {key: resolved(described, value) if isinstance(value, dict) else value for key, value in node.items()}
    return node


def closed(described: dict[str, Any], schema: dict[str, Any]) -> Any:
    """A validator of `schema` that refuses fields that are not described."""
    components = deepcopy(described["components"])
    for component in components["schemas"].values():
        _close(component, components["schemas"])
        # The place that names it decides whether it is a whole or a part of one.
        component.pop("unevaluatedProperties", None)
    whole = {**deepcopy(schema), "components": components}
    _close(whole, components["schemas"])
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def _close(node: Any, schemas: dict[str, Any]) -> None:
    """What is an object, or names one, may hold no more; parts of an allOf are closed as a whole."""
    if isinstance(node, list):
        for each in node:
            _close(each, schemas)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key != "components":
            _close(value, schemas)
    for part in node.get("allOf", ()):
        part.pop("unevaluatedProperties", None)
    name = str(node.get("$ref", "")).rpartition("/")[2]
    target = schemas.get(name, {}) if name else node
    if isinstance(target, dict) and ("allOf" in target or "properties" in target):
        node["unevaluatedProperties"] = False
