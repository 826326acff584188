"""A tour with its words and voices: a book to read along, an album to play."""

from flask_babel import gettext
from werkzeug.wrappers import Response

from tourism.errors import NotFound
from tourism.tours.album import AlbumWords, album
from tourism.tours.epub import BookWords, epub
from tourism.tours.queries import TourView
from tourism.tours.roadbook import Roadbook
from tourism.web.attribution import terms
from tourism.web.filters import markdown
from tourism.web.visitor.kit import TOUR, elsewhere
from tourism.web.visitor.retelling import told
from tourism.web.visitor.routes import page
from tourism.web.visitor.zips import zip_sent

NAME = "Lời Quê"


@page(f"{TOUR}.epub", finished=False)
def tour_as_book(public_id: str, slug: str) -> Response:
    """For readers of books: text that follows the voice, without a network."""
    view, tour, chapters = told(public_id)
    if slug != view.brief.slug:
        return elsewhere(view, "epub")
    words = BookWords(
        contents=gettext("Contents"),
        intro=_paragraphs(view.intro),
        rights=_rights(view, tour),
        page=gettext("On the web:"),
        publisher=NAME,
    )
    return zip_sent(epub(tour, chapters, words), "epub", view, slug=slug, name=view.brief.name)


@page(f"{TOUR}-audio.zip", finished=False)
def tour_as_album(public_id: str, slug: str) -> Response:
    """For players: MP3s in their order; none where all stops are silent."""
    view, tour, chapters = told(public_id)
    if slug != view.brief.slug:
        return elsewhere(view, "zip")
    words = AlbumWords(_rights(view, tour), (gettext("Who speaks, and how the words were made:"),))
    members = album(tour, chapters, words)
    if not members:
        raise NotFound("no-such-file")
    return zip_sent(members, "zip", view, slug=f"{slug}-audio", name=f"{view.brief.name} (audio)")


def _paragraphs(text: str) -> tuple[str, ...]:
    """People's Markdown as lines of plain text."""
    return tuple(plain for each in text.split("\n\n") if (plain := markdown(each).striptags()))


def _rights(view: TourView, tour: Roadbook) -> tuple[str, ...]:
    return tour.credit, terms(view.commune.licence), f"{tour.name}: {tour.page}"
