"""Full addresses of one site's scene: its files, its pages, the documents that tell of it."""

from dataclasses import dataclass

from tourism.scenes.manifest import DOCUMENTS
from tourism.web.links import Links


@dataclass(frozen=True, slots=True)
class SceneLinks:
    """The addresses of a site's scene, in whichever language they are asked for."""

    links: Links
    site: str

    def media(self, name: str) -> str:
        """A blob."""
        return self.links.absolute(self.links.media(name))

    def page(self, language: str) -> str:
        """The scene's page."""
        return self.links.absolute(f"/{language}/sites/{self.site}/3d")

    def place(self, language: str) -> str:
        """The site's page, by the address that no new name changes."""
        return self.links.absolute(f"/{language}/sites/{self.site}/")

    def document(self, kind: str) -> str:
        """A document of the API that tells of the scene."""
        return self.links.absolute(f"/api/v1/sites/{self.site}/{DOCUMENTS[kind]}")

    def parts(self, language: str) -> str:
        """The WebVTT file whose cues are the parts."""
        return self.links.absolute(f"/api/v1/sites/{self.site}/scene/{language}.vtt")
