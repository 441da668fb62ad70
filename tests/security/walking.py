"""Walking over every route: which there are, how to call each, and what the database says before and after."""

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from flask import Flask
from flask.testing import FlaskClient

from tests.security.world import VISITOR, World
from tests.support.cast import token

NOTHING: Mapping[str, str] = MappingProxyType({})
SECOND_FACTOR_FIRST = "もう一つの確認をしてから"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, order=True)
class Way:
    """One method of one route."""

    path: str
    method: str
    endpoint: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def ways(app: Flask) -> list[Way]:
    """Every method of every route, by path; HEAD and OPTIONS follow their GET and are not listed."""
    found = [
        Way(rule.rule, method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    return sorted(set(found))


def events(app: Flask) -> list[str]:
    """Every event a browser may send, as "namespace event"."""
    return sorted(
        f"{namespace.namespace} {name.removeprefix('on_')}"
        for namespace in app.extensions["tomoshibi_namespaces"]
        for name in dir(namespace)
        if name.startswith("on_") and name not in {"on_connect", "on_disconnect"}
    )


def arguments(app: Flask, way: Way) -> list[str]:
    """The names of the identifiers in a path."""
    return sorted(next(rule for rule in app.url_map.iter_rules(way.endpoint) if rule.rule == way.path).arguments)


def filled(app: Flask, way: Way, given: Mapping[str, str]) -> str:
    """The path with its identifiers in place."""
    return app.url_map.bind("localhost").build(way.endpoint, dict(given), method=way.method)


class Walker:
    """Somebody who can be any of the people, each with the browser they had when the world was made."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.app = world, world.app
        self.tokens: dict[str, str] = {}
        self.last_paths: dict[tuple[str, Way], str] = {}
        self._cookies: dict[str, str] = {}
        for who in (VISITOR, *world.people):
            browser = world.browser(who)
            self.tokens[who] = token(browser)
            found = browser.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
            self._cookies[who] = found.value if found else ""
        self.database = Database.of(self.app, folder)
        self.untouched = self.database.hashes()

    def browser(self, who: str) -> FlaskClient:
        """A browser with this person's cookie and nothing else."""
        made = self.app.test_client()
        if self._cookies[who]:
            made.set_cookie(self.app.config["SESSION_COOKIE_NAME"], self._cookies[who])
        return made

    def go(self, who: str, way: Way, path: str, fields: Mapping[str, str] = NOTHING) -> "Seen":
        """Call a route as somebody; whatever it changed is put back."""
        self.last_paths[who, way] = path
        carried = {} if way.method in SAFE else {"csrf_token": self.tokens[who], **fields}
        return self.send(who, way.method, path, carried)

    def send(self, who: str, method: str, path: str, fields: Mapping[str, str] = NOTHING) -> "Seen":
        """A request exactly as given."""
        let_breathe(self.app)
        answer = self.browser(who).open(path, method=method, data=dict(fields) or None)
        page = answer.data.decode(errors="replace")
        answer.close()
        return Seen(letter_of(answer.status_code, answer.location or "", page), answer.status_code, page, self.settle())

    def settle(self) -> frozenset[str]:
        """Put everything back; says in which tables anything had changed."""
        if not self.database.was_written():
            return frozenset()
        now = self.database.hashes()
        changed = frozenset(table for table in now if now[table] != self.untouched.get(table))
        if changed:
            self.database.put_back()
            self.database.was_written()
        return changed


@dataclass(frozen=True)
class Seen:
    """What came back: a letter as in access_table.txt, the status, the page, and which tables had changed."""

    letter: str
    status: int
    page: str
    tables: frozenset[str]

    @property
    def changed(self) -> bool:
        return bool(self.tables)


def letter_of(status: int, location: str, page: str) -> str:
    """What an answer means for who may do what; see the head of access_table.txt."""
    if status == 401 or location.startswith("/login?next="):
        return "s"
    if location.startswith("/second-factor?next=") or (status == 403 and SECOND_FACTOR_FIRST in page):
        return "2"
    refusals = {403: "x", 404: "-", 410: "-"}
    return refusals.get(status, "?" if status in {400, 405, 429} or status >= 500 else "+")


@dataclass(frozen=True)
class Database:
    """The SQLite file under a world: read as a whole, and put back as it was."""

    file: Path
    kept: Path
    watcher: sqlite3.Connection
    versions: list[int] = field(default_factory=lambda: [-1])

    @classmethod
    def of(cls, app: Flask, folder: Path) -> "Database":
        file = Path(app.extensions["tomoshibi_db"].url.database)
        made = cls(file, folder / "kept.db", sqlite3.connect(f"file:{file}?mode=ro", uri=True))
        with sqlite3.connect(made.file) as now, sqlite3.connect(made.kept) as kept:
            now.backup(kept)
        return made

    def was_written(self) -> bool:
        """Has anybody committed anything since this was last asked? Only then is it worth reading everything."""
        (version,) = self.watcher.execute("PRAGMA data_version").fetchone()
        before, self.versions[0] = self.versions[0], version
        return bool(version != before)

    def put_back(self) -> None:
        """Everything is as when the world was made."""
        with sqlite3.connect(self.kept) as kept, sqlite3.connect(self.file, timeout=10) as now:
            kept.backup(now)
        now.close()
        kept.close()

    def hashes(self) -> dict[str, str]:
        """One fingerprint for every table: of all its rows, in the order of their words."""
        reader = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
        try:
            tables = reader.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            )
            return {table: _fingerprint(reader, table) for (table,) in tables.fetchall()}
        finally:
            reader.close()


def let_breathe(app: Flask) -> None:
    """Limits begin anew: the walks are faster than people."""
    throttle = app.extensions["tomoshibi_throttle"]
    throttle._memory.reset()
    for limiter in app.extensions["limiter"]:
        limiter.storage.reset()


def _fingerprint(reader: sqlite3.Connection, table: str) -> str:
    rows = sorted(map(repr, reader.execute(f'SELECT * FROM "{table}"')))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
