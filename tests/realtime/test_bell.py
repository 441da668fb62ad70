"""Redis is only the bell: without it people on two servers hear each other later, and miss nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from flask import Flask

from tests.chat.conftest import a_room
from tests.support.bell import Bell
from tests.support.cast import a_member, an_app
from tests.support.promises import kept
from tests.support.site import Site
from tests.support.talkers import Talker

ROOM = "yoru"


@pytest.fixture
def bell(tmp_path: Path) -> Iterator[Bell]:
    made = Bell(tmp_path).start()
    yield made
    made.stop()


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    made = an_app(migrated_database_url)
    a_room(made, ROOM)
    return made


def test_while_redis_is_away_people_on_two_servers_still_hear_each_other_and_afterwards_as_before(
    app: Flask, migrated_database_url: str, bell: Bell, live_server: Callable[..., Site]
) -> None:
    shared = {"TOMOSHIBI_DATABASE_URL": migrated_database_url, "TOMOSHIBI_REDIS_URL": bell.url}
    yuki, mori = (Talker(live_server(**shared), a_member(app), ROOM) for _ in range(2))
    yuki.enter()
    last = mori.enter()["last"]
    redis.Redis.from_url(bell.url).flushall()
    assert yuki.say("鳴りますか")["ok"]
    assert mori.hears_words("鳴りますか"), "the control: the bell rings, also after it was emptied"

    bell.stop()
    assert mori.hears_event("missed"), "the server noticed, and asks to look"
    mori.heard.clear()
    assert yuki.say("聞こえますか")["ok"], "an answer does not wait for the bell"
    assert mori.hears_event("missed")
    caught_up = mori.enter(after=last)
    assert [each["body"] for each in caught_up["messages"]] == ["鳴りますか", "聞こえますか"]

    mori.heard.clear()
    bell.start()
    assert mori.hears_event("missed"), "back, and something may have been said in between"
    assert yuki.say("おかえり")["ok"]
    assert mori.hears_words("おかえり")
    for each in (yuki, mori):
        each.go()


def test_logging_out_ends_the_socket_on_another_server_while_redis_is_away(
    app: Flask, migrated_database_url: str, bell: Bell, live_server: Callable[..., Site]
) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=migrated_database_url, TOMOSHIBI_REDIS_URL=bell.url)

    def lasts() -> float:
        person = a_member(app)
        talker = Talker(site, person, ROOM)
        talker.enter()
        bell.stop()
        person.post("/logout")
        seconds = talker.lasts()
        talker.go()
        return seconds

    assert kept(2.0, lasts)
