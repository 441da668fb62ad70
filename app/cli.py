"""Commands for operators: `flask --app wsgi migrate | seed | retention | doctor`."""

import click
from alembic import command
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.backups import backup, restore
from app.schema import alembic_config
from app.upkeep import doctor, retention, second_look


def register(app: Flask) -> None:
    for made in (migrate, seed, retention, second_look, doctor, backup, restore):
        app.cli.add_command(made)


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = current_app.extensions["tomoshibi_settings"]
    current_app.extensions["tomoshibi_db"].prepare_directory()
    command.upgrade(alembic_config(settings.database_url), "head")
    click.echo("database: at the newest schema")


@click.command()
@click.option("--if-empty", is_flag=True, help="Do nothing when there is content already.")
@click.option("--force-demo", is_flag=True, help="Invented people and open accounts also on an https:// site.")
@with_appcontext
def seed(if_empty: bool, force_demo: bool) -> None:  # noqa: FBT001 - click gives options like this
    """Fill the database with an ordinary evening, for trying things out; a real site gets only its boards and rooms."""
    from app.seeds import evening

    if current_app.extensions["tomoshibi_settings"].is_https and not force_demo:
        evening.furnish()
    else:
        evening.fill(only_if_empty=if_empty)
