"""All that is told at a tour's stops, in this request's language."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from tourism.narration import queries as narration
from tourism.narration.queries import NarrationView, PartView, SentenceView
from tourism.sites import queries as sites
from tourism.sites.queries import SiteView
from tourism.tours.chapters import Chapter, Heard, Part, Picture, Sentence
from tourism.tours.members import Kept
from tourism.tours.queries import TourView
from tourism.tours.roadbook import Roadbook, Stop
from tourism.web.attribution import how_made, voices
from tourism.web.request import backends, reading, wanted
from tourism.web.roadbooks import roadbook
from tourism.web.variants import tour_asked


def told(public_id: str) -> tuple[TourView, Roadbook, list[Chapter]]:
    """A tour with all that is told at its stops; it has changed when a voice has, too."""
    with reading() as session:
        view = tour_asked(session, public_id)
        found = [_site(session, stop.site.id) for stop in view.stops]
    tour = roadbook(view)
    made = [heard.sound.made for _, heard in found if heard.sound]
    # Nothing is told where people meet.
    stops = [stop for stop in tour.stops if stop.site]
    chapters = [_chapter(stop, *each) for stop, each in zip(stops, found, strict=True)]
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
