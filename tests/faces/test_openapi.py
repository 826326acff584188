"""The description of the API is the API: every address is in it, and it holds for whatever one asks."""

import itertools
import json
import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any, get_args

import jsonschema_rs
import pytest
import schemathesis
from flask import Flask
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema

from tests.builders import Village, words
from tests.conftest import HOST, Clock, HummingVoice
from tourism import codes
from tourism.app import create_app
from tourism.backends import Backends
from tourism.config import Config
from tourism.sites.draft import Kind, Practical
from tourism.staff import granting
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import connect
from tourism.storage.schema import upgrade
from tourism.tours.draft import StopDraft
from tourism.visits import actions as visits
from tourism.wifi.draft import PointPin, WifiDraft

BASE = "/api/v1"
# The ids of the description's own examples, so that asking for them finds something.
SITE, OTHER_SITE, TOUR = "9T9MMQEE", "CTAGBN5R", "CR0NG131"
EXAMPLES_A_RULE = 60
# The tool brings no ETag, does not ask for the description that it runs by, keeps slashes out of paths, and adds no
# parameters where none are described; test_api.py and test_scene_api.py ask for these.
DOCUMENTS = ("scene.json", "iiif3.json", "iiif4.json", "scene.svx.json", "scene/{tag}.vtt")
NEVER_ASKED = {("GET /cells/{cell}.geojson", 404), *((f"GET /sites/{{id}}/{each}", 400) for each in DOCUMENTS)}
RUN = {
    "seed": 2026,
    "workers": 1,
    "continue-on-failure": True,
    "generation": {"mode": "all", "max-examples": EXAMPLES_A_RULE, "deterministic": True, "database": "none"},
    "phases": {"stateful": {"max-steps": 5, "generation": {"max-examples": EXAMPLES_A_RULE}}},
}


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
    folder = tmp_path_factory.mktemp("described")
    config = Config(secret_key="t" * 40, public_base_url=f"http://{HOST}", media=str(folder / "media"))
    sessions = connect(f"sqlite:///{folder}/guide.sqlite")
    upgrade(sessions.engine)
    backends = Backends(config, sessions, FolderBlobs(folder / "media"), (HummingVoice(),), Clock())
    _build(Village(backends))
    with backends.sessions.writing() as session:
        granted = granting.grant(session, 1, "Lữ hành", days=None, by="test", now=backends.clock())
        for day in (1, 2, 2, 2, 3, 3, 12):
            visits.count(session, granted.id, date(2026, 11, day), TOUR, "vi", "shown")
    app = create_app(backends)
    app.config["KEY"] = granted.secret
    yield app
    sessions.engine.dispose()


def _build(village: Village) -> None:
    commune = village.commune()
    row, _ = village.site(
        commune,
        public_id=SITE,
        sign="1CKXJSE6",
        next="cho",
        told={"vi": words(), "en": words("Vân La Communal House", "van-la")},
        practical=Practical(hours={"mon": [("07:30", "11:30")]}, price={"vi": "Không thu vé"}),
    )
    village.site(commune, "cho", public_id=OTHER_SITE, order=2, kind="market", awaiting=True, picture=False)
    stops = (
        StopDraft(site="dinh-van-la", kind="visit", dwell_minutes=20, notes={"vi": "Đi một vòng"}),
        StopDraft(site="cho", kind="shop", dwell_minutes=10),
    )
    village.scene(row)
    village.tour(commune, stops, id=TOUR)
    village.tour(commune, stops[::-1], "di-nguoc")
    pin = PointPin(lat=20.88, lon=105.9, accuracy_m=20)
    village.wifi(
        commune,
        WifiDraft(id=codes.mint(), site="dinh-van-la", pin=pin, network="Dinh", security="open"),
        WifiDraft(id=codes.mint(), names={"vi": "Nhà văn hóa"}),
    )
    village.voices()


@pytest.fixture(scope="module")
def described(guide) -> dict[str, Any]:
    """The description as it is served."""
    return json.loads(guide.test_client().get(f"{BASE}/openapi.json", base_url=f"http://{HOST}").data)


@dataclass
class Run:
    """What one run of schemathesis asked and found: examples, edges, random and linked requests."""

    answered: Counter[tuple[str, int]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    errors: list[object] = field(default_factory=list)

    def note(self, event: object) -> None:
        """Keeps what an event of the run says."""
        if isinstance(event, events.NonFatalError | events.FatalError):
            self.errors.append(event)
        if not isinstance(event, events.ScenarioFinished):
            return
        recorder = event.recorder
        for case, found in recorder.interactions.items():
            if found.response and case in recorder.cases:
                self.answered[recorder.cases[case].value.operation.label, found.response.status_code] += 1
        for check in chain.from_iterable(recorder.checks.values()):
            if check.status == Status.FAILURE and check.failure_info:
                self.failures.append(f"{check.failure_info.failure}\n{check.failure_info.code_sample}")


@pytest.fixture(scope="module")
def run(guide: Flask) -> Run:
    """All phases, the same in every run; some of the requests carry a partner's key, good or bad."""
    good = guide.config["KEY"]
    asked = itertools.count()

    def asked_plainly(environ, start):
        # The tool's client asks by another name, and cannot read what it says it can (gzip).
        environ["HTTP_HOST"] = HOST
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        number, path = next(asked), environ["PATH_INFO"]
        if number % 7 == 3 and path != f"{BASE}/openapi.json":
            is_good = number % 2 and not path.startswith(f"{BASE}/partner/")
            environ["HTTP_AUTHORIZATION"] = f"Bearer {good}" if is_good else "Bearer lq_wrong"
        return guide.wsgi_app(environ, start)

    # The tool cannot ask a WSGI application again without the key; test_counts_told.py does.
    sends = {
        "include-path-regex": "^/partner/",
        "headers": {"Authorization": f"Bearer {good}"},
        "checks": {"ignored_auth": {"enabled": False}},
    }
    config = SchemathesisConfig.from_dict({**RUN, "operations": [sends]})
    schema = schemathesis.openapi.from_wsgi(f"{BASE}/openapi.json", asked_plainly, config=config)
    schema.hook(map_case)
    seen = Run()
    for event in from_schema(schema).execute():
        seen.note(event)
    return seen


def map_case(context, case):
    """Makes good requests good in ways that a schema of single parameters cannot say."""
    if case.meta and case.meta.generation.mode.is_positive and case.query:
        case.query = together(dict(case.query), TOUR if case.operation.path == "/tours" else SITE)
    return case


def together(query: dict[str, Any], known: str) -> dict[str, Any]:
    """Parameters that may stand beside each other, and the id of something that exists."""
    for name in ("after", "subject"):
        if len(str(query.get(name, ""))) == codes.LENGTH:
            query[name] = known
    if "from" in query:
        # The last day follows the first, and today is the last where none is named.
        query["to"] = query["from"]
    if "near" in query and query.keys() & {"bbox", "after"}:
        gone = {"near", "radius"} if len(query) % 2 else {"bbox", "after"}
        query = {name: value for name, value in query.items() if name not in gone}
    if "near" not in query:
        query.pop("radius", None)
    if "bbox" in query:
        west, south, east, north = str(query["bbox"]).split(",")
        south, north = sorted((south, north), key=float)
        query["bbox"] = f"{west},{south},{east},{north}"
    return query


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
