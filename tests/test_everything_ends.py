"""Whatever has an end is gone after it: by the command, and by the timer that nobody has to think of."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, inspect, select

from app import clock, db, retention
from app.accounts import current, entry_codes
from app.accounts.credentials import EntryCode
from app.accounts.models import BrowserSession
from app.db import Base
from app.retention import EXPIRIES, Expiry, Rounds
from tests.support.cast import a_member, an_app, at_work, looking

ENDS = ("expires_at", "until", "forgotten_at")


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    return an_app(migrated_database_url)


def rows(app: Flask, table: type[Base]) -> int:
    with looking(app):
        return db.session().scalar(select(func.count()).select_from(table)) or 0


def furnish(app: Flask) -> None:
    """A session for thirty days and a number for a minute."""
    person = a_member(app)
    with at_work(app):
        entry_codes.offer(current.keys(), person.member_id)


def test_the_command_deletes_what_is_over_and_nothing_else(app: Flask) -> None:
    furnish(app)
    app.test_cli_runner().invoke(args=["retention"])
    assert (rows(app, BrowserSession), rows(app, EntryCode)) == (1, 1)
    with clock.standing_at(clock.now() + timedelta(minutes=2)):
        app.test_cli_runner().invoke(args=["retention"])
    assert (rows(app, BrowserSession), rows(app, EntryCode)) == (1, 0)
    with clock.standing_at(clock.now() + timedelta(days=31)):
        said = app.test_cli_runner().invoke(args=["retention"]).output
    assert rows(app, BrowserSession) == 0
    assert "ended sessions: 1" in said


def test_the_timer_does_the_same_each_thing_in_its_own_time(app: Flask) -> None:
    furnish(app)
    rounds = Rounds(app)
    rounds.go(0.0)
    with clock.standing_at(clock.now() + timedelta(days=31)):
        rounds.go(30.0)
        assert (rows(app, BrowserSession), rows(app, EntryCode)) == (1, 1), "not due yet"
        rounds.go(61.0)
        assert (rows(app, BrowserSession), rows(app, EntryCode)) == (1, 0)
        rounds.go(601.0)
        assert rows(app, BrowserSession) == 0


def test_one_thing_that_fails_keeps_nothing_else_from_ending(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> int:
        raise RuntimeError("the database is away")

    monkeypatch.setattr(retention, "EXPIRIES", (Expiry("broken", fails, 1.0), *EXPIRIES))
    furnish(app)
    with clock.standing_at(clock.now() + timedelta(days=31)):
        Rounds(app).go(0.0)
    assert (rows(app, BrowserSession), rows(app, EntryCode)) == (0, 0)


def test_every_table_with_an_end_is_seen_to(app: Flask) -> None:
    """A table that says when its rows end, and that nothing on the list ever asks about, is found."""
    with looking(app):
        known = set(inspect(db.session().connection()).get_table_names())
    ending = {
        table.name
        for table in Base.metadata.tables.values()
        if table.name in known and {column.name for column in table.columns} & set(ENDS)
    }
    assert ending, "there is something to see to"
    unseen = [name for name in ending if not any(_sweeps(expiry, name, app) for expiry in EXPIRIES)]
    assert unseen == [], "add a line to app/retention.py"


def _sweeps(expiry: Expiry, table: str, app: Flask) -> bool:
    """Does this expiry ask the database anything about the table?"""
    asked: list[str] = []
    engine = app.extensions["tomoshibi_db"].engine

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        expiry.forget_all(app)
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return any(table in statement for statement in asked)
