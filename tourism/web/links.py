"""Public addresses: paths in one language, absolute ones from the configured base only."""

from dataclasses import dataclass
from urllib.parse import urlencode

from tourism.sites.briefs import SiteBrief
from tourism.tours.queries import TourBrief
from tourism.web.assets import Assets


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses for one page: its language, its own path in other languages, the guide's base.

    `icons` is where the drawings of icons are; "" is the page itself, None the file of all.
    """

    base: str
    language: str
    assets: Assets
    path: str = "/"
    icons: str | None = None

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
        """A tour as a file (`gpx`, `kml`, `geojson`, `ics`, `csv`, `xlsx`, `pdf` or `epub`)."""
        return f"{self.tour(brief)}.{kind}"

    def album(self, brief: TourBrief) -> str:
        """A tour's sounds in one file."""
        return f"{self.tour(brief)}-audio.zip"

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

    def icon(self, name: str) -> str:
        """The drawing of an icon."""
        return f"{self.asset('icons.svg') if self.icons is None else self.icons}#{name}"

    def embed(self, kind: str, public_id: str) -> str:
        """A page for other people's sites; `kind` is sites or tours."""
        return f"/embed/{kind}/{public_id}"

    def builder(self, slug: str, public_id: str | None = None) -> str:
        """Where a commune's tours and places are made ready for another site."""
        chosen = f"?what={public_id}" if public_id else ""
        return f"{self.commune(slug)}/embed{chosen}"

    def oembed(self, path: str, form: str) -> str:
        """What sites ask for when somebody pastes the address of a page (`form` is json or xml)."""
        return self.absolute(f"/oembed?{urlencode({'url': self.absolute(path), 'format': form})}")

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

    def guide_card(self, kind: str | None = None) -> str:
        """The share card of the front page, or of a list of all communes (`nearby`, `wifi` or `scan`)."""
        return f"/{self.language}/{kind}/card.png" if kind else f"/{self.language}/card.png"

    def commune_card(self, slug: str) -> str:
        """A commune's share card."""
        return f"{self.commune(slug)}/card.png"

    def site_card(self, brief: SiteBrief) -> str:
        """A site's share card."""
        return f"/{self.language}/sites/{brief.id}/card.png"

    def tour_card(self, brief: TourBrief) -> str:
        """A tour's share card."""
        return f"/{self.language}/tours/{brief.id}/card.png"

    def podcast(self, slug: str) -> str:
        """A commune's stories for podcast apps."""
        return f"{self.commune(slug)}/podcast.xml"

    def closures(self, slug: str, form: str) -> str:
        """A commune's closures for feed readers (`form` is atom or json)."""
        return f"{self.commune(slug)}/closures.{form}"

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
