"""JSON and open formats, for everybody's programs."""

from tourism.web.api import cells, communes, counts, document, scenes, sites, tours, wifi
from tourism.web.api.routes import blueprint

__all__ = ["blueprint", "cells", "communes", "counts", "document", "scenes", "sites", "tours", "wifi"]
