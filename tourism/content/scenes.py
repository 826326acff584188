"""A site in 3D in a commune's folder: scene.yaml beside its model, which is read once behind closed doors."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import TypeAdapter

from tourism.content.located import Located
from tourism.engines.models import intake
from tourism.engines.models.refusals import LARGEST_MEGABYTES, SENTENCES, Refused
from tourism.errors import Problem
from tourism.narration.script import compose, steps_of
from tourism.scenes.draft import SCENE, SceneDraft
from tourism.scenes.telling import untold
from tourism.sites.draft import Words

T = TypeVar("T")
SCENE_FILE, MODEL_FILE = "scene.yaml", "model.glb"
FILE_MAX = LARGEST_MEGABYTES * 1_000_000


class Reading(Protocol):
    """A pass over a folder: what it reads, and the problems it notes."""

    problems: list[Problem]
    located: dict[str, Located]

    def name(self, path: Path) -> str:
        """A file as people see it."""

    def yaml(self, path: Path, adapter: TypeAdapter[T]) -> T | None:
        """A YAML file in its shape."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a story before any voice has read it."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None


def read_scene(
    folder: Path, words: Mapping[str, Words], story: str, reading: Reading
) -> tuple[SceneDraft | None, bytes | None]:
    """The scene of a site and its model, where there is one; a problem for each thing that is wrong with them."""
    path = folder / SCENE_FILE
    scene = reading.yaml(path, SCENE) if path.exists() else None
    if scene is None:
        return None, None
    if scene.model != MODEL_FILE:
        _note(reading, path, ("model",), f"the model stands beside this file and is called {MODEL_FILE}")
    _check_parts(scene, path, words, story, reading)
    model = folder / MODEL_FILE
    fault = _fault_of(model)
    if fault:
        reading.problems.append(Problem(reading.name(model), 1, fault))
        return scene, None
    return scene, model.read_bytes()


def _check_parts(scene: SceneDraft, path: Path, words: Mapping[str, Words], story: str, reading: Reading) -> None:
    places = {each.id: place for place, each in enumerate(scene.hotspots)}
    if len(places) < len(scene.hotspots):
        _note(reading, path, ("hotspots",), "two parts have the same id")
    for tag, told in words.items():
        script = compose(tag, told.name, told.story, steps_of(story, told.sections))
        for part in untold(scene.hotspots, tag, [Line(each.shown) for each in script.sentences]):
            where = ("hotspots", places[part], "told")
            _note(reading, path, where, f"the story in {tag} does not say what {part} quotes of it")


def _note(reading: Reading, path: Path, where: tuple[str | int, ...], sentence: str) -> None:
    name = reading.name(path)
    line = reading.located[name].line(where) if name in reading.located else 1
    reading.problems.append(Problem(name, line, sentence))


def _fault_of(path: Path) -> str | None:
    if not path.is_file():
        return "the model is missing"
    if path.stat().st_size > FILE_MAX:
        return SENTENCES["too-large"]
    try:
        intake.examine(path.read_bytes())
    except Refused as error:
        return SENTENCES[error.reason]
    return None
