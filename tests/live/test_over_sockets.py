"""A live hour over real sockets: turns are heard at once, gaps are filled, and whoever loses badge or session falls silent."""

import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPResponse
from urllib.error import HTTPError

import pytest
from flask import Flask
from sqlalchemy import select

from app import db
from app.accounts import sessions
from app.chat.models import Room
from app.experts.models import ExpertRoom
from app.ids import new_id
from tests.experts.cast import NURSE, a_counsellor, two_rooms
from tests.support.cast import Person, a_member, an_app, at_work, token
from tests.support.databases import MakeDatabase
from tests.support.promises import kept
from tests.support.site import Site
from tests.support.talkers import Talker

ALL_DAY = "\n".join(f"{day} 0:00-24:00" for day in "月火水木金土日")
WITHIN = 2.0  # seconds, as promised


@dataclass
class Place:
    """A live hour on a running site, whatever the day, and everybody connected."""

    app: Flask
    site: Site
    room: str
    talkers: list[Talker] = field(default_factory=list)

    def listener(self, person: Person) -> Talker:
        talker = Talker(self.site, person, self.room)
        self.talkers.append(talker)
        assert talker.enter()["ok"]
        return talker

    def post(self, person: Person, path: str, **fields: str) -> int:
        """Send a form to the running site; what it answers."""
        given = urllib.parse.urlencode({"csrf_token": token(person.client), **fields}).encode()
        request = urllib.request.Request(self.site.url + path, given, {"Cookie": person.cookie})
        try:
            answer: HTTPResponse = urllib.request.build_opener(Still).open(request)
        except HTTPError as refused:
            return refused.code
        return answer.status


class Still(urllib.request.HTTPRedirectHandler):
    """Where one is sent next is not followed."""

    def redirect_request(self, *_given: object) -> None:
        return None


@pytest.fixture(scope="module")
def hall(
    make_migrated_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Site]]:
    with make_migrated_database("sqlite") as url:
        app = an_app(url)
        two_rooms(app)
        with at_work(app):
            db.session().scalars(select(ExpertRoom).where(ExpertRoom.slug == "school")).one().keeps_holidays = False
        assert a_counsellor(app).post("/experts/school/live", week=ALL_DAY, other="").status_code == 303
        site = Site({"TOMOSHIBI_DATABASE_URL": url}, tmp_path_factory.mktemp("hall")).start()
        yield app, site
        site.stop()
        app.extensions["tomoshibi_db"].engine.dispose()


@pytest.fixture
def place(hall: tuple[Flask, Site]) -> Iterator[Place]:
    opened = Place(*hall, "live-school")
    with at_work(opened.app):
        db.session().scalars(select(Room)).one().end_call()
    yield opened
    for talker in opened.talkers:
        talker.go()


def test_whoever_is_called_is_heard_and_nobody_else(place: Place) -> None:
    yuki_person, mori_person, counsellor_person = a_member(place.app), a_member(place.app), a_counsellor(place.app)
    yuki, mori, counsellor = (place.listener(each) for each in (yuki_person, mori_person, counsellor_person))
    nurse = place.listener(a_counsellor(place.app, NURSE))
    assert [each.enter()["open"] for each in (yuki, mori, nurse, counsellor)] == [False, False, False, True]
    refused = yuki.say("まだ呼ばれていません")
    assert (refused["ok"], refused["error"]) == (False, "out_of_turn")
    assert place.post(yuki_person, "/rooms/live-school/hands", body="朝のことを聞きたいです", nonce=new_id()) == 303
    last = mori.enter()["last"]
    mori.go()
    assert place.post(counsellor_person, "/rooms/live-school/hands/next") == 303
    assert counsellor.hears_words("朝のことを聞きたいです"), "the question is heard when it is called, not before"
    assert yuki.hears_event("room_changed")
    assert yuki.enter()["open"]
    assert yuki.say("いま話せます")["ok"]
    assert nurse.say("わたしも")["error"] == "out_of_turn"
    away = place.listener(mori_person)
    missed = [message["body"] for message in away.enter(after=last)["messages"]]
    assert missed == ["朝のことを聞きたいです", "いま話せます"], "nothing is lost, nothing comes twice"


@pytest.mark.parametrize("loss", ["badge", "session"])
def test_whoever_loses_badge_or_session_falls_silent_within_two_seconds(place: Place, loss: str) -> None:
    reader, people = place.listener(a_member(place.app)), list[Person]()

    def lasts() -> float:
        people.append(a_counsellor(place.app))
        counsellor = place.listener(people[-1])
        assert counsellor.say("こんばんは、はじめましょう")["ok"]
        assert reader.hears_words("こんばんは、はじめましょう")
        if loss == "badge":
            place.site.command("staff", "unverify", people[-1].mask_name)
        else:
            with at_work(place.app):
                sessions.end_all(people[-1].member_id)
        return counsellor.lasts()

    assert kept(WITHIN, lasts)
    person = people[-1]
    place.post(person, "/rooms/live-school/messages", body="まだ話せますか", nonce=new_id())
    assert reader.enter()["messages"][-1]["body"] != "まだ話せますか"
    if loss == "badge":
        assert reader.hears(lambda event, told: event == "message_changed" and "はじめましょう" in told["body"])
        changed = [told for event, told in reader.heard if event == "message_changed"]
        assert "badge--expert" not in changed[-1]["html"], "open pages show at once that it does not hold any more"
