"""Commands for operators: `flask --app wsgi migrate | seed | doctor`."""

import click
from alembic import command
from alembic.config import Config
from flask import Flask, current_app

from app.config import ROOT


def register(app: Flask) -> None:
    for made in (migrate, seed):
        app.cli.add_command(made)


def alembic_config(database_url: str) -> Config:
    """Alembic's settings for one database; there is no alembic.ini to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option(
        "file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(rev)s_%%(slug)s"
    )
    config.attributes["database_url"] = database_url
    return config


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = current_app.extensions["tomoshibi_settings"]
    current_app.extensions["tomoshibi_db"].prepare_directory()
    command.upgrade(alembic_config(settings.database_url), "head")
    click.echo("database: at the newest schema")


@click.command()
@click.option("--if-empty", is_flag=True, help="Do nothing when there is content already.")
def seed(if_empty: bool) -> None:  # noqa: FBT001 - click gives options like this
    """Fill the database with an ordinary evening, for trying things out. Never do this on a real site."""
    from app.seeds import evening

    evening.fill(only_if_empty=if_empty)
