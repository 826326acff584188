"""Photos in a commune's folder: files named by their digest, each read once behind closed doors."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tourism.engines.pictures import intake
from tourism.engines.pictures.refusals import Refused
from tourism.errors import Problem
from tourism.sites.draft import Photo
from tourism.sites.photographs import file_names
from tourism.storage.blobs import name_of

FILE_MAX = 3_000_000
KINDS = {"avif": "avif", "webp": "webp", "jpg": "jpeg"}


class Problems(Protocol):
    """What a pass over a folder notes."""

    problems: list[Problem]

    def name(self, path: Path) -> str:
        """A file as people see it."""


def read_photos(folder: Path, photos: Sequence[Photo], reading: Problems) -> dict[str, bytes]:
    """The files that a site's photos need, by name; a problem for each that is not what it should be."""
    found = {}
    for name in file_names(tuple(photos)):
        path = folder / name
        fault = _fault_of(path)
        if fault:
            reading.problems.append(Problem(reading.name(path), 1, fault))
        else:
            found[name] = path.read_bytes()
    if found:
        reading.problems += _unlike(folder, photos, found, reading)
    return found


def _fault_of(path: Path) -> str | None:
    kind = path.suffix.removeprefix(".")
    if path.name != Path(path.name).name or kind not in KINDS or not path.is_file():
        return "the photo's file is missing, or is none of .avif, .webp and .jpg"
    if path.stat().st_size > FILE_MAX:
        return f"the photo's file is larger than {FILE_MAX} bytes"
    if name_of(path.read_bytes(), kind) != path.name:
        return "the file is not the one that its name says; export it again"
    return None


def _unlike(folder: Path, photos: Sequence[Photo], found: dict[str, bytes], reading: Problems) -> list[Problem]:
    """Files that cannot be read as what they are called, or have another width than is written."""
    widths = {each.name: each.width for photo in photos for each in photo.files}
    problems = []
    try:
        seen = intake.look([(KINDS[name.rpartition(".")[2]], data) for name, data in found.items()])
    except Refused:
        return [Problem(reading.name(folder), 1, "one of these files is no photo that can be read")]
    for name, (width, _) in zip(found, seen, strict=True):
        if name in widths and widths[name] != width:
            problems.append(Problem(reading.name(folder / name), 1, f"the photo is {width} pixels wide"))
    return problems
