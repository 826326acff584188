"""A scene as pages and manifests see it: files, true size, parts in metres, and what the voice says of them when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tourism.language import SOURCE

Texts = Mapping[str, str]
Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A finished file: a blob's name, its size in bytes; `triangles` is 0 for pictures."""

    name: str
    size: int
    triangles: int = 0

    @property
    def sha256(self) -> str:
        """Of its bytes, in hexadecimal digits: blobs are named by it."""
        return self.name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Files:
    """All that is made of a model: for pages, for AR on Android and other viewers, for iPhones, pictures of it."""

    web: ModelFile
    ar: ModelFile
    usdz: ModelFile
    poster_webp: ModelFile
    poster_avif: ModelFile
    card: ModelFile


@dataclass(frozen=True, slots=True)
class CameraView:
    """Degrees around and down from above, metres away, and the point that is looked at."""

    around: float
    down: float
    away: float
    target: Point


@dataclass(frozen=True, slots=True)
class HotspotView:
    """A part of the model: metres in the files' own frame; its name, and the words that speak of it, by language."""

    id: str
    position: Point
    normal: Point
    camera: CameraView
    labels: Texts
    told: Texts

    def label(self, language: str) -> tuple[str, str]:
        """Its name in a language, else English, else Vietnamese, else any; with the language it is in."""
        for tag in (language, "en", SOURCE, *self.labels):
            if tag in self.labels:
                return self.labels[tag], tag
        return self.id, SOURCE


@dataclass(frozen=True, slots=True)
class SceneView:
    """A published (or tried out) scene; `size` is width, height and depth in metres of what is in the files.

    `is_sized` says whether that is the thing's true size, for which somebody vouches: only then is AR offered.
    `names` are those of the site by language.
    """

    site: str
    names: Texts
    origin: str
    credit: str
    licence: str
    source: str
    how_made: Texts
    size: Point
    is_sized: bool
    placement: str
    moves: bool
    camera: CameraView
    hotspots: tuple[HotspotView, ...]
    files: Files
    changed: datetime


@dataclass(frozen=True, slots=True)
class PartTold:
    """When the voice speaks of a part (its id), in milliseconds, and what it says then."""

    id: str
    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Telling:
    """The narration of one language: blobs of its sound (MP3, and Opus where there is one) and transcript.

    `parts` are in order of time and never overlap; each part of the model is told of at most once.
    `made_by` is human, machine or mixed.
    """

    language: str
    sound: str
    sound_size: int
    opus: str | None
    duration_ms: int
    transcript: str
    made_by: str
    parts: tuple[PartTold, ...]
