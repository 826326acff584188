"""What is installed is what is written down, exactly; what is imported is written down as used directly."""

import ast
import re
import sys
from importlib.metadata import distribution, packages_distributions, version

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from tests.house.source import ROOT, modules, parsed

PINNED = ("requirements.txt", "requirements-dev.txt", "requirements-peers.txt")
NEEDED_BY_THE_REST = "# What those need"
# What an operator may install besides (docs/voices.md, docs/scenes.md); only programs of their own import it.
OPTIONAL = {"piper-tts", "onnxruntime", "meshoptimizer"}


def test_every_requirement_is_pinned_and_installed_as_pinned():
    for requirement in [each for name in PINNED for each in requirements(name)]:
        assert re.fullmatch(r"==[0-9][0-9a-z.]*", str(requirement.specifier)), f"{requirement} is not pinned"
        assert version(requirement.name) in requirement.specifier


def test_what_the_requirements_need_is_pinned_too():
    runtime = requirements("requirements.txt")
    tools = requirements("requirements-dev.txt")

    assert unpinned(runtime, runtime) == set()
    assert unpinned(tools, runtime + tools) == set()


def test_tests_install_on_top_of_what_runs():
    assert lines("requirements-dev.txt")[0] == "-r requirements.txt"


def test_what_the_program_imports_is_named_as_used_directly():
    direct = {canonicalize_name(each.name) for each in requirements("requirements.txt", direct=True)}
    # They come with Flask and are part of its interface.
    direct |= {canonicalize_name(name) for name in ("babel", "jinja2", "markupsafe", "werkzeug")}
    direct |= {canonicalize_name(name) for name in OPTIONAL}

    assert imported_distributions() - direct == set()


def lines(name: str) -> list[str]:
    return [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith("#")]


def requirements(name: str, *, direct: bool = False) -> list[Requirement]:
    text = (ROOT / name).read_text()
    if direct:
        text = text.partition(NEEDED_BY_THE_REST)[0]
    return [Requirement(line) for line in text.splitlines() if line and not line.startswith(("#", "-r"))]


def unpinned(wanted: list[Requirement], pinned: list[Requirement]) -> set[NormalizedName]:
    """Names that `wanted` need on this machine and `pinned` lack."""
    needed = set()
    for requirement in wanted:
        for told in distribution(requirement.name).requires or []:
            further = Requirement(told)
            extras = requirement.extras or {""}
            if further.marker is None or any(further.marker.evaluate({"extra": extra}) for extra in extras):
                needed.add(canonicalize_name(further.name))
    return needed - {canonicalize_name(each.name) for each in pinned}


def imported_distributions() -> set[NormalizedName]:
    known = packages_distributions()
    names = set()
    for path in modules():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    foreign = names - sys.stdlib_module_names - {"tourism"}
    return {canonicalize_name(owner) for name in foreign for owner in known.get(name, [f"nobody has {name}"])}
