"""Where the addresses of the guide's own API begin."""

from flask import Blueprint

from tourism.web.resources import resources

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
resource = resources(blueprint)
