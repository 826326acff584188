"""A tour with its words and voices: a book, an album; made while they are sent, sound by sound."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from flask import Response, g, request
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from tourism.engines import zipped
from tourism.errors import NotFound
from tourism.narration import queries as narration
from tourism.narration.queries import NarrationView, PartView, SentenceView
from tourism.sites import queries as sites
from tourism.sites.queries import SiteView
from tourism.storage.blobs import Blobs
from tourism.tours import queries as tours
from tourism.tours.album import AlbumWords, album
from tourism.tours.chapters import Chapter, Heard, Kept, Member, Part, Picture, Sentence
from tourism.tours.epub import BookWords, epub
from tourism.tours.queries import TourView
from tourism.tours.roadbook import Roadbook, Stop
from tourism.web.attribution import how_made, voices
from tourism.web.edition import STREAMED
from tourism.web.filters import markdown
from tourism.web.request import backends, reading, wanted
from tourism.web.roadbooks import roadbook
from tourism.web.sender import PIECE
from tourism.web.visitor.kit import MEDIA_TYPES, TOUR, labels
from tourism.web.visitor.routes import moved, page

NAME = "Lời Quê"


@page(f"{TOUR}.epub", finished=False)
def tour_as_book(public_id: str, slug: str) -> AnyResponse:
    """For readers of books: text that follows the voice, without a network."""
    view, tour, chapters = _told(public_id)
    if slug != view.brief.slug:
        return moved(g.links.kit(view.brief, "epub"))
    words = BookWords(
        contents=gettext("Contents"),
        intro=_paragraphs(view.intro),
        rights=_rights(tour),
        page=gettext("On the web:"),
        publisher=NAME,
    )
    return _sent(epub(tour, chapters, words), "epub", view, slug=slug, name=view.brief.name)


@page(f"{TOUR}-audio.zip", finished=False)
def tour_as_album(public_id: str, slug: str) -> AnyResponse:
    """For players: MP3s in their order; none where all stops are silent."""
    view, tour, chapters = _told(public_id)
    if slug != view.brief.slug:
        return moved(g.links.album(view.brief))
    words = AlbumWords(_rights(tour), (gettext("Who speaks, and how the words were made:"),))
    members = album(tour, chapters, words)
    if not members:
        raise NotFound("no-such-file")
    return _sent(members, "zip", view, slug=f"{slug}-audio", name=f"{view.brief.name} (audio)")


def _told(public_id: str) -> tuple[TourView, Roadbook, list[Chapter]]:
    """A tour with all that is told at its stops; it has changed when a voice has, too."""
    with reading() as session:
        view = tours.tour(session, public_id, wanted())
        told = [_site(session, stop.site.id) for stop in view.stops]
    tour = roadbook(view)
    made = [heard.sound.made for _, heard in told if heard.sound]
    chapters = [_chapter(stop, *each) for stop, each in zip(tour.stops, told, strict=True)]
    return view, replace(tour, changed=max(tour.changed, *made)) if made else tour, chapters


def _site(session: Session, public_id: str) -> tuple[SiteView, NarrationView]:
    site = sites.site(session, public_id, wanted())
    return site, narration.narration(session, site)


def _chapter(stop: Stop, site: SiteView, heard: NarrationView) -> Chapter:
    sound = heard.sound
    return Chapter(
        stop=stop,
        slug=site.brief.slug,
        language=site.language,
        label=how_made(site),
        parts=tuple(_part(each) for each in heard.parts),
        heard=Heard(Kept(sound.name, sound.size), sound.duration_ms, voices(sound.credits)) if sound else None,
        picture=_picture(site),
    )


def _part(part: PartView) -> Part:
    return Part(_sentences(part.heading), tuple(_sentences(each) for each in part.paragraphs))


def _sentences(views: Sequence[SentenceView]) -> tuple[Sentence, ...]:
    return tuple(Sentence(each.id, each.text, each.start_ms, each.end_ms) for each in views)


def _picture(site: SiteView) -> Picture | None:
    name = site.brief.picture
    return Picture(backends().blobs.get(name), name.rpartition(".")[2], site.alt) if name else None


def _paragraphs(text: str) -> tuple[str, ...]:
    """People's Markdown as lines of plain text."""
    blocks = str(markdown(text)).split("\n")
    return tuple(plain for each in blocks if (plain := Markup(each).striptags()))  # noqa: S704 (striptags)


def _rights(tour: Roadbook) -> tuple[str, ...]:
    unsaid = gettext("The commune has not said yet under which licence others may use this. Please ask before you do.")
    return tour.credit, tour.licence or unsaid, f"{tour.name}: {tour.page}"


def _sent(members: Sequence[Member], kind: str, view: TourView, *, slug: str, name: str) -> Response:
    """A ZIP that nobody holds as a whole; 304 where all that is in it is known already."""
    blobs = backends().blobs
    entries = [_entry(blobs, each) for each in members]
    answer = Response(
        content_type=MEDIA_TYPES[kind], headers=labels(kind, slug=slug, name=name, language=view.language)
    )
    answer.set_etag(_digest(members))
    answer.make_conditional(request)
    if answer.status_code != 304:
        answer.content_length = zipped.length(entries)
        answer.response = zipped.stream(entries)
    request.environ[STREAMED] = True
    return answer


def _digest(members: Sequence[Member]) -> str:
    """Of all that is inside: blobs are named by their own."""
    found = hashlib.sha256()
    for each in members:
        held = each.held.blob if isinstance(each.held, Kept) else hashlib.sha256(each.held).hexdigest()
        found.update(f"{each.path}\0{held}\0".encode())
    return found.hexdigest()[:32]


def _entry(blobs: Blobs, member: Member) -> zipped.Entry:
    held = member.held
    if isinstance(held, bytes):
        return zipped.packed(member.path, held) if member.packed else zipped.plain(member.path, held)
    path = blobs.path(held.blob)
    size = path.stat().st_size if path else held.size
    return zipped.kept(member.path, size, partial(_pieces, blobs, held.blob))


def _pieces(blobs: Blobs, name: str) -> Iterator[bytes]:
    """A blob piece by piece from its file; from a store, one blob at a time."""
    path = blobs.path(name)
    if path is None:
        yield blobs.get(name)
        return
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
