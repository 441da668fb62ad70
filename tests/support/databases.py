"""Fixtures for databases: every test that asks gets one of its own, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import redis
from sqlalchemy import Engine, event
from sqlalchemy.engine import URL

from tests.support import postgres, redis_server
from tests.support.processes import PATIENCE
from tests.support.site import environment, flask_command

KINDS = [pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=pytest.mark.services)]
MakeDatabase = Callable[[str], AbstractContextManager[str]]


@event.listens_for(Engine, "do_connect")
def be_patient(_dialect: object, _record: object, _words: object, named: dict[str, Any]) -> None:
    """The site gives a database that hangs up soon; for a test it may be the whole machine that stands still."""
    if "connect_timeout" in named:
        named["connect_timeout"] = int(PATIENCE)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """The address of a real PostgreSQL server."""
    try:
        context = postgres.server()
        url = context.__enter__()
    except postgres.NoPostgres as lacking:
        pytest.skip(str(lacking))
    yield url
    context.__exit__(None, None, None)


@pytest.fixture(scope="session")
def redis_server_url() -> Iterator[str]:
    try:
        context = redis_server.server()
        url = context.__enter__()
    except redis_server.NoRedis as lacking:
        pytest.skip(str(lacking))
    yield url
    context.__exit__(None, None, None)


@pytest.fixture
def redis_url(redis_server_url: str) -> str:
    """The address of a real, empty Redis."""
    with redis.Redis.from_url(redis_server_url) as client:
        client.flushdb()
    return redis_server_url


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Runs the test once on SQLite and once on PostgreSQL."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, make_database: MakeDatabase) -> Iterator[str]:
    """The address of an empty database; the test runs once for each kind."""
    with make_database(database_kind) as url:
        yield url


@pytest.fixture
def migrated_database_url(database_kind: str, make_migrated_database: MakeDatabase) -> Iterator[str]:
    """The address of a database at the newest migration; the test runs once for each kind."""
    with make_migrated_database(database_kind) as url:
        yield url


@pytest.fixture
def sqlite_url(make_migrated_database: MakeDatabase) -> Iterator[str]:
    """The address of a migrated SQLite database, for tests to which the kind does not matter."""
    with make_migrated_database("sqlite") as url:
        yield url


@pytest.fixture(scope="session")
def make_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MakeDatabase:
    """make_database(kind) is a context whose value is the address of an empty database."""

    @contextmanager
    def make(kind: str) -> Iterator[str]:
        if kind == "sqlite":
            yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'site.db'}"
            return
        server = request.getfixturevalue("postgres_server")
        with _on_postgres(server) as url:
            yield postgres.text(url)

    return make


@pytest.fixture(scope="session")
def make_migrated_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MakeDatabase:
    """As make_database, but migrated: once per kind and run, then copied."""

    @contextmanager
    def make(kind: str) -> Iterator[str]:
        if kind == "sqlite":
            yield _copy(request.getfixturevalue("sqlite_original"), tmp_path_factory.mktemp("database"))
            return
        with request.getfixturevalue("postgresql_copies").one() as url:
            yield postgres.text(url)

    return make


@pytest.fixture(scope="session")
def sqlite_original(make_database: MakeDatabase) -> Iterator[str]:
    with make_database("sqlite") as url:
        _migrate(url)
        yield url


@pytest.fixture(scope="session")
def postgresql_original(postgres_server: URL) -> Iterator[URL]:
    with _on_postgres(postgres_server) as url:
        _migrate(postgres.text(url))
        yield url


@pytest.fixture(scope="session")
def postgresql_copies(postgresql_original: URL) -> Iterator["Copies"]:
    copies = Copies(postgresql_original)
    yield copies
    copies.end()


class Copies:
    """Copies of one database. The next is made, and the last removed, while a test is at work."""

    def __init__(self, original: URL) -> None:
        self._original = original
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="database-copies")
        self._next = self._begin()

    @contextmanager
    def one(self) -> Iterator[URL]:
        made, self._next = self._next, self._begin()
        url = made.result()
        try:
            yield url
        finally:
            self._remove(url)

    def end(self) -> None:
        self._remove(self._next.result())
        self._aside.shutdown()

    def _begin(self) -> Future[URL]:
        return self._aside.submit(postgres.create_database, self._original, self._original.database)

    def _remove(self, url: URL) -> None:
        self._aside.submit(postgres.drop_database, self._original, str(url.database))


def _migrate(url: str) -> None:
    flask_command(environment({"TOMOSHIBI_DATABASE_URL": url}), "migrate")


@contextmanager
def _on_postgres(server: URL) -> Iterator[URL]:
    url = postgres.create_database(server)
    try:
        yield url
    finally:
        postgres.drop_database(server, str(url.database))


def _copy(url: str, folder: Path) -> str:
    """A copy of a SQLite database, with what still stands in its write-ahead log."""
    source = Path(url.removeprefix("sqlite:///"))
    for part in source.parent.glob(f"{source.name}*"):
        shutil.copy(part, folder)
    return f"sqlite:///{folder / source.name}"
