"""The steps of the migrations lead from nothing to exactly what the models say."""

import importlib
import pkgutil

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

import tourism
from tourism import codes
from tourism.storage.database import Base, connect
from tourism.storage.schema import MIGRATIONS, upgrade

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


def test_keys_of_before_get_a_public_half(tmp_path):
    sessions = connect(f"sqlite:///{tmp_path}/old.db")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with sessions.engine.execution_options(tourism_write=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        connection.exec_driver_sql(
            "INSERT INTO commune (id, slug, public_id, content, edition) VALUES (1, 'x', 'y', '{}', 1)"
        )
        connection.exec_driver_sql(
            "INSERT INTO partner_key (id, commune_id, partner, prefix, digest, made, made_by)"
            " VALUES (7, 1, 'Sen', 'lq_', 'd', '2026-11-01 00:00:00', 'x')"
        )

    upgrade(sessions.engine)

    with sessions.engine.connect() as connection:
        ((code, sites),) = connection.exec_driver_sql("SELECT code, sites FROM partner_key").all()
    assert codes.is_valid(code)
    assert sites == "[]"


def all_tables() -> MetaData:
    """Base's tables once every module that could declare one is loaded."""
    for module in pkgutil.walk_packages(tourism.__path__, "tourism."):
        if module.name.endswith(".model") or module.name in ("tourism.storage.circuits", "tourism.storage.jobs"):
            importlib.import_module(module.name)
    return Base.metadata
