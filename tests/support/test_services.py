"""The services that the tests stand on are real, empty and this machine's own."""

import socket
from collections.abc import Callable

import pytest
import redis
from playwright.sync_api import BrowserContext
from sqlalchemy import create_engine, text

from tests.support.network import LeftTheMachine


def test_every_kind_of_database_is_empty_and_keeps_japanese(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE words (word text)"))
        connection.execute(text("INSERT INTO words VALUES ('灯')"))
        assert connection.execute(text("SELECT word FROM words")).scalar_one() == "灯"
    engine.dispose()


def test_redis_is_empty_for_everyone(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("a", "b")
        assert client.get("a") == b"b"


def test_redis_is_empty_for_the_next_one_too(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


def test_the_browser_shows_a_page_at_phone_size(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor().new_page()
    page.set_content("<h1>こんばんは</h1>")
    assert page.inner_text("h1") == "こんばんは"
    assert page.evaluate("[innerWidth, innerHeight]") == [360, 640]


def test_nobody_leaves_this_machine() -> None:
    with socket.socket() as lost, pytest.raises(LeftTheMachine):
        lost.connect(("192.0.2.1", 80))
    with pytest.raises(LeftTheMachine):
        socket.getaddrinfo("example.org", 80)
