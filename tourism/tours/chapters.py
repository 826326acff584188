"""What is read and heard at a tour's stops, as books and albums want it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from tourism.tours.members import Kept
from tourism.tours.roadbook import Stop


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place in the sound in milliseconds, None where nothing is heard; `id` is XML's."""

    id: str
    text: str
    start_ms: int | None
    end_ms: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """The story or a step of it: its heading's sentences, then paragraphs of sentences."""

    heading: tuple[Sentence, ...]
    paragraphs: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A stop's sound as MP3, and who speaks, in the reader's words."""

    sound: Kept
    duration_ms: int
    voices: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A stop's illustration: `kind` is the ending of its name (svg, png, jpg, webp), `alt` what it shows."""

    data: bytes
    kind: str
    alt: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stop of the tour with all that is told there; `language` is that of its words, `label` how they were made."""

    stop: Stop
    slug: str
    language: str
    label: str | None
    parts: tuple[Part, ...]
    heard: Heard | None
    picture: Picture | None


def sentences(chapter: Chapter) -> Iterator[Sentence]:
    """All sentences of a chapter as they are read and spoken."""
    for part in chapter.parts:
        yield from part.heading
        for paragraph in part.paragraphs:
            yield from paragraph


def spoken(chapter: Chapter) -> list[tuple[Sentence, int, int]]:
    """Sentences with where they begin and end in the sound, within it and in its order; none where nothing is heard."""
    found: list[tuple[Sentence, int, int]] = []
    floor = 0
    for each in sentences(chapter):
        if chapter.heard is None or each.start_ms is None or each.end_ms is None:
            continue
        start, end = max(floor, each.start_ms), min(each.end_ms, chapter.heard.duration_ms)
        if start < end:
            found.append((each, start, end))
            floor = end
    return found
