"""`flask --app wsgi audit …`: is the record of rulings as it was written?"""

import click
from flask import current_app
from flask.cli import AppGroup

from app import chain as links
from app.accounts import staff_record
from app.review import chain
from app.review.unmasking_models import UnmaskingStep

audit = AppGroup("audit", help="Look after the records of rulings and of powers.")


@audit.command()
@click.option("--noted", default="", metavar="HASH", help="A hash this command showed earlier; it must still be there.")
def verify(noted: str) -> None:
    """Check that no ruling, and nothing about who was given or lost a power, was changed, moved or taken away.

    A record whose end was cut off still holds together, so note the hash shown here and give it the next time.
    """
    with current_app.extensions["tomoshibi_db"].reading():
        found, powers = chain.verify(_hash(noted)), staff_record.verify(_hash(noted))
    for what, record in (("ruling", found), ("power", powers)):
        if record.broken_at is not None:
            raise click.ClickException(f"the record does not hold at {what} {record.broken_at}")
    if not found.has_noted and not powers.has_noted:
        raise click.ClickException("the record holds together, but the noted hash is missing: its end was cut off")
    click.echo(f"rulings: {found.length}, all as they were written; last hash {found.head.hex()}")
    click.echo(f"powers: {powers.length}, all as they were written; last hash {powers.head.hex()}")
    _verify_unmaskings()


def _verify_unmaskings() -> None:
    with current_app.extensions["tomoshibi_db"].reading():
        found = links.verify(UnmaskingStep)
    if found.broken_at is not None:
        raise click.ClickException(f"the record of unmaskings does not hold at step {found.broken_at}")
    click.echo(f"unmaskings: {found.length} steps, all as they were written; last hash {found.head.hex()}")


def _hash(noted: str) -> bytes:
    try:
        return bytes.fromhex(noted) or chain.BEGINNING
    except ValueError as unreadable:
        raise click.ClickException("a noted hash is 64 letters and digits, as this command shows it") from unreadable
