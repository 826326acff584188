"""Alembic's way in: the connection is handed over by storage/schema.py."""

from alembic import context

from tourism.storage.database import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata", Base.metadata),
    render_as_batch=False,
)
with context.begin_transaction():
    context.run_migrations()
