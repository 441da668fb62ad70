"""flask --app wsgi experts …"""

import click
from flask import current_app
from flask.cli import AppGroup

from app.experts import left_open

experts = AppGroup("experts", help="Look after the expert rooms.")


@experts.command("seal")
def seal() -> None:
    """Seal words for counsellors only that still lie open; the server does so by itself every hour."""
    number = 0
    while True:
        with current_app.extensions["tomoshibi_db"].writing():
            some = left_open.seal_some()
        if not some:
            break
        number += some
    click.echo(f"questions sealed with what belongs to them: {number}")
