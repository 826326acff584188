"""The repository as text and as syntax trees, for the tests that judge it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "tourism"
TEMPLATES = PACKAGE / "web" / "templates"
SCRIPTS = PACKAGE / "web" / "static" / "js"
TRANSLATIONS = ROOT / "translations"
MIGRATION_VERSIONS = PACKAGE / "storage" / "migrations" / "versions"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def kept_files() -> tuple[Path, ...]:
    """Files that git keeps or would keep; what .gitignore names is somebody else's."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(sorted(path for name in names.split("\0") if name and (path := ROOT / name).is_file()))


@cache
def modules() -> tuple[Path, ...]:
    """The package's modules, without the migrations' steps: those are dated and never change."""
    mine = [path for path in kept_files() if path.is_relative_to(PACKAGE) and path.suffix == ".py"]
    return tuple(path for path in mine if not path.is_relative_to(MIGRATION_VERSIONS))


@cache
def parsed(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    """All functions and methods of a module, inner ones too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield node


def name_of(path: Path) -> str:
    """A path as people say it: from the top of the repository."""
    return path.relative_to(ROOT).as_posix()


def texts(*suffixes: str, under: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Kept files with one of the suffixes, with their text."""
    for path in kept_files():
        if path.suffix in suffixes and path.is_relative_to(under):
            yield path, path.read_text(encoding="utf-8")
