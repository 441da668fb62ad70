"""Commands for operators: `flask --app wsgi lines due | verify`."""

from datetime import date, timedelta

import click
from flask.cli import AppGroup

from app import clock, records
from app.records import Record
from app.referrals import directory
from app.referrals.lines import Line
from app.referrals.models import LineCorrection

CORRECTIONS = Record(LineCorrection, "lines", "correction", "corrections")
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
    records.verify([CORRECTIONS])
