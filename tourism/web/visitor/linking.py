"""What each page tells machines: the views of its query in the words of schema.org, under today's addresses."""

from collections.abc import Sequence

from flask import g

from tourism import geo
from tourism.communes import linked as communes
from tourism.communes.linked import Body, Commune, Feast
from tourism.communes.queries import CommuneBrief, CommuneView, FestivalView
from tourism.narration import linked as narration
from tourism.narration.linked import Heard
from tourism.narration.queries import NarrationView, SoundView
from tourism.sites import linked as sites
from tourism.sites.briefs import SiteBrief
from tourism.sites.linked import Attraction
from tourism.sites.photographs import PhotoView
from tourism.sites.queries import SiteView
from tourism.storage.blobs import media_type
from tourism.tours import linked as tours
from tourism.tours.linked import Place
from tourism.tours.queries import TourBrief, TourView
from tourism.web import closings
from tourism.web.attribution import voices
from tourism.web.filters import shown_today
from tourism.web.links import Links
from tourism.web.page import CARD
from tourism.web.request import wanted
from tourism.web.roadbooks import roadbook
from tourism.web.visitor import identities
from tourism.wifi import linked as wifi
from tourism.wifi.linked import Spot
from tourism.wifi.queries import WifiView


def home(found: Sequence[CommuneBrief], about: str, catalogue: str) -> Body:
    """The front page of many communes."""
    links: Links = g.links
    homes = [identities.home(links, each) for each in found]
    written = identities.written(links, links.home(), wanted())
    return communes.website(homes, about, g.page_languages, links.absolute(catalogue), written)


def plain(title: str, about: str) -> Body:
    """A page that tells of nothing but itself."""
    return communes.plain_page(title, about, identities.written(g.links, g.links.path, wanted()))


def commune(view: CommuneView, found: Sequence[SiteBrief], walks: Sequence[TourBrief], card: str) -> Body:
    """A commune's home."""
    links: Links = g.links
    today = next((each for each in view.identities if each.valid_to is None), None)
    told = Commune(
        home=identities.home(links, view.brief),
        about=view.brief.tagline,
        above=today.parent if today else None,
        lat=view.lat,
        lon=view.lon,
        box=view.bbox,
        picture=_card(links, card, view.brief.name),
        feasts=[feast for each in view.festivals if (feast := _feast(each, view.brief))],
        places=[(identities.site_id(links, each.id), each.name, identities.site_page(links, each)) for each in found],
    )
    changed = max((*(each.changed for each in found), *(each.changed for each in walks)), default=None)
    written = identities.written(links, links.path, view.language, view, view.brief, changed)
    trips = [
        {
            "@type": "TouristTrip",
            "@id": identities.tour_id(links, each.id),
            "name": each.name,
            "url": identities.tour_page(links, each),
        }
        for each in walks
    ]
    document = communes.commune(told, written)
    # A trip is no place, but the page tells of it.
    document["mainEntityOfPage"] |= {"mentions": trips} if trips else {}
    return document


def site(view: SiteView, heard: NarrationView, points: Sequence[WifiView], card: str, *, has_scene: bool) -> Body:
    """A site's page."""
    links: Links = g.links
    brief = view.brief
    id_ = identities.site_id(links, brief.id)
    written = identities.written(links, links.site(brief), view.language, view, view.commune, brief.changed)
    told = Attraction(
        id=id_,
        page=identities.site_page(links, brief),
        public_id=brief.id,
        kind=brief.kind,
        name=brief.name,
        name_vi=view.name_vi,
        about=brief.hook,
        here=geo.Point(brief.lat, brief.lon),
        accuracy_m=brief.accuracy_m,
        approximate=brief.approximate,
        area=view.area_name,
        home=identities.home(links, view.commune),
        hours=view.hours,
        closed=closings.spans(brief),
        price=next((each.text for each in view.practical if each.key == "price"), None),
        pictures=[*(_photo(links, each) for each in shown_today(view.photos)), _card(links, card, brief.name)],
    )
    scene, terms = links.absolute(links.scene(brief)), written.licence
    others = [
        *([narration.audio(_heard(links, heard, heard.sound, brief.name, terms), id_)] if heard.sound else []),
        *([{"@type": "3DModel", "@id": f"{scene}#model", "url": scene}] if has_scene else []),
    ]
    beside = communes.known({"amenityFeature": wifi.amenity() if points else None, "subjectOf": others})
    return sites.attraction(told, written) | beside


def tour(view: TourView, card: str) -> Body:
    """A tour's page."""
    links: Links = g.links
    book = roadbook(view)
    places = {
        stop.site.id: Place(
            identities.site_id(links, stop.site.id), identities.site_page(links, stop.site), stop.site.kind
        )
        for stop in view.stops
    }
    written = identities.written(links, links.tour(view.brief), view.language, view, view.commune, book.changed)
    picture = _card(links, card, view.brief.name)
    id_ = identities.tour_id(links, view.brief.id)
    return tours.trip(book, id_, identities.home(links, view.commune), places, picture, written)


def nearby(title: str, found: Sequence[SiteBrief]) -> Body:
    """All places in a list."""
    links: Links = g.links
    listed = [
        sites.brief(identities.site_id(links, each.id), each.name, each.kind, identities.site_page(links, each))
        for each in found
    ]
    return communes.listing(title, listed, identities.written(links, links.path, wanted()))


def wifi_points(title: str, found: Sequence[tuple[CommuneBrief, Sequence[WifiView]]]) -> Body:
    """A page of WiFi points."""
    listed = [wifi.place(_spot(g.links, brief, point)) for brief, points in found for point in points]
    return communes.listing(title, listed, identities.written(g.links, g.links.path, wanted()))


def _spot(links: Links, brief: CommuneBrief, point: WifiView) -> Spot:
    site_ = point.site
    known = point.lat is not None and point.lon is not None
    return Spot(
        id=identities.wifi_id(links, brief.slug, point.id),
        name=point.place,
        page=links.absolute(f"/{links.language}/sites/{site_.id}/{site_.slug}") if site_ else None,
        here=geo.Point(point.lat or 0.0, point.lon or 0.0) if known else None,
        accuracy_m=point.accuracy_m,
        approximate=point.approximate,
        home=identities.home(links, brief),
    )


def _feast(each: FestivalView, brief: CommuneBrief) -> Feast | None:
    if each.days is None:
        return None
    id_ = f"{identities.commune_id(g.links, brief.slug)}-{each.key}-{each.days[0].year}"
    return Feast(id_, each.name, each.text, *each.days)


def _card(links: Links, path: str, name: str) -> Body:
    width, height = CARD
    return communes.picture(links.absolute(path), width=width, height=height, caption=name)


def _photo(links: Links, each: PhotoView) -> Body:
    file = max((one for one in each.files if one.format == "webp"), key=lambda one: one.width, default=each.files[0])
    height = round(each.height * file.width / each.width)
    plain_ = communes.picture(links.absolute(links.media(file.name)), width=file.width, height=height, caption=each.alt)
    return sites.photo(plain_, credit=each.credit, licence=each.licence, taken=each.taken)


def _heard(links: Links, view: NarrationView, sound: SoundView, name: str, licence: str | None) -> Heard:
    return Heard(
        name=name,
        language=view.language,
        address=links.absolute(links.media(sound.name)),
        kind=media_type(sound.name),
        size=sound.size,
        duration_ms=sound.duration_ms,
        captions=links.absolute(links.media(sound.transcript)),
        words="\n\n".join(_paragraphs(view)),
        made_by=sound.made_by,
        engine=sound.engine,
        credit=voices(sound.credits),
        made=sound.made.isoformat(),
        licence=licence,
    )


def _paragraphs(view: NarrationView) -> list[str]:
    runs = [run for part in view.parts for run in (part.heading, *part.paragraphs)]
    return [" ".join(sentence.text for sentence in run) for run in runs if run]
