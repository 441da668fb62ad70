"""What leads know better than the file, in this process: from the database when it answers, from a small file when not.

No page with numbers waits for the database. Whoever corrects a line changes this process at once and writes the file;
other processes see the file change with their next page, and on other machines the next page that asks the database
anyway brings it along.
"""

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app import clock, db
from app.accounts import current
from app.config import ROOT, Settings
from app.referrals import confirmations, corrections, directory, layering
from app.referrals.facts import Facts

log = logging.getLogger(__name__)
NAME = "known-lines.json"
SEEN = "tomoshibi_known_lines_seen"
FRESH_FOR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Better:
    """Newer than the file: corrected facts by line, and the days on which lines were confirmed."""

    corrected: Mapping[str, Facts]
    confirmed: Mapping[str, date]


NOTHING = Better({}, {})


@dataclass(slots=True)
class Seen:
    """Where the small file is, which state of it this process has read, and when it last asked the database."""

    path: Path
    state: tuple[int, int] | None = None
    asked_at: Any = None


def register(app: Flask) -> None:
    """Begin with what was kept; look again as pages are asked for."""
    app.extensions[confirmations.PLACE] = {}
    app.extensions[SEEN] = Seen(place(app.extensions["tomoshibi_settings"]))
    with app.app_context():
        _look_at_file()
    app.before_request(_look_at_file)
    app.after_request(_look_in_passing)


def place(settings: Settings) -> Path:
    """Beside an SQLite database, else in the folder given, or `instance/`."""
    url = make_url(settings.database_url)
    beside = Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else ROOT / "instance"
    return (Path(settings.state_folder) if settings.state_folder else beside) / NAME


def take_over() -> None:
    """Use what is recorded from now on in this process, and keep it for times without the database."""
    _adopt(_recorded())


def take_over_once_committed() -> None:
    """As above, but only when this transaction is on disk: what is rolled back must never reach a page."""
    db.session().flush()
    better = _recorded()
    db.after_commit(lambda: _adopt(better))


def _recorded() -> Better:
    return Better(corrections.newest(), confirmations.newest())


def _adopt(better: Better) -> None:
    seen: Seen = current_app.extensions[SEEN]
    seen.asked_at = clock.now()
    if _text(better) != (_kept(seen.path) or _text(NOTHING)):
        _keep(better, seen.path)
    seen.state = _state(seen.path)
    _use(better)


def _use(better: Better) -> None:
    known = layering.layer(better.corrected) if better.corrected else None
    if known and known.left_out:
        log.warning("corrections that no longer fit their lines: %s", ", ".join(sorted(known.left_out)))
    current_app.extensions[directory.PLACE] = known
    current_app.extensions[confirmations.PLACE] = dict(better.confirmed)


def _look_at_file() -> None:
    """Did another process on this machine, or an earlier life of this one, learn something?"""
    seen: Seen = current_app.extensions[SEEN]
    state = _state(seen.path)
    if state is None or state == seen.state:
        return
    seen.state = state
    try:
        _use(_read(_kept(seen.path)))
    except (KeyError, TypeError, ValueError, AttributeError):
        log.warning("%s cannot be read; the lines are those of the file we ship", seen.path.name)


def _look_in_passing(response: Response) -> Response:
    """The database has just answered somebody; then this costs two short questions a minute."""
    seen: Seen = current_app.extensions[SEEN]
    stale = seen.asked_at is None or not timedelta(0) <= clock.now() - seen.asked_at < FRESH_FOR
    if stale and _database_answers():
        try:
            take_over()
        except SQLAlchemyError:
            g.failed = True
    return response


def _database_answers() -> bool:
    if g.get("failed", True) or g.get("writing") or "db_session" not in g:
        return False
    return current.member().is_member or g.db_session.in_transaction()


def _text(better: Better) -> str:
    days = {line_id: day.isoformat() for line_id, day in better.confirmed.items()}
    return json.dumps({"corrected": better.corrected, "confirmed": days}, ensure_ascii=False, sort_keys=True)


def _read(text: str) -> Better:
    given = json.loads(text)
    return Better(dict(given["corrected"]), {name: date.fromisoformat(day) for name, day in given["confirmed"].items()})


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino


def _kept(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _keep(better: Better, path: Path) -> None:
    """Whole or not at all: a reader never meets half a file. A folder that cannot be written costs only the copy."""
    half = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        half.write_text(_text(better), "utf-8")
        half.replace(path)
    except OSError as trouble:
        log.warning("what is known about lines could not be kept: %s", type(trouble).__name__)
