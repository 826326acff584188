"""Reads a commune's folder into drafts; every fault is listed with its file and line."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from tourism.communes.draft import DRAFT, CommuneWords
from tourism.content.coherence import incoherences
from tourism.content.drawing import fault_of
from tourism.content.folder import (
    COMMUNE_WORDS,
    SITE_FILE,
    SITE_WORDS,
    TOUR_WORDS,
    WIFI_FILE,
    CommuneFolder,
    SiteFile,
    SiteFolder,
    TourFolder,
)
from tourism.content.lexicons import Lexicons, lexicons_of
from tourism.content.located import NUL, Located, WordLoader, read_front_matter, read_yaml, shape
from tourism.content.photos import read_photos
from tourism.content.scenes import read_scene
from tourism.content.words import sections_of
from tourism.errors import BrokenContent, Invalid, Problem
from tourism.sites.draft import Place, Words
from tourism.tours.draft import DRAFT as TOUR
from tourism.tours.draft import TourWords

T = TypeVar("T")
FILE_MAX = 1_000_000
PICTURE_MAX = 40_000


class Reading:
    """One pass over a folder: what was read, and every problem met."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.located: dict[str, Located] = {}

    def text(self, path: Path) -> str | None:
        """A file's text; a problem where it is missing, too long or not UTF-8."""
        name = self.name(path)
        try:
            if path.stat().st_size > FILE_MAX:
                self.problems.append(Problem(name, 1, f"the file is longer than {FILE_MAX} bytes"))
                return None
            text = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            self.problems.append(Problem(name, 1, "the file is missing"))
        except (UnicodeDecodeError, OSError) as error:
            self.problems.append(Problem(name, 1, f"the file cannot be read as UTF-8 text: {error}"))
        else:
            if NUL not in text:
                return text
            line = text.count("\n", 0, text.index(NUL)) + 1
            self.problems.append(Problem(name, line, "a NUL character cannot be kept"))
        return None

    def name(self, path: Path) -> str:
        """As people see it: from the folder above the commune's."""
        return str(path.relative_to(self.root.parent))

    def yaml(self, path: Path, adapter: TypeAdapter[T]) -> T | None:
        """A YAML file in its shape."""
        text = self.text(path)
        if text is None:
            return None
        located, problems = read_yaml(self.name(path), text)
        return self._shaped(located, problems, adapter)

    def words(self, path: Path, adapter: TypeAdapter[T]) -> tuple[T, str, int] | None:
        """Front matter in its shape, the body and the body's first line."""
        text = self.text(path)
        if text is None:
            return None
        located, body, line, problems = read_front_matter(self.name(path), text)
        front = self._shaped(located, problems, adapter)
        return (front, body, line) if front is not None else None

    def picture(self, path: Path) -> bytes | None:
        """An SVG file, or None where there is none."""
        if not path.is_file():
            return None
        data = path.read_bytes()
        if len(data) > PICTURE_MAX:
            self.problems.append(Problem(self.name(path), 1, f"the picture is larger than {PICTURE_MAX} bytes"))
        elif fault := fault_of(data):
            self.problems.append(Problem(self.name(path), 1, fault))
        return data

    def _shaped(self, located: Located | None, problems: list[Problem], adapter: "TypeAdapter[T]") -> T | None:
        self.problems += problems
        if located is None or problems:
            return None
        self.located[located.file] = located
        shaped = shape(located, adapter)
        self.problems += shaped[1]
        return shaped[0]


def read(root: Path, languages: tuple[str, ...]) -> CommuneFolder:
    """The drafts of a commune's folder; raises BrokenContent with every problem, or Invalid for no folder."""
    root = root.resolve()
    if not root.is_dir():
        raise Invalid("no-such-folder", folder=str(root))
    reading = Reading(root)
    commune = reading.yaml(root / "commune.yaml", DRAFT)
    words = _languages(reading, root, languages, lambda path: _commune_words(reading, path))
    found_sites = [_site(reading, path, languages) for path in _folders(root / "sites")]
    found_tours = [_tour(reading, path, languages) for path in _folders(root / "tours")]
    wifi = reading.yaml(root / "wifi.yaml", WIFI_FILE) if (root / "wifi.yaml").exists() else None
    lexicon = _lexicon(reading, root / "lexicon.yaml", languages)
    if commune is None:
        raise BrokenContent(tuple(reading.problems))
    pattern = reading.picture(root / commune.theme.pattern) if commune.theme.pattern else None
    folder = CommuneFolder(
        commune=commune,
        words=words,
        pattern=pattern,
        sites=tuple(site for site in found_sites if site),
        tours=tuple(tour for tour in found_tours if tour),
        wifi=wifi.points if wifi else (),
        lexicon=lexicon,
    )
    reading.problems += incoherences(folder, reading.located, root.name, languages)
    if reading.problems:
        raise BrokenContent(tuple(sorted(reading.problems, key=lambda each: (each.file, each.line))))
    return folder


def _lexicon(reading: Reading, path: Path, languages: tuple[str, ...]) -> Lexicons:
    text = reading.text(path) if path.exists() else None
    if text is None:
        return {}
    located, problems = read_yaml(reading.name(path), text, loader_class=WordLoader)
    reading.problems += problems
    if located is None or problems:
        return {}
    found, problems = lexicons_of(located, languages)
    reading.problems += problems
    return found


def _folders(parent: Path) -> list[Path]:
    return sorted(path for path in parent.iterdir() if path.is_dir()) if parent.is_dir() else []


def _languages(
    reading: Reading, folder: Path, languages: tuple[str, ...], read_one: Callable[[Path], T | None]
) -> dict[str, T]:
    """Words by language; a Markdown file in an unknown language is a problem, not a silence."""
    found = {}
    for path in sorted(folder.glob("*.md")):
        if path.stem not in languages:
            reading.problems.append(
                Problem(reading.name(path), 1, f"{path.stem} is not a language of content/languages.yaml")
            )
        elif (words := read_one(path)) is not None:
            found[path.stem] = words
    if not found:
        reading.problems.append(Problem(reading.name(folder), 1, "there are no words in any language here"))
    return found


def _commune_words(reading: Reading, path: Path) -> CommuneWords | None:
    read_one = reading.words(path, COMMUNE_WORDS)
    if read_one is None:
        return None
    front, body, _ = read_one
    return CommuneWords(**_fields(front), welcome=body)


def _site(reading: Reading, folder: Path, languages: tuple[str, ...]) -> SiteFolder | None:
    written = reading.yaml(folder / "site.yaml", SITE_FILE)
    words = _languages(reading, folder, languages, lambda path: _site_words(reading, path))
    picture = reading.picture(folder / "illustration.svg")
    scene, model = read_scene(folder, words, written.story if written else "place", reading)
    if written is None:
        return None
    return SiteFolder(
        key=folder.name,
        id=written.id,
        signs=written.sign,
        retired_signs=written.retired_signs,
        place=_place(written),
        words=words,
        picture=picture,
        photo_files=read_photos(folder / "photos", written.photos, reading),
        scene=scene,
        scene_model=model,
    )


def _place(written: SiteFile) -> Place:
    return Place(**{each.name: getattr(written, each.name) for each in fields(Place)})


def _site_words(reading: Reading, path: Path) -> Words | None:
    read_one = reading.words(path, SITE_WORDS)
    if read_one is None:
        return None
    front, body, line = read_one
    story, sections, problems = sections_of(body, line, reading.name(path))
    reading.problems += problems
    front_fields = _fields(front)
    photos: dict[int, str] = front_fields.pop("section_photos")
    sections = tuple(replace(each, photo=photos.get(number)) for number, each in enumerate(sections, 1))
    return Words(**front_fields, story=story, sections=sections) if story else None


def _tour(reading: Reading, folder: Path, languages: tuple[str, ...]) -> TourFolder | None:
    written = reading.yaml(folder / "tour.yaml", TOUR)
    words = _languages(reading, folder, languages, lambda path: _tour_words(reading, path))
    return TourFolder(key=folder.name, tour=written, words=words) if written else None


def _tour_words(reading: Reading, path: Path) -> TourWords | None:
    read_one = reading.words(path, TOUR_WORDS)
    if read_one is None:
        return None
    front, body, _ = read_one
    return TourWords(**_fields(front), intro=body)


def _fields(front: Any) -> dict[str, Any]:
    return {each.name: getattr(front, each.name) for each in fields(front)}
