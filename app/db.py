"""Engine, base class, the session of the current request or event, and what happens after its commit.

An edge (a request, a socket event, a command) opens one transaction with `Database.reading()` or `Database.writing()`.
Domain code asks for `session()` and never commits. Announcements wait in the outbox until the commit is on disk.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import DateTime, Engine, MetaData, String, TypeDecorator, create_engine, event
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.orm import DeclarativeBase, Session

from app.capacity import CONNECTIONS_BESIDE, LEAST_THREADS, Capacity

log = logging.getLogger(__name__)

SMALL = Capacity(LEAST_THREADS)
# Pages of the file that are read without a call each (https://sqlite.org/mmap.html); writing and syncing stay as they are. A
# page of fifty posts among a million took a quarter less work.
MAPPED = 1 << 30
NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime on every database (SQLite has no time zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Word(TypeDecorator[StrEnum]):
    """A StrEnum kept as its value in a short text column."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum], length: int = 24) -> None:
        super().__init__(length)
        self.words = words

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class Base(DeclarativeBase):
    """Root of all tables; constraints get predictable names so that migrations can speak of them."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment}


_session: ContextVar[Session] = ContextVar("session")


def session() -> Session:
    """The session of the current request, event or command; LookupError outside of one."""
    return _session.get()


def after_commit(announce: Callable[[], None]) -> None:
    """Run `announce` once the current transaction is on disk; never when it is rolled back."""
    session().info.setdefault("outbox", []).append(announce)


class FairLock:
    """First come, first served between threads (SQLite's own busy handler lets a writer wait for seconds)."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._owner: int | None = None

    def acquire(self) -> None:
        """Wait for the turn; RuntimeError when this thread already holds the lock."""
        me = threading.get_ident()
        with self._guard:
            if self._owner == me:
                raise RuntimeError("a second write transaction in one thread would wait for itself")
            if self._owner is None and not self._waiting:
                self._owner = me
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()
        self._owner = me

    def release_if_held(self) -> None:
        """Pass the turn on; does nothing in a thread that does not hold it."""
        with self._guard:
            if self._owner != threading.get_ident():
                return
            if self._waiting:
                # The next in line is named at once, so that nobody can slip in between.
                self._owner = -1
                self._waiting.popleft().set()
            else:
                self._owner = None


class Database:
    """One database: SQLite in WAL mode with full sync, or PostgreSQL."""

    def __init__(self, url: str, capacity: Capacity = SMALL) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url, capacity)
        self._lock = FairLock()
        self._writer = self.engine.execution_options(tomoshibi_writing=True)
        if self.is_sqlite:
            event.listen(self.engine, "begin", self._begin_sqlite)

    def prepare_directory(self) -> None:
        """Make the folder of an SQLite file; nothing to do for a server."""
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)

    def open(self, *, writing: bool) -> Session:
        """A session whose transaction begins with its first statement."""
        opened = Session(self._writer if writing else self.engine, autoflush=True, expire_on_commit=False)
        event.listen(opened, "after_transaction_end", self._pass_turn)
        return opened

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction for looking: whatever it changed by mistake is thrown away, what it announced is announced."""
        with self._current(self.open(writing=False)) as opened:
            yield opened
            opened.rollback()
            _announce(opened)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction for changing: commits at the end, then runs the outbox; rolls back on any exception."""
        with self._current(self.open(writing=True)) as opened:
            yield opened
            finish(opened)

    @contextmanager
    def _current(self, opened: Session) -> Iterator[Session]:
        token = _session.set(opened)
        try:
            yield opened
        finally:
            _session.reset(token)
            opened.close()

    def _begin_sqlite(self, connection: Connection) -> None:
        if connection.get_execution_options().get("tomoshibi_writing"):
            self._lock.acquire()
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except BaseException:
                self._lock.release_if_held()
                raise
        else:
            connection.exec_driver_sql("BEGIN")

    def _pass_turn(self, ended: Session, transaction: Any) -> None:
        if transaction.parent is None and ended.bind is self._writer:
            self._lock.release_if_held()


def finish(opened: Session) -> None:
    """Commit, then speak. An announcement that fails is logged: the truth is already in the database."""
    opened.commit()
    _announce(opened)


def look_again() -> None:
    """Give up the snapshot of a reading transaction, so that the next statement sees what was committed meanwhile."""
    session().rollback()


def _announce(opened: Session) -> None:
    for announce in opened.info.pop("outbox", []):
        try:
            announce()
        except Exception:
            log.exception("an announcement after commit failed")


def enter(opened: Session) -> object:
    """Make `opened` the current session; returns what `leave` needs (for edges that cannot use `with`)."""
    return _session.set(opened)


def leave(token: Any, opened: Session) -> None:
    """End what `enter` began; anything uncommitted is rolled back."""
    _session.reset(token)
    opened.close()


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": 10, "check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's own BEGIN decides, see _begin_sqlite
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "busy_timeout=10000",
            f"mmap_size={MAPPED}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _postgres_engine(url: str, capacity: Capacity) -> Engine:
    # A server that hangs must not hang every page with it: /help answers without the database, and soon.
    patience = {"connect_timeout": 3}
    size = {"pool_size": capacity.database_pool, "max_overflow": CONNECTIONS_BESIDE}
    return create_engine(
        url, pool_pre_ping=True, pool_recycle=1800, connect_args=patience, hide_parameters=True, **size
    )
