"""The guide as a WSGI application, from the environment's settings."""

import os

from tourism.app import create_app
from tourism.backends import Backends
from tourism.config import Config

app = create_app(Backends.of(Config.from_env(os.environ)))
