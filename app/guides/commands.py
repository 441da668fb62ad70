"""`flask --app wsgi guides catch-up`: what the server does little by little, at once."""

import click
from flask.cli import AppGroup, with_appcontext

from app.guides import fitting

guides = AppGroup("guides", help="Guides beside what members write.")


@guides.command("catch-up")
@with_appcontext
def catch_up() -> None:
    """Find out which guide fits beside texts that nobody has read for it yet, such as after a guide was changed."""
    click.echo(f"guides: {fitting.read_all()} texts read")
