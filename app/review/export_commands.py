"""`flask --app wsgi rulings export FILE`: what training may learn from."""

import os
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.review import export

rulings = AppGroup("rulings", help="What was ruled.")


@rulings.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def write(file: Path) -> None:
    """Write texts with their final label to FILE, for `python -m moderation train --with-rulings FILE`.

    No masks, no identifiers, nothing withdrawn. Only whoever runs this may read the file; delete it after training.
    """
    with current_app.test_request_context(), current_app.extensions["tomoshibi_db"].reading():
        found = export.lines()
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as refused:
        raise click.ClickException(f"{file}: {refused.strerror}; it must be a new file") from refused
    with os.fdopen(descriptor, "w", encoding="utf-8") as sink:
        sink.writelines(f"{line}\n" for line in found)
    click.echo(f"rulings: {len(found)} texts")
