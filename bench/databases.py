"""Databases of a measurement's own: SQLite in its folder, and a schema on PostgreSQL that is dropped afterwards."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, text

POSTGRES = os.environ.get("TOURISM_TEST_POSTGRES_URL", "")


@contextmanager
def schema() -> Iterator[str]:
    """The address of an empty schema on the PostgreSQL that TOURISM_TEST_POSTGRES_URL names."""
    name = f"bench_{uuid.uuid4().hex[:12]}"
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    try:
        yield f"{POSTGRES}?options=-csearch_path%3D{name}"
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        admin.dispose()
