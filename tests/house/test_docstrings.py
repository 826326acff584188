"""Every module says in one line what it is for; every public function says what it does."""

import ast
from pathlib import Path

import pytest

from tests.house.source import Function, modules, name_of, parsed

# A package may carry the map of its rooms.
MAP = "__init__.py"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_says_in_one_line_what_it_is_for(path):
    told = ast.get_docstring(parsed(path), clean=False)

    assert told, "no docstring"
    assert "\n" not in told or path.name == MAP or is_program(path), (
        "one line says it; more belongs to functions or docs/"
    )


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_what_others_call_says_what_it_does(path):
    silent = [each for each in public(parsed(path)) if not ast.get_docstring(each)]

    assert [f"{each.name} (line {each.lineno})" for each in silent] == []


def is_program(path: Path) -> bool:
    """Whether a module is started as a program of its own: below its first line it may tell its protocol."""
    return path.name != "__main__.py" and '__name__ == "__main__"' in path.read_text(encoding="utf-8")


def public(tree: ast.Module | ast.ClassDef):
    """Public classes and functions, and public methods of public classes."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)
