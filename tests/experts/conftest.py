"""The expert rooms on both databases, with one asker and one counsellor."""

from dataclasses import dataclass

import pytest
from flask import Flask

from tests.experts.cast import a_counsellor, two_rooms
from tests.support.cast import Person, a_member, an_app


@dataclass(frozen=True)
class Evening:
    """An application with two rooms, somebody who asks and somebody who answers."""

    app: Flask
    asker: Person
    counsellor: Person


@pytest.fixture
def evening(migrated_database_url: str) -> Evening:
    app = an_app(migrated_database_url)
    two_rooms(app)
    return Evening(app, a_member(app), a_counsellor(app))
