"""Names of things in linked data: the same on all pages and in all languages, and each leads to a page."""

from datetime import datetime

from tourism.communes import licences
from tourism.communes.linked import Home, Written
from tourism.communes.queries import CommuneBrief
from tourism.language import SOURCE
from tourism.sites.briefs import SiteBrief
from tourism.tours.queries import TourBrief
from tourism.web.attribution import Worded, how_made
from tourism.web.links import Links


def guide(links: Links) -> str:
    """The guide's own address."""
    return links.absolute("/")


def commune_id(links: Links, slug: str) -> str:
    """A commune."""
    return links.absolute(f"/{SOURCE}/communes/{slug}#commune")


def site_id(links: Links, public_id: str) -> str:
    """A site."""
    return links.absolute(f"/{SOURCE}/sites/{public_id}/#place")


def tour_id(links: Links, public_id: str) -> str:
    """A tour."""
    return links.absolute(f"/{SOURCE}/tours/{public_id}/#tour")


def wifi_id(links: Links, commune: str, public_id: str) -> str:
    """A WiFi point."""
    return links.absolute(f"/{SOURCE}/communes/{commune}/wifi#{public_id}")


def home(links: Links, brief: CommuneBrief) -> Home:
    """A commune as others' documents name it."""
    return Home(commune_id(links, brief.slug), brief.name, links.absolute(links.commune(brief.slug)))


def site_page(links: Links, brief: SiteBrief) -> str:
    """A site's page in full."""
    return links.absolute(links.site(brief))


def tour_page(links: Links, brief: TourBrief) -> str:
    """A tour's page in full."""
    return links.absolute(links.tour(brief))


def written(
    links: Links,
    path: str,
    language: str,
    words: Worded | None = None,
    of: CommuneBrief | None = None,
    changed: datetime | None = None,
) -> Written:
    """A page by its path, how its words were made, the commune whose they are, and their last change."""
    return Written(
        address=links.absolute(path),
        guide=guide(links),
        language=language,
        by_machine=words is not None and words.made_by == "machine",
        how=how_made(words) if words else None,
        changed=changed,
        licence=licences.page(of.licence) if of else None,
    )
