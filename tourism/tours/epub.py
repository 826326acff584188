"""A tour as a book that reads itself aloud: EPUB 3.3 with Media Overlays. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID, uuid5

from tourism.markup import allowed, element
from tourism.tours.chapters import Chapter, Sentence, spoken
from tourism.tours.members import Kept, Member
from tourism.tours.overlays import clock, duration, overlay
from tourism.tours.roadbook import Roadbook

MIMETYPE = b"application/epub+zip"
FOLDER = "EPUB"
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    f'<rootfile full-path="{FOLDER}/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
PACKAGE = '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
HTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
PICTURES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
# Where books get their numbers from: the namespace of addresses.
ADDRESSES = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
ACTIVE = "read-aloud"
STYLE = """body { margin: 5%; line-height: 1.6; }
h1, h2 { line-height: 1.25; text-align: start; }
h1 { color: COLOUR; }
figure { margin: 1em 0; }
figure img { max-width: 100%; max-height: 60vh; }
.times, .small { font-size: 0.85em; }
.number { background: COLOUR; color: #fff; padding: 0 0.4em; }
.read-aloud { background: #f3dfae; color: #231f1c; }
"""


@dataclass(frozen=True, slots=True)
class BookWords:
    """What the book itself says, in the reader's language; `intro` are paragraphs, `rights` lines of credit."""

    contents: str
    intro: tuple[str, ...]
    rights: tuple[str, ...]
    page: str
    publisher: str


@dataclass(frozen=True, slots=True)
class _Item:
    """A line of the manifest, and of the spine where it is read."""

    id: str
    path: str
    kind: str
    held: bytes | Kept
    properties: str = ""
    overlay: str = ""
    read: bool = False


def epub(tour: Roadbook, chapters: Sequence[Chapter], words: BookWords) -> list[Member]:
    """The book's files in their order; chapters whose stops are silent have text only."""
    items = [
        _Item("nav", "nav.xhtml", "application/xhtml+xml", _contents(tour, chapters, words), "nav"),
        _Item("style", "style.css", "text/css", STYLE.replace("COLOUR", tour.primary).encode()),
        _Item("start", "start.xhtml", "application/xhtml+xml", _start(tour, words), read=True),
    ]
    for chapter in chapters:
        items += _items(chapter, words)
    return [
        Member("mimetype", MIMETYPE, packed=False),
        Member("META-INF/container.xml", CONTAINER.encode()),
        Member(f"{FOLDER}/book.opf", _package(tour, chapters, words, items)),
        *(Member(f"{FOLDER}/{each.path}", each.held) for each in items),
    ]


def _items(chapter: Chapter, words: BookWords) -> list[_Item]:
    name = _name(chapter)
    heard, picture = chapter.heard, chapter.picture
    told = spoken(chapter)
    found = [
        _Item(
            name, f"{name}.xhtml", "application/xhtml+xml", _page(chapter, words), "", f"{name}-voice" if told else "",
            read=True,
        )
    ]  # fmt: skip
    if picture and picture.kind in PICTURES:
        found.append(_Item(f"{name}-picture", _picture(chapter), PICTURES[picture.kind], picture.data))
    if heard and told:
        smil = overlay(chapter, f"{name}.xhtml", f"{name}.mp3")
        found.append(_Item(f"{name}-voice", f"{name}.smil", "application/smil+xml", smil))
        found.append(_Item(f"{name}-sound", f"{name}.mp3", "audio/mpeg", heard.sound))
    return found


def _name(chapter: Chapter) -> str:
    return f"stop-{chapter.stop.number:02d}"


def _picture(chapter: Chapter) -> str:
    return f"{_name(chapter)}.{chapter.picture.kind}" if chapter.picture else ""


def _package(tour: Roadbook, chapters: Sequence[Chapter], words: BookWords, items: Sequence[_Item]) -> bytes:
    manifest = [_listed(each) for each in items]
    spine = [element("itemref", idref=each.id) for each in items if each.read]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'{PACKAGE} xml:lang="{tour.language}">',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        *_metadata(tour, chapters, words),
        "</metadata>",
        element("manifest", inside=manifest),
        element("spine", inside=spine),
        "</package>",
        "",
    ]
    return "\n".join(lines).encode()


def _listed(item: _Item) -> str:
    told = {"id": item.id, "href": item.path, "media-type": item.kind}
    told |= {"properties": item.properties} if item.properties else {}
    told |= {"media-overlay": item.overlay} if item.overlay else {}
    return element("item", **told)


def _metadata(tour: Roadbook, chapters: Sequence[Chapter], words: BookWords) -> list[str]:
    heard = [each for each in chapters if spoken(each)]
    number = uuid5(ADDRESSES, tour.page)
    lines = [
        element("dc:identifier", f"urn:uuid:{number}", id="id"),
        element("dc:title", tour.name),
        *(element("dc:language", each) for each in dict.fromkeys((tour.language, *(c.language for c in chapters)))),
        element("dc:creator", tour.commune),
        element("dc:publisher", words.publisher),
        element("dc:description", "\n".join(tour.about)),
        element("dc:source", tour.page),
        element("dc:rights", "\n".join(words.rights)),
        *([_meta("dcterms:license", tour.licence)] if tour.licence else []),
        _meta("dcterms:modified", f"{tour.changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"),
        _meta("schema:accessMode", "textual"),
        _meta("schema:accessibilityFeature", "tableOfContents"),
        _meta("schema:accessibilityHazard", "none"),
    ]
    if heard:
        total = sum(duration(each) for each in heard)
        lines += [_meta("media:duration", clock(duration(each)), f"#{_name(each)}-voice") for each in heard]
        lines += [_meta("media:duration", clock(total)), _meta("media:active-class", ACTIVE)]
        lines += [_meta("schema:accessMode", "auditory"), _meta("schema:accessibilityFeature", "synchronizedAudioText")]
        lines += [_meta("media:narrator", each) for each in _voices(heard)]
    return lines


def _voices(chapters: Iterable[Chapter]) -> list[str]:
    return list(dict.fromkeys(each.heard.voices for each in chapters if each.heard))


def _meta(name: str, value: str, about: str = "") -> str:
    return element("meta", value, property=name, **({"refines": about} if about else {}))


def _contents(tour: Roadbook, chapters: Sequence[Chapter], words: BookWords) -> bytes:
    links = [element("a", tour.name, href="start.xhtml")]
    links += [element("a", f"{each.stop.number}. {each.stop.name}", href=f"{_name(each)}.xhtml") for each in chapters]
    listed = element("ol", inside=[element("li", inside=[each]) for each in links])
    heading = element("h1", words.contents)
    return _document(tour.language, words.contents, [element("nav", inside=[heading, listed], **{"epub:type": "toc"})])


def _start(tour: Roadbook, words: BookWords) -> bytes:
    body = [
        element("p", tour.commune, **{"class": "small"}),
        element("h1", tour.name),
        *(element("p", each) for each in (*tour.about, *words.intro)),
        *(element("p", each, **{"class": "small"}) for each in (tour.beeline, *words.rights)),
        _way_back(words.page, tour.page),
    ]
    return _document(tour.language, tour.name, body)


def _page(chapter: Chapter, words: BookWords) -> bytes:
    stop, picture = chapter.stop, chapter.picture
    number = element("span", str(stop.number), **{"class": "number"})
    body = [element("h1", inside=[number, " ", element("span", stop.name)])]
    if picture and picture.kind in PICTURES:
        image = element("img", src=_picture(chapter), alt=picture.alt)
        body.append(element("figure", inside=[image]))
    body += [element("p", each, **{"class": "small"}) for each in stop.about]
    for part in chapter.parts:
        body += [element("h2", inside=_spans(part.heading))] if part.heading else []
        body += [element("p", inside=_spans(each)) for each in part.paragraphs]
    body += [element("p", chapter.label, **{"class": "small"})] if chapter.label else []
    return _document(chapter.language, stop.name, [*body, _way_back(words.page, stop.page)])


def _spans(sentences: Sequence[Sentence]) -> list[str]:
    """Sentences with a space between them: their words are what overlays point at."""
    spans = [element("span", each.text, id=each.id) for each in sentences]
    return [each if at == len(spans) - 1 else f"{each} " for at, each in enumerate(spans)]


def _way_back(words: str, address: str) -> str:
    link = element("a", address, href=address)
    return element("p", f"{words} ", inside=[link], **{"class": "small"})


def _document(language: str, title: str, body: Iterable[str]) -> bytes:
    head = [
        element("title", allowed(title).strip() or "…"),
        element("link", rel="stylesheet", type="text/css", href="style.css"),
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<!DOCTYPE html>",
        f'{HTML} lang="{language}" xml:lang="{language}">',
        element("head", inside=head),
        element("body", inside=["\n", *(f"{each}\n" for each in body)]),
        "</html>",
        "",
    ]
    return "\n".join(lines).encode()
