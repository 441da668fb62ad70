"""A room on a running site, somebody to look over the shoulder of, and others who talk; in a real Chromium."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app import clock, db
from app.accounts import current
from app.accounts.models import Member, Shift
from app.chat import queries, services
from app.chat.models import Message, Room
from app.contributions.models import State
from app.ids import new_id
from tests.chat.conftest import a_room
from tests.support.cast import Person, a_member, an_app, at_work
from tests.support.chromium import STEP, visitor
from tests.support.site import Site
from tests.support.talkers import Talker

ROOM = "yoru"
LINES = 60


@dataclass
class Evening:
    """The application in this process, the site on the same database, and who is there."""

    app: Flask
    site: Site
    yuki: Person
    mori: Person
    chromium: Browser
    open: ExitStack
    talkers: list[Talker] = field(default_factory=list)

    def talker(self, person: Person | None = None) -> Talker:
        """Somebody in the room without a browser."""
        made = Talker(self.site, person or self.mori, ROOM)
        self.talkers.append(made)
        assert made.enter()["ok"]
        return made

    def phone(self, person: Person | None = None, **options: object) -> BrowserContext:
        """A browser that is signed in."""
        context = self.stranger(**options)
        context.add_cookies((person or self.yuki).cookies_at(self.site.url))
        return context

    def app_member(self, person: Person) -> Member:
        """The row of this person, inside a transaction."""
        return db.session().get_one(Member, person.member_id)

    def sign_in(self, context: BrowserContext, token: str) -> None:
        """Give a browser another session."""
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie[current.COOKIE_FIELD] = token
        name = self.app.config["SESSION_COOKIE_NAME"]
        found = client.get_cookie(name)
        assert found
        context.add_cookies([{"name": name, "value": found.value, "url": self.site.url}])

    def plan_watch(self) -> None:
        """Nobody is on duty now; the next one comes in a few hours, at a full hour."""
        begins = clock.to_the_hour(clock.now()) + timedelta(hours=5)
        with at_work(self.app):
            db.session().add(Shift(mask_id=self.mori.mask_id, starts_at=begins, ends_at=begins + timedelta(hours=2)))

    def stranger(self, **options: object) -> BrowserContext:
        """A browser that is not signed in."""
        return self.open.enter_context(visitor(self.chromium, **options))

    def sit_down(self, context: BrowserContext | None = None, *, is_live: bool = True) -> Page:
        """The room, in this browser; live unless said otherwise."""
        page = (context or self.phone()).new_page()
        page.goto(f"{self.site.url}/rooms/{ROOM}")
        if is_live:
            expect(page.locator("[data-awake]")).to_contain_text("起きている")
        return page

    def change_room(self, **fields: object) -> None:
        """As somebody at the database would."""
        with at_work(self.app):
            room = queries.room_for(None, ROOM)  # type: ignore[arg-type]  # every room can be read by everybody
            for name, value in fields.items():
                setattr(room, name, value)


def fill(app: Flask, person: Person, number: int) -> None:
    """More lines than a page shows."""
    with at_work(app, person) as actor:
        room = queries.room_for(actor, ROOM)
        for each in range(number):
            body = f"{each}番めのことば"
            line = Message(mask_id=actor.mask_id, room_id=room.id, body=body, html=f"<p>{body}</p>", nonce=new_id())
            line.state = State.VISIBLE
            db.session().add(line)
            db.session().flush()
            services.appear(line)


@pytest.fixture
def evening(sqlite_url: str, live_server: Callable[..., Site], chromium: Browser) -> Iterator[Evening]:
    app = an_app(sqlite_url)
    a_room(app, ROOM)
    yuki, mori = a_member(app), a_member(app)
    fill(app, mori, LINES)
    with ExitStack() as opened:
        made = Evening(app, live_server(TOMOSHIBI_DATABASE_URL=sqlite_url), yuki, mori, chromium, opened)
        yield made
        for talker in made.talkers:
            talker.go()


def until(page: Page, fact: str) -> None:
    """Wait for something that only a script can see (the site's own policy forbids Playwright's way)."""
    deadline = time.monotonic() + STEP / 1000
    while not page.evaluate(fact):
        assert time.monotonic() < deadline, fact
        page.wait_for_timeout(50)


def room_of(evening: Evening) -> Room:
    """The room as it stands in the database."""
    with at_work(evening.app):
        return queries.room_for(None, ROOM)  # type: ignore[arg-type]  # as above
