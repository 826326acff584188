"""The catalogue of the guide's open data, for portals that collect such catalogues."""

from collections.abc import Iterator
from datetime import datetime

from flask import Response, g
from sqlalchemy.orm import Session

from tourism.communes import queries as communes
from tourism.communes.catalogue import Dataset, File, Publisher, catalogue
from tourism.communes.queries import CommuneBrief
from tourism.language import SECOND, SOURCE
from tourism.narration import queries as narration
from tourism.sites import briefs as sites
from tourism.tours import queries as tours
from tourism.tours.queries import TourBrief
from tourism.web import linked
from tourism.web.links import Links
from tourism.web.media import OPEN
from tourism.web.request import reading, today
from tourism.web.visitor import identities
from tourism.web.visitor.routes import page
from tourism.wifi import queries as wifi

CATALOGUE = "/catalog.jsonld"
JSON, GEOJSON, CSV = "application/json", "application/geo+json", "text/csv"
TOUR_FILES = {"gpx": "application/gpx+xml", "kml": "application/vnd.google-earth.kml+xml", "geojson": GEOJSON}


@page(CATALOGUE)
def catalogue_of_data() -> Response:
    """Every commune's places, tours, WiFi points and audio guides."""
    links: Links = g.links
    with reading() as session:
        found = communes.communes(session, SOURCE)
        publishers = [_publisher(session, links, each) for each in found]
    document = catalogue(links.absolute(CATALOGUE), identities.guide(links), g.page_languages, publishers)
    return Response(linked.written(document), content_type=linked.MEDIA_TYPE, headers=dict(OPEN))


def _publisher(session: Session, links: Links, brief: CommuneBrief) -> Publisher:
    view = communes.commune(session, brief.slug, SOURCE, today())
    english = communes.brief(session, brief.id, SECOND)
    names = {SOURCE: brief.name} | ({SECOND: english.name} if english.language == SECOND else {})
    return Publisher(
        id=identities.commune_id(links, brief.slug),
        names=names,
        page=links.absolute(f"/{SOURCE}/communes/{brief.slug}"),
        box=view.bbox,
        datasets=[*_places(session, links, brief), *_wifi(session, links, brief), *_audio(session, links, brief)],
        licence=brief.licence,
    )


def _places(session: Session, links: Links, brief: CommuneBrief) -> Iterator[Dataset]:
    told = sites.of_commune(session, brief.id, SOURCE)
    page_ = links.absolute(f"/{SOURCE}/communes/{brief.slug}")
    if told:
        files = [
            File(links.absolute(f"/api/v1/sites?commune={brief.slug}"), JSON),
            File(links.absolute(f"/api/v1/sites.geojson?commune={brief.slug}"), GEOJSON),
        ]
        changed = max(each.changed for each in told)
        yield Dataset(f"{page_}#sites", "sites", g.page_languages, changed, files, page_)
    walks = tours.tours(session, SOURCE, brief.id)
    if walks:
        files = [File(links.absolute(f"/api/v1/tours?commune={brief.slug}"), JSON), *_walked(links, walks)]
        yield Dataset(f"{page_}#tours", "tours", g.page_languages, max(each.changed for each in walks), files, page_)


def _walked(links: Links, walks: tuple[TourBrief, ...]) -> Iterator[File]:
    for walk in walks:
        for kind, media_type in TOUR_FILES.items():
            yield File(links.absolute(f"/{SOURCE}/tours/{walk.id}/{walk.slug}.{kind}"), media_type)


def _wifi(session: Session, links: Links, brief: CommuneBrief) -> Iterator[Dataset]:
    points = wifi.points(session, SOURCE, (), brief.id)
    page_ = links.absolute(f"/{SOURCE}/communes/{brief.slug}/wifi")
    if points:
        files = [
            File(links.absolute(f"/api/v1/wifi?commune={brief.slug}"), GEOJSON),
            File(links.absolute("/api/v1/wifi.csv"), CSV),
        ]
        checked = [each.checked_on for each in points if each.checked_on]
        changed = datetime.combine(max(checked), datetime.min.time()) if checked else None
        yield Dataset(f"{page_}#data", "wifi", [], changed, files, page_)


def _audio(session: Session, links: Links, brief: CommuneBrief) -> Iterator[Dataset]:
    """One a language: a feed has one language, and not all places are heard in all."""
    for tag in g.page_languages:
        told = [each for each in sites.of_commune(session, brief.id, tag) if each.as_asked]
        sounds = narration.fresh_sounds(session, told)
        if not sounds:
            continue
        page_ = links.absolute(f"/{tag}/communes/{brief.slug}")
        feed = File(f"{page_}/podcast.xml", "application/rss+xml")
        yield Dataset(f"{page_}#audio", "audio", [tag], max(each.made for each in sounds.values()), [feed], page_)
