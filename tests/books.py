"""Tours with all that is told at their stops, and books as a strict reader takes them apart."""

import posixpath
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

from tests.roadbooks import TOUR, hostile_roadbook
from tourism.engines import zipped
from tourism.tours.chapters import Chapter, Heard, Part, Picture, Sentence
from tourism.tours.members import Kept, Member
from tourism.tours.roadbook import Roadbook

DRAWN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"><path d="M0 0h8v6H0z" fill="#F3EAD6"/></svg>'
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SMIL = "{http://www.w3.org/ns/SMIL}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
# What a document of a book may link to outside of it.
OUTSIDE = ("http://", "https://")


def chapters(tour: Roadbook = TOUR, told: str = "Hãy nhìn mái đình.") -> list[Chapter]:
    """What is told at each stop of a tour: a heading, two paragraphs; each second stop is silent."""
    return [_chapter(tour, at, told) for at in range(len(tour.stops))]


def _chapter(tour: Roadbook, at: int, told: str) -> Chapter:
    stop = tour.stops[at]
    is_heard = stop.sound is not None
    times = [(1000 * number, 1000 * number + 900) if is_heard else (None, None) for number in range(4)]
    first, second, third, fourth = (Sentence(f"s{number}", told, *span) for number, span in enumerate(times))
    return Chapter(
        stop=stop,
        slug=f"diem-{at + 1}",
        language=tour.language,
        label="bản dịch máy" if at == 1 else None,
        parts=(Part((first,), ((second, third), (fourth,))),),
        heard=Heard(Kept(f"{at:064d}.mp3", 1000 + at), 4_000, "Giọng máy") if is_heard else None,
        picture=Picture(DRAWN, "svg", told) if at != 3 else None,
    )


def hostile_chapters(told: str) -> list[Chapter]:
    """The same, of a tour whose every word is `told`."""
    return chapters(hostile_roadbook(told), told)


def bound(members: list[Member]) -> bytes:
    """The ZIP, with noise where sounds will be."""
    return b"".join(zipped.stream([_entry(each) for each in members]))


def _entry(member: Member) -> zipped.Entry:
    held = member.held
    if isinstance(held, Kept):
        return zipped.kept(member.path, held.size, lambda: (b"\xff" * held.size,))
    return zipped.packed(member.path, held) if member.packed else zipped.plain(member.path, held)


@dataclass(frozen=True)
class Clip:
    """A sentence of a book and the piece of its sound, in seconds."""

    text: str
    sound: str
    start: float
    end: float


@dataclass(frozen=True)
class Book:
    """A book that holds together: its files, its documents in reading order, its clips, durations in seconds."""

    files: dict[str, bytes]
    package: ET.Element
    documents: dict[str, ET.Element]
    clips: dict[str, list[Clip]]
    durations: dict[str, float]


def opened(data: bytes) -> Book:
    """The book; the test fails where anything in it is not what EPUB 3.3 says it must be."""
    files = _files(data)
    package = ET.fromstring(files[_package_path(files)])
    items = {each.get("id"): each for each in package.iter(f"{OPF}item")}
    paths = {key: f"EPUB/{each.get('href')}" for key, each in items.items()}
    assert len(set(paths.values())) == len(list(package.iter(f"{OPF}item")))
    assert {*paths.values(), "mimetype", "META-INF/container.xml", "EPUB/book.opf"} == set(files)
    assert [paths[key] for key, each in items.items() if each.get("properties") == "nav"] == ["EPUB/nav.xhtml"]
    spine = [paths[each.get("idref")] for each in package.iter(f"{OPF}itemref")]
    documents = {path: ET.fromstring(files[path]) for path in ("EPUB/nav.xhtml", *spine)}
    assert set(documents) == {path for path in files if path.endswith(".xhtml")}
    for path, document in documents.items():
        _held_together(path, document, files, documents)
    clips = {
        paths[key]: _clips(paths[each.get("media-overlay")], files, documents)
        for key, each in items.items()
        if each.get("media-overlay")
    }
    assert {path for path in files if path.endswith(".smil")} == {
        paths[each.get("media-overlay")] for each in items.values() if each.get("media-overlay")
    }
    durations = {
        each.get("refines", ""): seconds(each.text or "")
        for each in package.iter(f"{OPF}meta")
        if each.get("property") == "media:duration"
    }
    _summed(clips, durations)
    return Book(files, package, documents, clips, durations)


def told(book: Book, name: str) -> list[str]:
    """What the metadata say under a name: `dc:title`, `media:narrator`."""
    if name.startswith("dc:"):
        return [each.text or "" for each in book.package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name[3:]}")]
    return [each.text or "" for each in book.package.iter(f"{OPF}meta") if each.get("property") == name]


def seconds(told: str) -> float:
    """A moment as SMIL counts: 0:01:02.500."""
    hours, minutes, rest = re.fullmatch(r"(\d+):([0-5]\d):([0-5]\d\.\d{3})", told).groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def _files(data: bytes) -> dict[str, bytes]:
    # Readers look for these words at these places before they unpack anything.
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(BytesIO(data)) as book:
        first, *_ = listed = book.infolist()
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert book.testzip() is None
        assert len({each.filename.casefold() for each in listed}) == len(listed)
        return {each.filename: book.read(each) for each in listed}


def _package_path(files: dict[str, bytes]) -> str:
    (root,) = ET.fromstring(files["META-INF/container.xml"]).iter(f"{CONTAINER}rootfile")
    assert root.get("media-type") == "application/oebps-package+xml"
    return root.get("full-path") or ""


def _held_together(path: str, document: ET.Element, files: dict[str, bytes], documents: dict[str, ET.Element]) -> None:
    """Its ids are its own, what it shows is in the book, what it leads to is there or on the web."""
    ids = _ids(document)
    assert len(set(ids)) == len(ids), path
    assert (document.findtext(f"{XHTML}head/{XHTML}title") or "").strip(), path
    for each in document.iter():
        for name in ("src", "href"):
            address = each.get(name)
            if address is None or address.startswith(OUTSIDE):
                continue
            assert posixpath.join("EPUB", address) in files, (path, address)
    assert set(documents) <= set(files)


def _clips(path: str, files: dict[str, bytes], documents: dict[str, ET.Element]) -> list[Clip]:
    """The overlay's clips, each of a sentence that is there and of a sound that is there, one after the other."""
    found, at = [], 0.0
    for par in ET.fromstring(files[path]).iter(f"{SMIL}par"):
        document, _, place = par.find(f"{SMIL}text").get("src").partition("#")
        audio = par.find(f"{SMIL}audio")
        texts = {each.get("id"): "".join(each.itertext()) for each in documents[f"EPUB/{document}"].iter()}
        clip = Clip(texts[place], audio.get("src"), seconds(audio.get("clipBegin")), seconds(audio.get("clipEnd")))
        assert f"EPUB/{clip.sound}" in files
        assert at <= clip.start < clip.end
        at = clip.end
        found.append(clip)
    assert found
    return found


def _ids(document: ET.Element) -> list[str]:
    return [each.get("id", "") for each in document.iter() if each.get("id")]


def _summed(clips: dict[str, list[Clip]], durations: dict[str, float]) -> None:
    """Each overlay says how long it is heard, and the book how long all are."""
    lengths = sorted(round(sum(each.end - each.start for each in found), 3) for found in clips.values())
    assert sorted(value for key, value in durations.items() if key) == lengths
    assert round(durations.get("", 0.0), 3) == round(sum(lengths), 3)
