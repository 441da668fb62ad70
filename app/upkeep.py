"""What an operator's timer and an operator's doubts need: `flask --app wsgi retention | second-opinion | doctor`."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app import clock, examination
from app.config import Settings
from app.contributions import screening, second_opinion
from app.referrals.commands import due_on
from app.retention import EXPIRIES


@click.command()
@with_appcontext
def retention() -> None:
    """Delete everything that has had its time (app/retention.py lists what that is)."""
    for expiry in EXPIRIES:
        click.echo(f"retention: {expiry.forget_all(current_app)}")


@click.command("second-opinion")
@click.option("--hours", default=24, show_default=True, help="How far back to read.")
@with_appcontext
def second_look(hours: int) -> None:
    """Let detoxify read what became visible lately; it can only ask a person to look. Off unless it is installed and set."""
    try:
        reader = second_opinion.reader(current_app.extensions["tomoshibi_settings"].detoxify)
    except second_opinion.NotAvailable as reason:
        click.echo(f"second opinion: off: {reason}")
        return
    with current_app.extensions["tomoshibi_db"].writing():
        raised = second_opinion.look_back(reader, hours)
    click.echo(f"second opinion: {raised} concerns raised")


@click.command()
@with_appcontext
def doctor() -> None:
    """Say what is unsafe or unfinished about this installation; ends with 1 when something is."""
    troubles = list(examination.troubles(current_app))
    for name, state in screening.status(current_app.extensions["tomoshibi_settings"].detoxify).items():
        click.echo(f"moderation: {name}: {state}")
    _remind_of_lines()
    _remind_of_contact(current_app.extensions["tomoshibi_settings"])
    for trouble in troubles:
        click.echo(f"doctor: {trouble}")
    if troubles:
        raise SystemExit(1)
    click.echo("doctor: nothing to mend")


def _remind_of_lines() -> None:
    """Not a fault of the installation, but nobody else will ask."""
    if late := due_on(clock.today()):
        oldest = f"{late[0].id} on {late[0].checked}"
        click.echo(
            f"lines: {len(late)} not compared with their pages for half a year ({oldest}); see flask --app wsgi lines due"
        )


def _remind_of_contact(settings: Settings) -> None:
    """Not unsafe, but whoever needs the operator finds only a sentence that says nobody was named."""
    missing = [name for name in ("operator_name", "operator_contact") if not getattr(settings, name)]
    if missing:
        names = " and ".join(f"TOMOSHIBI_{name.upper()}" for name in missing)
        click.echo(f"about: /about names nobody to turn to; set {names}")
