"""`flask --app wsgi search rebuild`: the index anew, for new versions and after a restored backup."""

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.contributions import gathering
from app.finding import reading

MOST_UNREAD = 1_000

search = AppGroup("search", help="What members find by searching.")


@search.command()
@with_appcontext
def rebuild() -> None:
    """Make the index anew from what everybody may read now. It can be interrupted and begun again."""
    database = current_app.extensions["tomoshibi_db"]
    with database.writing():
        gathering.begin()
    after, steps = None, 0
    while steps == 0 or after is not None:
        with database.writing():
            after = gathering.gather_some(after)
        steps += 1
    click.echo(f"search: {read_what_waits()} openings read; the index is new")


@search.command("catch-up")
@with_appcontext
def catch_up() -> None:
    """Read the openings that nobody has read for their meaning yet, such as after a power cut."""
    click.echo(f"search: {read_what_waits()} openings read")


def read_what_waits() -> int:
    """Work out what is missing; returns how many there were."""
    database, reader = current_app.extensions["tomoshibi_db"], current_app.extensions[reading.EXTENSION]
    read = 0
    while True:
        with database.reading():
            waiting = list(gathering.unread_openings(MOST_UNREAD))
        for number, title, body in waiting:
            reader.read(number, title, body)
        read += len(waiting)
        if len(waiting) < MOST_UNREAD:
            return read
