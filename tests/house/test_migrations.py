"""The steps of the migrations lead from nothing to exactly what the models say."""

import importlib
import pkgutil

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

import tourism
from tourism.storage.database import Base
from tourism.storage.schema import MIGRATIONS

ALEMBIC = {"compare_type": True, "compare_server_default": True}


def test_the_steps_lead_to_what_the_models_say(sessions):
    with sessions.engine.connect() as connection:
        left_over = compare_metadata(MigrationContext.configure(connection, opts=ALEMBIC), all_tables())

    assert left_over == []


def test_a_forgotten_step_would_be_seen(sessions):
    with sessions.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE job")

    with sessions.engine.connect() as connection:
        left_over = compare_metadata(MigrationContext.configure(connection, opts=ALEMBIC), all_tables())

    assert ("add_table", "job") in [(step[0], step[1].name) for step in left_over]


def test_steps_follow_one_another():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def all_tables() -> MetaData:
    """Base's tables once every module that could declare one is loaded."""
    for module in pkgutil.walk_packages(tourism.__path__, "tourism."):
        if module.name.endswith(".model") or module.name in ("tourism.storage.circuits", "tourism.storage.jobs"):
            importlib.import_module(module.name)
    return Base.metadata
