"""Asking a guide whatever its own description allows, and forbids: schemathesis, and what it found."""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import schemathesis
from flask import Flask
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema

from tests.builders import Village, words
from tests.conftest import HOST, Clock, HummingVoice
from tourism import codes
from tourism.backends import Backends
from tourism.config import Config
from tourism.sites.draft import Practical
from tourism.staff import granting
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import connect
from tourism.storage.schema import upgrade
from tourism.tours.draft import StopDraft
from tourism.visits import actions as visits
from tourism.wifi.draft import PointPin, WifiDraft

API, OGC = "/api/v1/openapi.json", "/ogc/api"
# The ids of the API's own examples, so that asking for them finds something.
SITE, OTHER_SITE, TOUR = "9T9MMQEE", "CTAGBN5R", "CR0NG131"
BOX = ([105.8, 20.8, 106, 20.95], [105.8, 20.8, 0, 106, 20.95, 9])


@dataclass
class Run:
    """What one run of schemathesis asked and found: examples, edges, random and linked requests."""

    answered: Counter[tuple[str, int]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    errors: list[object] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """How many requests were answered."""
        return self.answered.total()

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


def explored(
    app: Flask, document: str, *, examples: int, steps: int = 5, seed: int | None = None, key: str = ""
) -> Run:
    """All phases and checks; without a seed the same in every run. Some carry the partner's key, or a wrong one."""
    asked = itertools.count()

    def asked_plainly(environ: dict[str, Any], start: Any) -> Any:
        # The tool's client asks by another name, and cannot read what it says it can (gzip).
        environ["HTTP_HOST"] = HOST
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        number, path = next(asked), environ["PATH_INFO"]
        if key and number % 7 == 3 and path != document:
            is_good = number % 2 and "/partner/" not in path
            environ["HTTP_AUTHORIZATION"] = f"Bearer {key}" if is_good else "Bearer lq_wrong"
        return app.wsgi_app(environ, start)

    # The tool cannot ask a WSGI application again without the key; test_counts_told.py does.
    sends = {
        "include-path-regex": "^/partner/",
        "headers": {"Authorization": f"Bearer {key}"},
        "checks": {"ignored_auth": {"enabled": False}},
    }
    config = SchemathesisConfig.from_dict(
        {
            "seed": 2026 if seed is None else seed,
            "workers": 1,
            "continue-on-failure": True,
            "generation": {
                "mode": "all",
                "max-examples": examples,
                "deterministic": seed is None,
                "database": "none",
            },
            "operations": [sends] if key else [],
            "phases": {"stateful": {"max-steps": steps, "generation": {"max-examples": examples}}},
        }
    )
    schema = schemathesis.openapi.from_wsgi(document, asked_plainly, config=config)
    schema.hook("map_case")(HOOKS[document])
    seen = Run()
    for event in from_schema(schema).execute():
        seen.note(event)
    return seen


def for_the_api(_context: object, case: Any) -> Any:
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


def for_maps(_context: object, case: Any) -> Any:
    """Makes good requests good in ways that a schema of single parameters cannot say."""
    if case.meta and case.meta.generation.mode.is_positive and case.query:
        # A mark is the guide's own; degrees and moments have their limits.
        query = {name: value for name, value in case.query.items() if name != "after"}
        if "bbox" in query:
            query["bbox"] = ",".join(map(str, BOX[len(query) % 2]))
        if "datetime" in query:
            query["datetime"] = "2026-01-01T00:00:00Z/.."
        case.query = query
    return case


HOOKS: dict[str, Callable[[object, Any], Any]] = {API: for_the_api, OGC: for_maps}


@dataclass(frozen=True)
class Described:
    """A village, and the key of a partner whose embeds were seen."""

    backends: Backends
    key: str


def a_described_village(folder: Path) -> Described:
    """A site that is heard, one that is awaited, two tours and two WiFi points, under the description's own ids."""
    config = Config(secret_key="t" * 40, public_base_url=f"http://{HOST}", media=str(folder / "media"))
    sessions = connect(f"sqlite:///{folder}/guide.sqlite")
    upgrade(sessions.engine)
    village = Village(Backends(config, sessions, FolderBlobs(folder / "media"), (HummingVoice(),), Clock()))
    _build(village)
    with sessions.writing() as session:
        granted = granting.grant(session, 1, "Lữ hành", days=None, by="test", now=village.backends.clock())
        for day in (1, 2, 2, 2, 3, 3, 12):
            visits.count(session, granted.id, date(2026, 11, day), TOUR, "vi", "shown")
    return Described(village.backends, granted.secret)


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
