"""Sites as the WiFi slice wants to know them; the two slices are neighbours and do not know each other."""

from tourism.sites.briefs import SiteBrief
from tourism.wifi.queries import SpotPlace


def place(brief: SiteBrief) -> SpotPlace:
    """What the WiFi slice needs to know of a site."""
    return SpotPlace(
        brief.row, brief.commune_row, brief.key, brief.id, brief.name, brief.slug, brief.area,
        brief.lat, brief.lon, brief.accuracy_m, brief.approximate,
    )  # fmt: skip
