"""Two servers are one room, and a server that dies loses nothing it has acknowledged."""

from collections.abc import Callable
from pathlib import Path

import pytest
import socketio
from flask import Flask
from sqlalchemy import select

from app import db
from app.chat.models import Message
from app.permissions import Role
from tests.chat.conftest import a_room
from tests.support.bell import Bell
from tests.support.cast import Person, a_member, an_app, looking
from tests.support.promises import kept
from tests.support.site import Site
from tests.support.talkers import Talker

ROOM = "yoru"
LINES = 40


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    made = an_app(migrated_database_url)
    a_room(made, ROOM)
    return made


def said_in(app: Flask) -> list[tuple[str, int]]:
    with looking(app):
        rows = db.session().execute(select(Message.body, Message.seq).order_by(Message.seq)).all()
        return [(body, seq) for body, seq in rows]


def test_people_on_two_servers_hear_each_other_through_redis(
    app: Flask, migrated_database_url: str, redis_url: str, live_server: Callable[..., Site]
) -> None:
    shared = {"TOMOSHIBI_DATABASE_URL": migrated_database_url, "TOMOSHIBI_REDIS_URL": redis_url}
    yuki = Talker(live_server(**shared), a_member(app), ROOM)
    mori = Talker(live_server(**shared), a_member(app), ROOM)
    assert yuki.enter()["ok"]
    assert mori.enter()["ok"]
    first, second = yuki.say("こちらの窓から"), mori.say("あちらの窓から")
    assert (first["seq"], second["seq"]) == (1, 2)
    assert mori.hears_words("こちらの窓から")
    assert yuki.hears_words("あちらの窓から")
    yuki.go()
    mori.go()


def test_logging_out_on_one_server_ends_the_socket_on_the_other(
    app: Flask, migrated_database_url: str, redis_url: str, live_server: Callable[..., Site]
) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=migrated_database_url, TOMOSHIBI_REDIS_URL=redis_url)

    def lasts() -> float:
        person = a_member(app)
        talker = Talker(site, person, ROOM)
        assert talker.enter()["ok"]
        person.post("/logout")  # answered by this process, not by the site that holds the socket
        return talker.lasts()

    assert kept(2.0, lasts)


@pytest.mark.parametrize("bell", ["rings", "is gone"])
def test_closing_a_room_on_one_server_ends_the_lines_of_its_readers_on_both(
    sqlite_url: str, live_server: Callable[..., Site], tmp_path: Path, bell: str
) -> None:
    app, redis = an_app(sqlite_url), Bell(tmp_path).start()
    a_room(app, ROOM)
    shared = {"TOMOSHIBI_DATABASE_URL": sqlite_url, "TOMOSHIBI_REDIS_URL": redis.url}
    sites = [live_server(**shared) for _each in range(2)]
    readers = [Talker(site, a_member(app), ROOM) for site in sites]
    keeper, elsewhere = (
        Talker(sites[0], a_member(app, role=Role.MODERATOR), ROOM),
        Talker(sites[1], a_member(app), "asa"),
    )
    a_room(app, "asa", position=2)
    for person in (*readers, keeper, elsewhere):
        assert person.enter()["ok"]
    if bell == "is gone":
        redis.stop()
    assert keeper.ask("close", room=ROOM)["ok"]
    for reader in readers:
        assert reader.is_cut_off()
        assert reader.hears(lambda event, told: event == "room_changed" and not told["open"])
    assert not elsewhere.is_cut_off(within=2.0), "whoever sits in another room stays there"
    for person in (*readers, keeper, elsewhere):
        person.go()
    redis.stop()


def test_a_server_that_is_killed_loses_nothing_acknowledged_and_doubles_nothing(
    app: Flask, migrated_database_url: str, live_server: Callable[..., Site], tmp_path: Path
) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=migrated_database_url)
    person = a_member(app)
    acknowledged = _talk_through_kills(site, person, kill_at={7, 19, 33})
    said = said_in(app)
    assert [body for body, _seq in said] == [f"ことば {number}" for number in range(LINES)]
    assert [seq for _body, seq in said] == list(range(1, LINES + 1))
    assert set(acknowledged) <= {body for body, _seq in said}


def _talk_through_kills(site: Site, person: Person, kill_at: set[int]) -> list[str]:
    """Say every line with its own mark; where the server dies, come back and say the unanswered line again."""
    acknowledged: list[str] = []
    talker = Talker(site, person, ROOM)
    for number in range(LINES):
        line = f"ことば {number}"
        if number in kill_at:
            # The line is on its way when the power goes: whether it arrived is exactly what nobody knows.
            talker.client.emit("say", {"room": ROOM, "body": line, "nonce": f"n{number}"}, namespace="/chat")
            site.kill()
            talker.go()
            site.start()
            talker = Talker(site, person, ROOM)
        if talker.say(line, nonce=f"n{number}")["ok"]:
            acknowledged.append(line)
    talker.go()
    return acknowledged


def test_without_a_mark_the_same_words_twice_are_two_messages(
    app: Flask, migrated_database_url: str, live_server: Callable[..., Site]
) -> None:
    """The control of the test above: it is the mark that keeps lines single, so without it this must show doubles."""
    talker = Talker(live_server(TOMOSHIBI_DATABASE_URL=migrated_database_url), a_member(app), ROOM)
    for mark in ("a", "b"):
        assert talker.say("おなじことば", nonce=mark)["ok"]
    assert [body for body, _seq in said_in(app)] == ["おなじことば", "おなじことば"]
    talker.go()


def test_a_visitor_is_still_turned_away_when_redis_is_there(
    app: Flask, migrated_database_url: str, redis_url: str, live_server: Callable[..., Site]
) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=migrated_database_url, TOMOSHIBI_REDIS_URL=redis_url)
    with pytest.raises(socketio.exceptions.ConnectionError):
        Talker(site, None, ROOM)
