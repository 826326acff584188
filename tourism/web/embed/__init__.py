"""Our tours and places on other people's sites."""

from tourism.web.embed import builder, element, oembed, sites, tours
from tourism.web.embed.routes import blueprint

__all__ = ["blueprint", "builder", "element", "oembed", "sites", "tours"]
