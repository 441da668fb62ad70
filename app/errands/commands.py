"""For operators: a process that does errands and nothing else, and how the queue is."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app.errands import queries


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@with_appcontext
def worker(once: bool) -> None:  # noqa: FBT001 - click gives options like this
    """Do errands until asked to end; set TOMOSHIBI_WORKER=apart where the server should leave them to this."""
    rounds = current_app.extensions["tomoshibi_errands"]
    if once:
        click.echo(f"worker: {rounds.go()} errands")
        return
    click.echo("worker: listening")
    rounds.listen()


@click.command()
@with_appcontext
def errands() -> None:
    """Say how many errands wait, since when, and how many failed."""
    with current_app.extensions["tomoshibi_db"].reading():
        now = queries.state()
    click.echo(f"errands: {now.waiting} waiting, the oldest for {now.oldest:.0f} s, {now.given_up} given up")
    for kind in sorted(now.done.keys() | now.failed.keys()):
        click.echo(f"errands: {kind}: {now.done.get(kind, 0)} done, {now.failed.get(kind, 0)} failed tries")
