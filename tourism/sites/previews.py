"""A site's page as visitors would have it, out of drafts that visitors do not have."""

from sqlalchemy.orm import Session

from tourism import language
from tourism.communes import queries as communes
from tourism.errors import NotFound
from tourism.sites import closures, drafts, queries
from tourism.sites.briefs import APPROXIMATE_METRES, SiteBrief
from tourism.sites.draft import Pin
from tourism.sites.drafts import DeskSite
from tourism.sites.history import KeptWords
from tourism.sites.queries import SiteView

# Somewhere in the commune, until somebody has been there.
NOWHERE_METRES = 50_000.0


def preview(session: Session, site_row: int, asked: str) -> SiteView:
    """The page from the newest drafts in the language of the fallback chain; raises NotFound where nothing is said."""
    site = drafts.site_by_row(session, site_row)
    named = {tag: kept for tag, kept in site.words.items() if kept.words.name}
    chosen = language.best_told(asked, tuple(named))
    if chosen is None:
        raise NotFound("nothing-to-preview")
    place = site.place.place
    mine = _brief(session, site, named[chosen], asked)
    there = queries.next_by_key(session, site.commune_row, place.next, asked)
    names = {tag: kept.words.name for tag, kept in named.items()}
    return queries.composed(session, mine, place, named[chosen].words, names=names, asked=asked, there=there)


def _brief(session: Session, site: DeskSite, kept: KeptWords, asked: str) -> SiteBrief:
    place = site.place.place
    pin = place.pin or _somewhere(session, site.commune_row)
    return SiteBrief(
        row=site.row,
        id=site.id,
        key=site.key,
        commune_row=site.commune_row,
        commune=communes.slugs(session, [site.commune_row])[site.commune_row],
        name=kept.words.name,
        slug=kept.words.slug or "preview",
        hook=kept.words.hook,
        language=kept.language,
        as_asked=kept.language == asked,
        kind=place.kind,
        story=place.story,
        area=place.area,
        position=place.order,
        lat=pin.lat,
        lon=pin.lon,
        accuracy_m=pin.accuracy_m,
        approximate=not pin.verified or pin.accuracy_m > APPROXIMATE_METRES,
        tourist_point=place.tourist_point,
        awaiting=place.awaiting,
        picture=site.place.picture,
        changed=max(site.place.made, kept.made),
        sign=site.sign,
        closures=closures.of_sites(session, [site.row], asked).get(site.row, ()),
    )


def _somewhere(session: Session, commune_row: int) -> Pin:
    centre = communes.at_home(session, commune_row, language.SOURCE)[1].centre
    return Pin(lat=centre.lat, lon=centre.lon, accuracy_m=NOWHERE_METRES)
