"""YAML and front matter read together with the lines they stand on. Pure but for the text handed in."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from yaml.composer import ComposerError
from yaml.constructor import ConstructorError
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from tourism.errors import Problem

FRONT = "---"
NUL = "\0"
T = TypeVar("T")
Path = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases: a few lines of them grow to millions of values."""

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        if self.check_event(AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise ComposerError(
                None,
                None,
                "an alias (*) cannot stand here: write the value out",
                mark,
            )
        return super().compose_node(parent, index)

    def construct_scalar(self, node: ScalarNode | MappingNode) -> Any:
        value = super().construct_scalar(node)
        if NUL in str(value):
            raise ConstructorError(None, None, "a NUL character (\\0) cannot be kept", node.start_mark)
        return value

    def construct_object(self, node: Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 (PyYAML's own)
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, OverflowError) as error:
            raise ConstructorError(None, None, str(error), node.start_mark) from error


class WordLoader(_Loader):
    """Every plain value is a word: `No` is no boolean, `12` no number and `~` not nothing."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML's own)


@dataclass
class Located:
    """A value read from a file, with the line of every key in it (1 is the first)."""

    file: str
    value: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Sequence[str | int]) -> int:
        """The line of the nearest known part of `path`."""
        for length in range(len(path), -1, -1):
            found = self.lines.get(tuple(path[:length]))
            if found:
                return found
        return 1


def read_yaml(
    file: str, text: str, first_line: int = 1, loader_class: type[_Loader] = _Loader
) -> tuple[Located | None, list[Problem]]:
    """One YAML document, normalised to NFC; a problem where it cannot be read."""
    text = unicodedata.normalize("NFC", text)
    try:
        loader = loader_class(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return None, [Problem(file, first_line, "the file is empty")]
            doubled = _doubled_keys(node)
            value = loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        told = getattr(error, "problem", None) or "cannot be read as YAML"
        return None, [Problem(file, first_line + _line_of(error, text), str(told))]
    except (ValueError, RecursionError) as error:
        return None, [Problem(file, first_line, f"cannot be read as YAML: {error}")]
    located = Located(file, value)
    _note_lines(node, (), located.lines, first_line)
    problems = [Problem(file, first_line + line, f"the key {key!r} stands here twice") for key, line in doubled]
    return located, problems


def _line_of(error: yaml.YAMLError, text: str) -> int:
    """Lines above the fault; a character that no YAML may hold is told by its place in the text."""
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position)
    mark = getattr(error, "problem_mark", None)
    return mark.line if mark else 0


def _doubled_keys(node: Node) -> list[tuple[str, int]]:
    doubled = []
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value) if isinstance(key, ScalarNode) else ""
            if name in seen:
                doubled.append((name, key.start_mark.line))
            seen.add(name)
            doubled += _doubled_keys(value)
    elif isinstance(node, SequenceNode):
        for each in node.value:
            doubled += _doubled_keys(each)
    return doubled


def _note_lines(node: Node, path: Path, lines: dict[Path, int], first_line: int) -> None:
    lines.setdefault(path, first_line + node.start_mark.line)
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                lines[(*path, key.value)] = first_line + key.start_mark.line
                _note_lines(value, (*path, key.value), lines, first_line)
    elif isinstance(node, SequenceNode):
        for place, each in enumerate(node.value):
            _note_lines(each, (*path, place), lines, first_line)


def read_front_matter(file: str, text: str) -> tuple[Located | None, str, int, list[Problem]]:
    """Front matter, the body below it, the body's first line, problems."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")
    if lines[0].strip() != FRONT:
        return (
            None,
            "",
            1,
            [Problem(file, 1, "the file must begin with a line of --- and end its front matter with another")],
        )
    try:
        end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FRONT)
    except StopIteration:
        return None, "", 1, [Problem(file, 1, "the front matter has no closing line of ---")]
    located, problems = read_yaml(file, "\n".join(lines[1:end]), first_line=2)
    body = "\n".join(lines[end + 1 :])
    above = body[: len(body) - len(body.lstrip())].count("\n")
    return located, body.strip(), end + 2 + above, problems


def shape(located: Located, adapter: "TypeAdapter[T]") -> tuple[T | None, list[Problem]]:
    """The value as a draft, or every problem with its line."""
    try:
        return adapter.validate_python(located.value), []
    except ValidationError as error:
        return None, [
            Problem(
                located.file,
                located.line(_known_path(located, each["loc"])),
                f"{_dotted(each['loc'])}: {each['msg']}",
            )
            for each in error.errors(include_url=False)
        ]


def _known_path(located: Located, loc: tuple[str | int, ...]) -> Path:
    """Error places without the names that pydantic adds for unions."""
    path: Path = ()
    for part in loc:
        if (*path, part) in located.lines or (*path, str(part)) in located.lines:
            path = (*path, part if (*path, part) in located.lines else str(part))
    return path


def _dotted(loc: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in loc) or "the file"
