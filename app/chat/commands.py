"""For operators: does the record of what moderators did in rooms still hold?"""

import click
from flask import current_app
from flask.cli import AppGroup

from app.chat import keeping

record = AppGroup("rooms", help="The chat rooms.")


@record.command("verify")
@click.option("--noted", default="", help="A hash noted earlier; the record must contain it.")
def verify(noted: str) -> None:
    """Walk the record of moderators' acts in rooms; ends with 1 when a row was changed or is missing."""
    with current_app.extensions["tomoshibi_db"].reading():
        found = keeping.verify(bytes.fromhex(noted)) if noted else keeping.verify()
    if found.broken_at is not None or not found.has_noted:
        raise click.ClickException(f"The record does not hold from row {found.broken_at or found.length + 1} on.")
    click.echo(f"acts in rooms: {found.length} rows hold, the last one is {found.head.hex()}")
