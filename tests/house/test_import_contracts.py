"""The plan of the house holds, and each of its contracts catches what it was written against."""

import copy
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.application.use_cases import _register_contract_types, read_user_options
from importlinter.domain.contract import Contract, registry

from tests.house.source import PACKAGE, ROOT

CHECK = "from importlinter.cli import lint_imports_command; lint_imports_command()"
LINT = [sys.executable, "-c", CHECK, "--no-logo"]
CONTRACTS = read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]

PLANTED_IMPORTS = [
    # A slice reads what stands on it.
    ("floors", "tourism.sites.queries", "tourism.tours.queries"),
    # Storage learns about sites.
    ("floors", "tourism.storage.database", "tourism.sites.model"),
    # Neighbours reach across.
    ("floors", "tourism.engines.speech.port", "tourism.storage.blobs"),
    ("floors", "tourism.wifi.actions", "tourism.sites.queries"),
    ("floors", "tourism.scenes.queries", "tourism.narration.queries"),
    ("floors", "tourism.cli", "tourism.web.request"),
    # The cellar looks up.
    ("floors", "tourism.errors", "tourism.language"),
    ("floors", "tourism.backends", "tourism.worker"),
    ("floors", "tourism.appointed", "tourism.worker"),
    ("floors", "tourism.worker", "tourism.guide"),
    ("rooms", "tourism.sites.queries", "tourism.sites.actions"),
    ("rooms", "tourism.sites.model", "tourism.sites.queries"),
    ("rooms", "tourism.communes.theme", "tourism.communes.model"),
    ("rooms", "tourism.narration.script", "tourism.narration.queries"),
    ("readers", "tourism.web.visitor.site", "tourism.sites.actions"),
    ("readers", "tourism.web.api", "tourism.publishing.actions"),
    ("readers", "tourism.web.embed", "tourism.sites.actions"),
    ("readers", "tourism.web.ogc", "tourism.wifi.actions"),
    ("readers", "tourism.web.api", "tourism.sites.closing"),
    ("readers", "tourism.web.ogc", "tourism.publishing.actions"),
    # Visitors are shown a draft.
    ("readers", "tourism.web.visitor.site", "tourism.sites.previews"),
    # By a detour.
    ("readers", "tourism.web.request", "tourism.publishing.actions"),
    ("readers", "tourism.web.embed", "tourism.visits.actions"),
    ("counters", "tourism.web.counts", "tourism.visits.actions"),
    ("counters", "tourism.web.counts.seen", "tourism.staff.granting"),
    ("rows", "tourism.web.visitor.site", "tourism.sites.model"),
    ("rows", "tourism.web.api", "tourism.communes.model"),
    ("rows", "tourism.cli", "tourism.wifi.model"),
    ("flask", "tourism.sites.queries", "flask"),
    ("flask", "tourism.worker", "jinja2"),
    ("flask", "tourism.cli", "werkzeug"),
    ("pure", "tourism.visits.telling", "tourism.visits.model"),
    ("pure", "tourism.geo", "tourism.storage.database"),
    ("pure", "tourism.language", "os"),
    ("pure", "tourism.wifi.payload", "sqlalchemy"),
    ("pure", "tourism.scenes.telling", "tourism.scenes.model"),
    ("pure", "tourism.tours.gpx", "tourism.tours.queries"),
    ("pure", "tourism.sites.notices_atom", "tourism.sites.closures"),
    # By a detour: queries know the database.
    ("pure", "tourism.tours.itinerary", "tourism.tours.queries"),
    ("faces", "tourism.web.visitor.site", "tourism.web.api"),
    ("faces", "tourism.web.api", "tourism.web.visitor.site"),
    ("faces", "tourism.web.ogc", "tourism.web.api"),
    ("faces", "tourism.web.embed", "tourism.web.visitor.tour"),
    ("faces", "tourism.web.ogc", "tourism.web.api"),
    ("faces", "tourism.web.embed", "tourism.web.counts"),
    ("circles", "tourism.communes.queries", "tourism.sites.queries"),
]
PLANTED_MODULES = [
    ("floors", "tourism.rumours"),
    ("rooms", "tourism.sites.odds"),
]


def test_the_plan_holds():
    result = subprocess.run(LINT, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("contract", "importer", "imported"), PLANTED_IMPORTS)
def test_a_forbidden_import_is_caught(plan, contract, importer, imported):
    planted = copy.deepcopy(plan)
    assert importer in planted.modules, "the planted import must start somewhere real"
    if imported not in planted.modules:
        planted.add_module(imported, is_squashed=True)

    planted.add_import(importer=importer, imported=imported, line_number=1, line_contents="planted")

    assert is_kept(contract, plan)
    assert not is_kept(contract, planted)


@pytest.mark.parametrize(("contract", "module"), PLANTED_MODULES)
def test_a_module_without_a_room_is_caught(plan, contract, module):
    planted = copy.deepcopy(plan)

    planted.add_module(module)

    assert not is_kept(contract, planted)


def test_every_contract_has_been_seen_to_catch_something():
    assert {contract for contract, *_ in PLANTED_IMPORTS} == {each["id"] for each in CONTRACTS}


def test_an_import_written_into_a_file_fails_the_check(tmp_path: Path):
    shutil.copytree(PACKAGE, tmp_path / "tourism", ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "tourism" / "sites" / "queries.py").open("a") as module:
        module.write("\n\ndef late():\n    from tourism.publishing import actions\n    return actions\n")

    result = subprocess.run([*LINT, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert "tourism.sites is not allowed to import tourism.publishing" in result.stdout


def is_kept(contract: str, graph: grimp.ImportGraph) -> bool:
    """What import-linter says of one contract on a graph of imports."""
    checked: Contract = made(contract)
    return bool(checked.check(graph=copy.deepcopy(graph), verbose=False).kept)


def made(contract: str) -> Contract:
    """One contract of pyproject.toml, as import-linter makes it."""
    options = read_user_options(str(ROOT / "pyproject.toml"))
    _register_contract_types(options)
    mine = next(each for each in options.contracts_options if each["id"] == contract)
    made_of = {name: value for name, value in mine.items() if name not in ("id", "name", "type")}
    return registry.get_contract_class(mine["type"])(
        name=mine["name"], session_options=options.session_options, contract_options=made_of
    )


@pytest.fixture(scope="module")
def plan() -> grimp.ImportGraph:
    return grimp.build_graph("tourism", include_external_packages=True, cache_dir=None)
