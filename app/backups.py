"""A copy of the database while people write, and the way back: `flask --app wsgi backup FOLDER`, `… restore FILE`.

The copy holds what members wrote, sealed owners included: whoever has it and the secret key can link masks, so the key is
kept apart. A copy outlives what ends in the site; `--keep` lets old copies end, too.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect
from sqlalchemy.engine import URL, make_url

from app import clock

STEM = "tomoshibi-"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", default=0, help="Days after which copies in this folder are deleted; 0 keeps all.")
@with_appcontext
def backup(folder: Path, keep: int) -> None:
    """Write a copy of the database, readable by its owner only, and let old ones end."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    url = make_url(current_app.extensions["tomoshibi_settings"].database_url)
    target = folder / f"{STEM}{clock.now():%Y%m%dT%H%M%SZ}.{'db' if _is_sqlite(url) else 'dump'}"
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if _is_sqlite(url):
        _copy(Path(str(url.database)), target)
    else:
        _run(["pg_dump", "--format=custom", "--no-owner", f"--file={target}"], url)
    click.echo(f"backup: {target}")
    if keep:
        click.echo(f"backup: {_let_end(folder, keep)} older ones deleted")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Bring a copy into an empty database (TOMOSHIBI_DATABASE_URL says which); the server must not run meanwhile.

    Afterwards: migrate, then retention, so that what has ended since is gone before anybody reads it.
    """
    url = make_url(current_app.extensions["tomoshibi_settings"].database_url)
    database = current_app.extensions["tomoshibi_db"]
    database.prepare_directory()
    if inspect(database.engine).get_table_names():
        raise click.ClickException("this database is not empty: nothing was changed")
    database.engine.dispose()
    if _is_sqlite(url):
        _copy(file, Path(str(url.database)))
    else:
        _run(["pg_restore", "--no-owner", "--exit-on-error", f"--dbname={url.database}", str(file)], url)
    click.echo("restore: done; now run migrate, retention and doctor, and start the server")


def _copy(source: Path, target: Path) -> None:
    """SQLite's own way to copy a database in use; what it wrote is looked through before it counts."""
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as here,
        closing(sqlite3.connect(target)) as there,
    ):
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")
        if there.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise click.ClickException(f"{target} is damaged")
    target.chmod(0o600)


def _run(command: list[str], url: URL) -> None:
    """One of PostgreSQL's own programs; the password goes by its surroundings, because everybody sees its words."""
    if shutil.which(command[0]) is None:
        raise click.ClickException(f"{command[0]} is not here: install PostgreSQL's client programs")
    named = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
    }
    told = {name: str(value) for name, value in {**named, "PGDATABASE": url.database}.items() if value}
    told |= {f"PG{name.upper()}": str(value) for name, value in url.query.items() if name == "sslmode"}
    done = subprocess.run(command, env=os.environ | told, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise click.ClickException(f"{command[0]} ended with {done.returncode}")


def _let_end(folder: Path, days: int) -> int:
    until = clock.now().timestamp() - days * 86400
    old = [file for file in folder.glob(f"{STEM}*") if file.stat().st_mtime < until]
    for file in old:
        file.unlink()
    return len(old)


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"
