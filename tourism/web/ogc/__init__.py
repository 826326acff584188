"""OGC API – Features: sites, tours and WiFi points for programs that draw maps."""

from tourism.web.ogc import about, document, features, layers
from tourism.web.ogc.routes import blueprint

__all__ = ["about", "blueprint", "document", "features", "layers"]
