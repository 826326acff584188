"""Small things stay small: modules, functions, scripts and pictures."""

import gzip
from statistics import median

import pytest

from tests.house.source import PACKAGE, ROOT, SCRIPTS, Function, functions, kept_files, modules, name_of

MODULE_LINES = 250
MODULE_LINES_MEDIAN = 60
FUNCTION_LINES = 60
FUNCTION_LINES_MEDIAN = 9
# What visitors load; what the pages of models, pages within other sites, and those of the desk load besides.
SCRIPT_BYTES = {"": 25 * 1024, "scene": 6 * 1024, "embed": 4 * 1024, "studio": 40 * 1024}


def test_no_module_is_long():
    long = {name_of(path): lines for path in modules() if (lines := line_count(path)) > MODULE_LINES}

    assert long == {}


def test_most_modules_are_short():
    assert median(line_count(path) for path in modules()) <= MODULE_LINES_MEDIAN


def test_no_function_is_long():
    long = {
        f"{name_of(path)}:{function.lineno} {function.name}": length(function)
        for path in modules()
        for function in functions(path)
        if length(function) > FUNCTION_LINES
    }

    assert long == {}


def test_most_functions_are_short():
    assert median(length(each) for path in modules() for each in functions(path)) <= FUNCTION_LINES_MEDIAN


@pytest.mark.parametrize("folder", SCRIPT_BYTES)
def test_all_our_scripts_together_are_small(folder):
    ours = [path for path in kept_files() if path.is_relative_to(SCRIPTS) and path.suffix in (".js", ".mjs")]
    scripts = [path for path in ours if apart(path) == folder]

    assert scripts
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in scripts) <= SCRIPT_BYTES[folder]


# The strip on the front page is drawn once for all; a site's picture is loaded on every scan.
@pytest.mark.parametrize(("folder", "limit"), [("content", 10_000), ("tourism", 14_000)])
def test_each_drawing_is_small(folder, limit):
    drawings = [path for path in kept_files() if path.suffix == ".svg" and path.is_relative_to(ROOT / folder)]

    assert {name_of(path): size for path in drawings if (size := path.stat().st_size) > limit} == {}


def test_no_folder_is_a_lumber_room():
    vague = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "shared", "lib"}

    assert [name_of(path) for path in PACKAGE.rglob("*.py") if vague & {path.stem, path.parent.name}] == []


def apart(path) -> str:
    """The folder of scripts that only some pages load; "" for the others."""
    folder = path.relative_to(SCRIPTS).parts[0]
    return folder if folder in SCRIPT_BYTES else ""


def line_count(path) -> int:
    """Lines with something on them: the formatter's blank ones are nobody's choice."""
    return sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1
