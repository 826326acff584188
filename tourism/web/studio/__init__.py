"""The culture officer's desk."""

from tourism.web.studio import (
    editor,
    home,
    journal,
    keys,
    language_names,
    photos,
    previewing,
    publishing,
    publishing_versions,
    rehearsing,
    reviewing,
    reviewing_guest,
    reviewing_links,
    signin,
    translating,
    translating_exchange,
    translating_glossary,
)
from tourism.web.studio.desk import blueprint

__all__ = [
    "blueprint",
    "editor",
    "home",
    "journal",
    "keys",
    "language_names",
    "photos",
    "previewing",
    "publishing",
    "publishing_versions",
    "rehearsing",
    "reviewing",
    "reviewing_guest",
    "reviewing_links",
    "signin",
    "translating",
    "translating_exchange",
    "translating_glossary",
]
