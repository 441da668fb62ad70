"""Commands for operators: `flask --app wsgi lines due | verify`."""

from datetime import date, timedelta

import click
from flask import current_app
from flask.cli import AppGroup

from app import chain, clock
from app.referrals import directory
from app.referrals.lines import Line
from app.referrals.models import LineCorrection

RECHECK_AFTER = timedelta(days=180)

lines = AppGroup("lines", help="The lines people can talk to.")


def due_on(day: date) -> list[Line]:
    """Lines nobody has compared with their official page for half a year, the longest neglected first."""
    late = [line for line in directory.lines() if day - line.checked > RECHECK_AFTER]
    return sorted(late, key=lambda line: line.checked)


@lines.command()
def due() -> None:
    """List what should be compared with its official page again."""
    today = clock.today()
    for line in due_on(today):
        days = (today - line.checked).days
        remark = "  (address never verified)" if line.official_unverified else ""
        click.echo(
            f"{line.checked}  {days:4} days  {line.id}  {line.number or line.line_id or '-'}  {line.official}{remark}"
        )
    if not due_on(today):
        click.echo("lines: nothing is due")


@lines.command()
def verify() -> None:
    """Check that no correction was changed, moved or taken away since it was written."""
    with current_app.extensions["tomoshibi_db"].reading():
        found = chain.verify(LineCorrection)
    if found.broken_at is not None:
        raise click.ClickException(f"the record of corrections does not hold at {found.broken_at}")
    click.echo(f"lines: {found.length} corrections, all as they were written; last hash {found.head.hex()}")
