"""A running site with a board and a room, for people with real browsers."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from app import db
from app.chat.models import Room
from app.forum.models import Board
from tests.support.cast import Person, an_app, at_work
from tests.support.site import Site


@dataclass
class House:
    """The site and, for preparing people, the application on the same database."""

    app: Flask
    site: Site

    def at(self, path: str) -> str:
        return self.site.url + path


@pytest.fixture
def house(sqlite_url: str, live_server: Callable[..., Site]) -> House:
    app = an_app(sqlite_url)
    with at_work(app):
        names = {"purpose_ja": "話しはじめるところ", "purpose_en": "A place to begin"}
        db.session().add(Board(slug="first", position=1, name_ja="まず話したい", name_en="First words", **names))
        db.session().add(Room(slug="konbanwa", position=1, name_ja="こんばんは部屋", name_en="Good evening", **names))
    return House(app, live_server(TOMOSHIBI_DATABASE_URL=sqlite_url))


def signed_in(context, house: House, person: Person):  # type: ignore[no-untyped-def]  # Playwright's own types
    """A page of somebody who has signed in before."""
    context.add_cookies(person.cookies_at(house.site.url))
    return context.new_page()
