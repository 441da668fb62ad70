"""Somebody who comes back is asked who they are once, and everything that follows asks again."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.serving import make_server

from app import clock
from tests.chat.conftest import a_room
from tests.support.cast import Person, a_member, an_app
from tests.support.processes import free_port
from tests.support.talkers import Talker

ROOM = "yoru"


class Counter:
    """How often the database was asked who somebody is, and whose names are theirs."""

    def __init__(self, app: Flask) -> None:
        self.sessions = self.names = 0
        event.listen(app.extensions["tomoshibi_db"].engine, "before_cursor_execute", self._count)

    def asked(self) -> tuple[int, int]:
        """Since the last time."""
        found, self.sessions, self.names = (self.sessions, self.names), 0, 0
        return found

    def _count(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        self.sessions += "sessions.token_hash = " in statement
        self.names += "masks.owner_tag IN" in statement


@pytest.fixture
def site(sqlite_url: str) -> Iterator[SimpleNamespace]:
    """The application behind a server in this very process, so that its questions can be counted."""
    port = free_port()
    app = an_app(sqlite_url, origin=f"http://127.0.0.1:{port}")
    a_room(app, ROOM)
    server = make_server("127.0.0.1", port, app, threaded=True)
    server.daemon_threads = True
    serves = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    serves.start()
    yield SimpleNamespace(app=app, url=f"http://127.0.0.1:{port}")
    server.shutdown()
    serves.join()
    server.server_close()


def come(site: SimpleNamespace, person: Person) -> Talker:
    return Talker(site, person, ROOM)  # type: ignore[arg-type]  # what it needs of a site is its address


def test_whoever_comes_back_is_recognised_once_and_then_at_everything_they_do(site: SimpleNamespace) -> None:
    counter, yuki = Counter(site.app), a_member(site.app)
    talkers = []  # they leave at the end: a line that ends is recognised, too, at some moment of its own
    for _return in range(2):
        counter.asked()
        talker = come(site, yuki)
        talkers.append(talker)
        assert talker.enter()["ok"]
        assert counter.asked() == (1, 1)
        assert talker.say(f"ただいま {_return}")["ok"]
        assert counter.asked() == (1, 1)
        assert talker.enter(after=0)["ok"]
        assert counter.asked() == (1, 1)
    for talker in talkers:
        talker.go()


def test_whoever_speaks_first_or_comes_in_late_is_asked_anew(site: SimpleNamespace) -> None:
    counter, yuki = Counter(site.app), a_member(site.app)
    talker = come(site, yuki)
    counter.asked()
    assert talker.say("はじめのひとこと")["ok"]
    assert counter.asked() == (1, 1), "nothing is written on an older answer"
    with clock.standing_at(clock.now() + timedelta(seconds=3)):
        assert talker.enter()["ok"]
        assert counter.asked() == (1, 1)
    talker.go()


def test_whose_session_ends_between_two_steps_of_coming_back_is_cut_off(site: SimpleNamespace) -> None:
    yuki = a_member(site.app)
    talker = come(site, yuki)
    yuki.post("/logout")
    assert talker.is_cut_off()
    talker.go()
