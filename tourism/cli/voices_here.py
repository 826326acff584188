"""Voices for whoever only wants to hear something: a database is used where there is one, and not needed."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from tourism.backends import Backends, now, voices
from tourism.config import Config
from tourism.engines.speech.port import Voice
from tourism.storage.database import connect
from tourism.storage.schema import is_newest, upgrade


def voices_here(config: Config) -> tuple[Voice, ...]:
    """Who may read; without a prepared database nobody remembers how online voices fared."""
    if _is_prepared(config):
        return Backends.of(config).voices
    passing = connect("sqlite://")
    upgrade(passing.engine)
    return voices(config, passing, now)


def _is_prepared(config: Config) -> bool:
    url = make_url(config.database_url)
    # Looking into an SQLite file would make it.
    if url.get_backend_name() == "sqlite" and not (url.database and Path(url.database).is_file()):
        return False
    try:
        return is_newest(connect(config.database_url).engine)
    except OperationalError:
        return False
