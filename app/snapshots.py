"""One word for everything the database shows at this moment: as long as it is the same word, nothing has been committed.

With it a page for visitors is asked for once and given to all until anything changes, without asking for each part of it.
"""

import itertools
import sqlite3
import threading
from collections.abc import Hashable
from contextlib import suppress

from sqlalchemy import Engine, event, text

from app import db

# https://www.postgresql.org/docs/current/functions-info.html: which transactions are visible; two equal ones show the same.
_VISIBLE_NOW = text("SELECT pg_current_snapshot()::text")
# Counts of different connections have nothing to do with each other.
_OPENED = itertools.count()


class Snapshots:
    """Of one database."""

    def __init__(self, engine: Engine) -> None:
        self._path = engine.url.database if engine.url.get_backend_name() == "sqlite" else None
        self._turn = threading.Lock()
        self._watching: sqlite3.Connection | None = None
        self._number = 0
        event.listen(engine, "engine_disposed", lambda _engine: self._close())

    def now(self) -> Hashable:
        """What can be seen now; ask before looking, never after."""
        if self._path is None:
            return db.session().scalar(_VISIBLE_NOW)
        with self._turn:
            commits = self._count()
            return self._number, commits

    def _count(self) -> int:
        """How often others have committed, as this connection, which never writes, sees it (https://sqlite.org/pragma.html)."""
        if self._watching is None:
            self._watching = sqlite3.connect(str(self._path), check_same_thread=False, isolation_level=None)
            self._number = next(_OPENED)
        return int(self._watching.execute("PRAGMA data_version").fetchone()[0])

    def _close(self) -> None:
        with self._turn:
            if self._watching is not None:
                with suppress(sqlite3.Error):
                    self._watching.close()
            self._watching = None
