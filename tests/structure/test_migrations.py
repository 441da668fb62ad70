"""The schema in the migrations is the schema in the models, both ways, on both databases."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from app.db import Base, Database
from app.review import models as _review  # noqa: F401 - makes its tables known
from app.schema import alembic_config
from tests.support.cast import an_app

IDENTIFYING = ("address", "ip", "agent", "device", "email", "mail", "phone", "fingerprint", "referrer")


def test_models_and_migrations_agree(migrated_database_url: str) -> None:
    an_app(migrated_database_url)
    database = Database(migrated_database_url)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    database.engine.dispose()


def test_up_down_and_up_again(database_url: str) -> None:
    config = alembic_config(database_url)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    database = Database(database_url)
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    command.upgrade(config, "head")
    assert "contributions" in inspect(database.engine).get_table_names()
    database.engine.dispose()


def test_no_column_could_hold_where_somebody_came_from() -> None:
    words = {
        word for table in Base.metadata.tables.values() for column in table.columns for word in column.name.split("_")
    }
    assert words.isdisjoint(IDENTIFYING)
