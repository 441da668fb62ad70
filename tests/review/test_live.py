"""The open list: everybody who may look hears that something changed, nobody else comes in, and a ring tells nothing."""

import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import socketio
from sqlalchemy import delete, select

from app import clock, db
from app.accounts.models import BrowserSession, Member
from app.accounts.staff_models import SessionProof
from app.permissions import Role
from app.review import queries
from app.review.models import Outcome
from tests.chat.conftest import Place, hall, place  # noqa: F401 - fixtures that this module asks for
from tests.review.conftest import PHONE, House
from tests.support.cast import Person, at_work, looking
from tests.support.promises import kept

SPACE = "/review"
PATIENCE = 30.0


class Watcher:
    """Somebody with the list open; remembers every ring."""

    def __init__(self, url: str, person: Person | None) -> None:
        self.rings: list[Any] = []
        self._news = threading.Condition()
        self.client = socketio.Client(reconnection=False)
        self.client.on("queue_changed", self._ring, namespace=SPACE)
        cookies = {"Cookie": person.cookie} if person else {}
        given = {"headers": cookies, "namespaces": [SPACE], "transports": ["websocket"]}
        self.client.connect(url, wait_timeout=PATIENCE, **given)

    def look(self, **given: Any) -> dict[str, Any]:
        answer = self.client.call("look", given, namespace=SPACE, timeout=PATIENCE)
        assert isinstance(answer, dict)
        return answer

    def sees(self, is_it: Any) -> bool:
        """Look again at every ring until the list is as it should be."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            heard = len(self.rings)
            if is_it(self.look()["items"]):
                return True
            with self._news:
                self._news.wait_for(lambda seen=heard: len(self.rings) > seen, timeout=PATIENCE / 6)
        return False

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
    """A running site, the application here on the same database, and everybody with the list open."""

    place: Place
    open: list[Watcher] = field(default_factory=list)

    @property
    def house(self) -> House:
        return House(self.place.app)

    def watch(self, person: Person | None) -> Watcher:
        made = Watcher(self.place.site.url, person)
        self.open.append(made)
        return made

    def held(self, body: str = f"電話 {PHONE} です") -> str:
        """Something with a number, in the room of this test."""
        text = self.place.listener().say("こんばんは")["id"]
        self.house.report(self.place.member(), text, "danger", body)
        return str(text)


@pytest.fixture
def desk(place: Place) -> Iterator[Desk]:  # noqa: F811 - the fixture
    made = Desk(place)
    yield made
    for each in made.open:
        each.client.disconnect()


def listed(items: list[dict[str, Any]], text: str) -> bool:
    return any(item["id"] == text for item in items)


def test_what_is_new_is_taken_and_is_decided_appears_in_every_open_list(desk: Desk) -> None:
    mori, kawa = desk.house.moderator(), desk.house.moderator()
    opened = [desk.watch(mori), desk.watch(kawa)]
    text = desk.held()
    assert all(each.sees(lambda items: listed(items, text)) for each in opened)
    desk.house.claim(mori, text)
    assert opened[1].sees(lambda items: any(item["id"] == text and mori.mask_name in item["html"] for item in items))
    desk.house.rule(mori, text, Outcome.PUBLISH)
    assert all(each.sees(lambda items: not listed(items, text)) for each in opened)


def test_a_lease_that_runs_out_is_free_in_every_open_list(desk: Desk) -> None:
    mori, kawa = desk.house.moderator(), desk.house.moderator()
    text = desk.held()
    with clock.standing_at(clock.now() - timedelta(minutes=4, seconds=58)):
        desk.house.claim(mori, text)
    assert desk.watch(kawa).sees(
        lambda items: any(item["id"] == text and mori.mask_name not in item["html"] for item in items)
    )


def test_a_ring_says_nothing_and_an_answer_no_word_of_any_text(desk: Desk) -> None:
    mori = desk.house.moderator()
    opened = desk.watch(mori)
    text = desk.held("これは知らせのことばです")
    assert opened.sees(lambda items: listed(items, text))
    assert {str(ring) for ring in opened.rings} <= {"{}", "None"}
    drawn = str(opened.look())
    for hidden in ("こんばんは", "これは知らせのことばです", PHONE):
        assert hidden not in drawn


def test_only_what_looks_different_is_drawn_again(desk: Desk) -> None:
    opened = desk.watch(desk.house.moderator())
    desk.held()
    known = {item["id"]: item["mark"] for item in opened.look()["items"]}
    assert not any("html" in item for item in opened.look(known=known)["items"])
    assert all("html" in item for item in opened.look(known="nonsense")["items"])


def test_ones_own_text_rings_for_others_and_is_in_ones_own_list_never(desk: Desk) -> None:
    mori, kawa = desk.house.moderator(), desk.house.moderator()
    own, other = desk.watch(mori), desk.watch(kawa)
    text = desk.place.listener(mori).say("こんばんは")["id"]
    desk.house.report(desk.place.member(), text, "danger")
    assert other.sees(lambda items: listed(items, text))
    assert not listed(own.look()["items"], text)


@pytest.mark.parametrize("role", [None, Role.MEMBER, Role.COUNSELLOR, Role.OPERATOR])
def test_nobody_else_gets_a_socket_there(desk: Desk, role: Role | None) -> None:
    assert desk.watch(desk.house.moderator()).look()["ok"], "who may, does"
    person = desk.place.member(role=role) if role else None
    with pytest.raises(socketio.exceptions.ConnectionError):
        desk.watch(person)


def test_a_moderator_who_has_not_shown_a_second_factor_gets_none(desk: Desk) -> None:
    with pytest.raises(socketio.exceptions.ConnectionError):
        desk.watch(desk.place.member(role=Role.MODERATOR, proved=False))


def test_a_lost_role_or_proof_ends_the_connection_within_two_seconds(desk: Desk) -> None:
    stays = desk.watch(desk.house.moderator())

    def last() -> float:
        mori, kawa = desk.house.moderator(), desk.house.moderator()
        demoted, unproved = desk.watch(mori), desk.watch(kawa)
        with at_work(desk.place.app):
            db.session().get_one(Member, mori.member_id).role = Role.MEMBER
            own = select(BrowserSession.id).where(BrowserSession.member_id == kawa.member_id)
            db.session().execute(delete(SessionProof).where(SessionProof.session_id.in_(own)))
        return demoted.lasts() + unproved.lasts()

    assert kept(2.5, last)
    assert stays.look()["ok"], "who still may, stays"


def test_the_pulse_differs_whenever_the_list_does(house: House) -> None:
    yuki, mori = house.member(), house.moderator()

    def pulse() -> tuple[object, ...]:
        with looking(house.app):
            return queries.pulse()

    seen = [pulse()]
    text = house.held(yuki)
    seen.append(pulse())
    house.report(house.member(), text)
    seen.append(pulse())
    house.claim(mori, text)
    seen.append(pulse())
    with clock.standing_at(clock.now() + timedelta(minutes=6)):
        seen.append(pulse())
    house.rule(mori, text, Outcome.PUBLISH)
    seen.append(pulse())
    assert all(one != other for one, other in itertools.pairwise(seen))
