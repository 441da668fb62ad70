"""The open page of whoever answers: it hears that something changed, and loses everything when the profession ends."""

import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import socketio
from flask import Flask

from app import clock, db
from app.accounts import masks
from app.accounts.models import Mask
from app.permissions import Role
from app.retention import EXPIRIES
from tests.experts.cast import (
    NURSE,
    SCHOOL,
    a_counsellor,
    a_question,
    keeps,
    on_duty,
    open_always,
    page,
    row,
    two_rooms,
)
from tests.support.cast import Person, a_member, an_app, at_work, token
from tests.support.promises import kept
from tests.support.site import Site

SPACE = "/desk"
PATIENCE = 30.0


class Page:
    """A counsellor's open page; remembers every ring."""

    def __init__(self, url: str, person: Person) -> None:
        self.rings: list[Any] = []
        self.farewells: list[Any] = []
        self._news = threading.Condition()
        self.client = socketio.Client(reconnection=False)
        self.client.on("desk_changed", self._ring, namespace=SPACE)
        self.client.on("evicted", self.farewells.append, namespace=SPACE)
        given = {"headers": {"Cookie": person.cookie}, "namespaces": [SPACE], "transports": ["websocket"]}
        self.client.connect(url, wait_timeout=PATIENCE, **given)

    def watch(self, question_id: str) -> dict[str, Any]:
        answer = self.client.call("watch", {"question": question_id}, namespace=SPACE, timeout=PATIENCE)
        assert isinstance(answer, dict)
        return answer

    def hears(self) -> bool:
        with self._news:
            return self._news.wait_for(lambda: bool(self.rings), timeout=PATIENCE)

    def lasts(self) -> float:
        """Seconds until the connection was gone, which it has to be."""
        begun = time.monotonic()
        while self.client.connected and SPACE in self.client.namespaces:
            assert time.monotonic() - begun < PATIENCE, "it is still open"
            time.sleep(0.02)
        return time.monotonic() - begun

    def _ring(self, payload: Any = None) -> None:
        with self._news:
            self.rings.append(payload)
            self._news.notify_all()


@dataclass
class Desk:
    """A running site, the application here on the same database, and open pages."""

    app: Flask
    site: Site
    asker: Person
    counsellor: Person
    pages: list[Page] = field(default_factory=list)

    def open(self, person: Person) -> Page:
        made = Page(self.site.url, person)
        self.pages.append(made)
        return made


@pytest.fixture
def desk(sqlite_url: str, live_server: Callable[..., Site]) -> Iterator[Desk]:
    app = an_app(sqlite_url)
    two_rooms(app)
    open_always(app)
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    made = Desk(app, site, a_member(app), a_counsellor(app))
    yield made
    for each in made.pages:
        each.client.disconnect()


def test_when_a_profession_ends_in_mid_draft_the_open_page_is_lost_and_the_draft_is_the_rooms(desk: Desk) -> None:
    colleague = a_counsellor(desk.app)
    question_id = a_question(desk.app, desk.asker)
    desk.counsellor.post(f"/questions/{question_id}/take")
    keeps(desk.counsellor, question_id, "書きはじめた文")
    opened, other = desk.open(desk.counsellor), desk.open(colleague)
    assert opened.watch(question_id)["state"] == "mine"
    assert other.watch(question_id)["state"] == "taken"
    with at_work(desk.app):
        masks.verify(db.session().get_one(Mask, colleague.mask_id), SCHOOL, clock.today() + timedelta(days=30))
    _profession_ends(desk, desk.counsellor)
    opened.lasts()
    assert opened.farewells, "the page is told, so that it can close itself"
    assert not row(desk.app, question_id).is_being_written, "the seat is free at once"
    assert other.watch(question_id)["state"] == "free", "who still counsels, stays"
    assert colleague.post(f"/questions/{question_id}/take").status_code == 303
    assert "書きはじめた文" in page(colleague, question_id)


def test_a_page_on_duty_hears_that_something_changed_and_never_what(desk: Desk) -> None:
    colleague, resting = a_counsellor(desk.app), a_counsellor(desk.app)
    question_id = a_question(desk.app, desk.asker)
    opened, silent = desk.open(colleague), desk.open(resting)
    assert opened.watch(question_id)["state"] == silent.watch(question_id)["state"] == "free"
    on_duty(colleague)
    _take_there(desk, question_id)
    assert opened.hears()
    assert set(map(str, opened.rings)) <= {"{}", "None"}
    assert opened.watch(question_id) == {"ok": True, "state": "taken"}
    assert silent.watch(question_id)["state"] == "taken", "an answer later, so a ring would have come by now"
    assert silent.rings == []


@pytest.mark.parametrize("who", ["member", "moderator", "unproved"])
def test_nobody_else_gets_a_line_and_no_line_tells_of_other_rooms(desk: Desk, who: str) -> None:
    others = {
        "member": lambda: a_member(desk.app),
        "moderator": lambda: a_member(desk.app, role=Role.MODERATOR),
        "unproved": lambda: a_member(desk.app, role=Role.COUNSELLOR, badge=SCHOOL, proved=False),
    }
    with pytest.raises(socketio.exceptions.ConnectionError):
        desk.open(others[who]())
    question_id = a_question(desk.app, desk.asker)
    nurse = desk.open(a_counsellor(desk.app, NURSE))
    assert nurse.watch(question_id)["error"] == "not_found"


def test_the_page_is_lost_within_two_seconds(desk: Desk) -> None:
    def lasts() -> float:
        opened = desk.open(counsellor := a_counsellor(desk.app))
        _profession_ends(desk, counsellor)
        return opened.lasts()

    assert kept(2.5, lasts), "two seconds, and half of one for this test to see it"


def _profession_ends(desk: Desk, counsellor: Person) -> None:
    with at_work(desk.app):
        masks.verify(db.session().get_one(Mask, counsellor.mask_id), SCHOOL, clock.today())
    with clock.standing_at(clock.now() + timedelta(days=1)):
        next(each for each in EXPIRIES if each.what == "verified professions").forget_all(desk.app)


def _take_there(desk: Desk, question_id: str) -> None:
    """Through the running site: a ring is sent by whichever process took the form."""
    body = urllib.parse.urlencode({"csrf_token": token(desk.counsellor.client)}).encode()
    headers = {"Cookie": desk.counsellor.cookie, "Origin": desk.site.url}
    way = urllib.request.Request(f"{desk.site.url}/questions/{question_id}/take", body, headers)
    with urllib.request.urlopen(way, timeout=PATIENCE) as taken:
        assert taken.status == 200
