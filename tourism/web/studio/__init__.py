"""The culture officer's desk."""

from tourism.web.studio import home
from tourism.web.studio.desk import blueprint

__all__ = ["blueprint", "home"]
