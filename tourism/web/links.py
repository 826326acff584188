"""Public addresses: paths in one language, absolute ones from the configured base only."""

from dataclasses import dataclass

from tourism.sites.briefs import SiteBrief
from tourism.tours.queries import TourBrief
from tourism.web.assets import Assets


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses for one page: its language, its own path in other languages, the guide's base."""

    base: str
    language: str
    assets: Assets
    path: str = "/"

    def absolute(self, path: str) -> str:
        """The full address, from configuration; the request's Host plays no part."""
        return self.base + path

    def home(self) -> str:
        """The front page."""
        return f"/{self.language}/"

    def commune(self, slug: str) -> str:
        """A commune's home."""
        return f"/{self.language}/communes/{slug}"

    def site(self, brief: SiteBrief) -> str:
        """A site's page."""
        return f"/{self.language}/sites/{brief.id}/{brief.slug}"

    def scene(self, brief: SiteBrief) -> str:
        """A site in 3D."""
        return f"/{self.language}/sites/{brief.id}/3d"

    def parts_told(self, brief: SiteBrief) -> str:
        """When the voice tells of which part of a site in 3D."""
        return f"{self.scene(brief)}/parts.vtt"

    def scene_code(self, brief: SiteBrief) -> str:
        """The picture of a code that leads a phone to a site in 3D."""
        return f"{self.scene(brief)}/phone.svg"

    def tour(self, brief: TourBrief) -> str:
        """A tour's page."""
        return f"/{self.language}/tours/{brief.id}/{brief.slug}"

    def stop(self, brief: TourBrief, number: int) -> str:
        """A stop of a tour, from 1: the site's page with the way on."""
        return f"{self.tour(brief)}/{number}"

    def kit(self, brief: TourBrief, kind: str) -> str:
        """A tour as a file (`gpx`, `kml`, `geojson`, `ics`, `csv` or `xlsx`)."""
        return f"{self.tour(brief)}.{kind}"

    def nearby(self) -> str:
        """What is near the visitor."""
        return f"/{self.language}/nearby"

    def wifi(self, commune: str | None = None) -> str:
        """WiFi points of a commune, or of all."""
        return f"{self.commune(commune)}/wifi" if commune else f"/{self.language}/wifi"

    def scan(self) -> str:
        """Where a code is typed."""
        return f"/{self.language}/scan"

    def media(self, name: str) -> str:
        """A blob."""
        return f"/media/{name[:2]}/{name}"

    def asset(self, path: str) -> str:
        """A file of static/, under an address that changes with any of them."""
        return self.assets.address(path)

    def code(self, code: str) -> str:
        """What a sign's code leads to."""
        return f"/q/{code}"

    def sign(self, code: str, kind: str) -> str:
        """The picture of a sign (`svg` or `png`)."""
        return f"/signs/{code}.{kind}"

    def wifi_code(self, public_id: str) -> str:
        """The picture of a WiFi point's join code."""
        return f"/wifi/{public_id}.svg"

    def captive(self, point: str = "") -> str:
        """What phones are told that join a WiFi point, or the network of a whole commune."""
        return f"/captive.json?point={point}" if point else "/captive.json"

    def share_picture(self, name: str) -> str:
        """The raster of an illustration, or a photo's own card, for share cards."""
        if name.endswith(".jpg"):
            return self.media(name)
        return f"/cards/{name.removesuffix('.svg')}.png"

    def podcast(self, slug: str) -> str:
        """A commune's stories for podcast apps."""
        return f"{self.commune(slug)}/podcast.xml"

    def festivals(self, slug: str) -> str:
        """A commune's festivals for calendars."""
        return f"{self.commune(slug)}/festivals.ics"

    def cover(self, slug: str) -> str:
        """The podcast's cover."""
        return f"/communes/{slug}/cover.png"

    def square_picture(self, name: str) -> str:
        """The raster of an illustration, for podcast apps."""
        return f"/covers/{name.removesuffix('.svg')}.png"

    def in_language(self, tag: str) -> str:
        """This page in another language."""
        _, _, rest = self.path.removeprefix("/").partition("/")
        return f"/{tag}/{rest}"
