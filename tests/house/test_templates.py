"""Templates escape everything, carry no handlers, and have no style or script of their own without a hash."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.source import TEMPLATES, kept_files, modules, name_of, parsed

# A page's one own style: checked colours from communes/theme.py, named by its hash in the page's policy.
THEME_STYLE = "<style>{{ page.theme_style|safe }}</style>"
# Where finished markup enters: each is checked where it is made.
MARKUP_MAKERS = {
    "tourism/web/filters.py": "people's Markdown, without HTML and then cleaned by nh3",
}
UNESCAPED = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false")
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
STYLE_ATTRIBUTE = re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE)
SCRIPT_ADDRESS = re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE)
OWN_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=[\"']application/(?:ld\+)?json)[^>]*>", re.IGNORECASE)
OWN_STYLE = re.compile(r"<style\b(?![^>]*\bnonce=)[^>]*>", re.IGNORECASE)
FOREIGN = re.compile(r"\b(?:src|href|action|poster|srcset)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)
PATTERNS = {
    "unescaped": UNESCAPED,
    "handler": HANDLER,
    "style attribute": STYLE_ATTRIBUTE,
    "script address": SCRIPT_ADDRESS,
    "own script": OWN_SCRIPT,
    "own style": OWN_STYLE,
    "foreign address": FOREIGN,
}


def test_there_are_templates():
    assert templates()


@pytest.mark.parametrize("name", PATTERNS)
def test_no_template_has(name):
    found = [
        f"{name_of(path)}: {each.group(0)[:80]}"
        for path in templates()
        for each in PATTERNS[name].finditer(own_words(path))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("unescaped", "{{ story | safe }}"),
        ("unescaped", "{% autoescape false %}"),
        ("handler", '<p onclick="go()">'),
        ("style attribute", '<p class="a" style="color:red">'),
        ("script address", '<a href="javascript:go()">'),
        ("own script", "<script>go()</script>"),
        ("own script", '<script type="module">go()</script>'),
        ("own style", "<style>p{}</style>"),
        ("foreign address", '<img src="//cdn.example.com/a.png">'),
    ],
)
def test_each_pattern_catches_what_it_is_for(name, line):
    assert PATTERNS[name].search(line)


@pytest.mark.parametrize(
    "line",
    [
        '<script type="module" src="/static/js/listen.js"></script>',
        '<script type="application/ld+json">{}</script>',
        '<p class="one" data-style="x">online = yes</p>',
        '<link rel="stylesheet" href="/static/css/guide.css">',
    ],
)
def test_no_pattern_catches_what_is_fine(line):
    assert [name for name, pattern in PATTERNS.items() if pattern.search(line)] == []


def test_finished_markup_is_made_in_known_places_only():
    makers = {name_of(path) for path in modules() if "Markup" in called(parsed(path))}

    assert makers == set(MARKUP_MAKERS)


def own_words(path: Path) -> str:
    """A template without comments (they may speak of what is forbidden) and without the theme's style."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return text.replace(THEME_STYLE, "")


def called(tree: ast.AST) -> set[str]:
    """Names of what a module calls."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [each.id for each in calls if isinstance(each, ast.Name)]
    return {*named, *(each.attr for each in calls if isinstance(each, ast.Attribute))}


def templates():
    return [
        path for path in kept_files() if path.is_relative_to(TEMPLATES) and path.suffix in (".html", ".xml", ".svg")
    ]


def test_templates_lie_where_the_plan_says():
    rooms = {path.relative_to(TEMPLATES).parts[0] for path in templates() if path.parent != TEMPLATES}

    assert rooms <= {"macros", "visitor", "studio", "embed", "errors", "print"}
