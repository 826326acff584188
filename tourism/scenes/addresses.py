"""Where the things of a scene are found: pure modules know no request, and are handed this."""

from typing import Any, Protocol

Body = dict[str, Any]


class Addresses(Protocol):
    """Full addresses of what belongs to one scene."""

    def media(self, name: str) -> str:
        """A blob, whose address never changes."""

    def page(self, language: str) -> str:
        """The scene's page."""

    def place(self, language: str) -> str:
        """The page of its site."""

    def document(self, kind: str) -> str:
        """One of manifest.DOCUMENTS."""

    def parts(self, language: str) -> str:
        """The WebVTT file whose cues are the parts."""
