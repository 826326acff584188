"""Sends a ZIP that nobody holds as a whole: its sounds are read while they are sent."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial

from flask import Response, request

from tourism.engines import zipped
from tourism.storage.blobs import Blobs
from tourism.tours.members import Kept, Member
from tourism.tours.queries import TourView
from tourism.web.answers import known_again
from tourism.web.edition import STREAMED
from tourism.web.request import backends
from tourism.web.sender import PIECE
from tourism.web.visitor.kit import MEDIA_TYPES, labels, unkept


def zip_sent(members: Sequence[Member], kind: str, view: TourView, *, slug: str, name: str) -> Response:
    """The ZIP of these files; 304 where all that is in it is known already."""
    blobs = backends().blobs
    entries = [_entry(blobs, each) for each in members]
    headers = labels(kind, slug=slug, name=name, language=view.language)
    answer = unkept(Response(content_type=MEDIA_TYPES[kind], headers=headers), view)
    answer.set_etag(_digest(members))
    known_again(answer)
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
