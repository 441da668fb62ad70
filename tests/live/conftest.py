"""A live hour on both databases: on Thursdays from eight to nine, with one counsellor and two who ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask

from app import clock
from tests.experts.cast import a_counsellor, two_rooms
from tests.support.cast import Person, a_member, an_app

DURING = datetime(2026, 11, 26, 20, 10, tzinfo=clock.TOKYO)  # a Thursday
WEEKLY = "木 20:00-21:00"
ROOM = "/rooms/live-school"


@dataclass(frozen=True)
class Live:
    """An application, and who is there."""

    app: Flask
    yuki: Person
    mori: Person
    counsellor: Person


def a_live_hour(database_url: str) -> Live:
    app = an_app(database_url)
    two_rooms(app)
    live = Live(app, a_member(app), a_member(app), a_counsellor(app))
    planned = live.counsellor.post("/experts/school/live", week=WEEKLY, other="")
    assert planned.status_code == 303, planned.get_data(as_text=True)
    return live


@pytest.fixture
def live(sqlite_url: str) -> Iterator[Live]:
    """Where the database makes no difference; the clock stands in the middle of the hour."""
    with clock.standing_at(DURING):
        yield a_live_hour(sqlite_url)


@pytest.fixture
def live_on_both(migrated_database_url: str) -> Iterator[Live]:
    with clock.standing_at(DURING):
        yield a_live_hour(migrated_database_url)
