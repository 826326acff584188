"""Sites as the WiFi slice wants to know them; the two slices are neighbours and do not know each other."""

from sqlalchemy.orm import Session

from tourism.sites.briefs import SiteBrief
from tourism.wifi import queries as wifi
from tourism.wifi.queries import SpotPlace, WifiView


def place(brief: SiteBrief) -> SpotPlace:
    """What the WiFi slice needs to know of a site."""
    return SpotPlace(
        brief.row, brief.commune_row, brief.key, brief.id, brief.name, brief.slug, brief.area,
        brief.lat, brief.lon, brief.accuracy_m, brief.approximate,
    )  # fmt: skip


def at_site(session: Session, brief: SiteBrief, asked: str) -> tuple[WifiView, ...]:
    """The points of one site, in the language of the fallback chain."""
    points = wifi.points(session, asked, (place(brief),), brief.commune_row)
    return tuple(point for point in points if point.site)
