"""A running site for a whole module, and for every test a room of its own with people who talk in it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask

from app import db
from app.chat.models import Room
from tests.support.cast import Person, a_member, an_app, at_work
from tests.support.databases import KINDS, MakeDatabase
from tests.support.site import Site
from tests.support.talkers import Talker

ROOMS = itertools.count(1)


def a_room(app: Flask, slug: str, **fields: object) -> str:
    """A room that is always open unless said otherwise; returns its id."""
    names = {"name_ja": "夜", "name_en": "Night", "purpose_ja": "話す", "purpose_en": "Talk"}
    with at_work(app):
        room = Room(**{"slug": slug, "position": 1} | names | fields)
        db.session().add(room)
        db.session().flush()
        return room.id


@dataclass
class Place:
    """A room on a running site, the application in this process on the same database, and everybody connected."""

    app: Flask
    site: Site
    room: str
    talkers: list[Talker] = field(default_factory=list)

    def member(self, **fields: object) -> Person:
        return a_member(self.app, **fields)  # type: ignore[arg-type]  # passed on as they are

    def connect(self, person: Person | None, **headers: str) -> Talker:
        talker = Talker(self.site, person, self.room, **headers)
        self.talkers.append(talker)
        return talker

    def listener(self, person: Person | None = None) -> Talker:
        """Somebody who sits in the room."""
        talker = self.connect(person or self.member())
        assert talker.enter()["ok"]
        return talker


@pytest.fixture(scope="module", params=KINDS)
def hall(
    request: pytest.FixtureRequest, make_migrated_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Site]]:
    """One running site per module and kind of database: starting one takes longer than most tests."""
    with make_migrated_database(request.param) as url:
        app = an_app(url)
        site = Site({"TOMOSHIBI_DATABASE_URL": url}, tmp_path_factory.mktemp("hall")).start()
        yield app, site
        site.stop()
        app.extensions["tomoshibi_db"].engine.dispose()


@pytest.fixture
def place(hall: tuple[Flask, Site]) -> Iterator[Place]:
    app, site = hall
    slug = f"room-{next(ROOMS)}"
    a_room(app, slug)
    opened = Place(app, site, slug)
    yield opened
    for talker in opened.talkers:
        talker.go()
