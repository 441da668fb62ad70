"""Browsers are asked whether they are still there by one thread, however many they are."""

import threading

import pytest

from app.realtime import pings
from tests.realtime.conftest import Browser, Place

PING, PONG = "2", "3"


@pytest.fixture
def hasty():
    made = Place(ping_interval=0.2, ping_timeout=1)
    yield made
    made.stop()


def asked(browser: Browser, times: int) -> None:
    """Answer so many pings; ConnectionError when the line ends before."""
    for _ in range(times):
        while browser.next() != PING:
            pass
        browser.send(PONG)


def test_everybody_is_asked_again_and_again_by_one_thread(hasty: Place) -> None:
    crowd = [Browser(hasty.port) for _ in range(12)]
    try:
        for _round in range(3):
            for each in crowd:
                asked(each, 1)
        names = [thread.name for thread in threading.enumerate()]
        assert not [name for name in names if "_send_ping" in name], "nobody sleeps for one browser alone"
    finally:
        for each in crowd:
            each.socket.close()


def test_whoever_has_gone_keeps_no_ping_from_the_others(hasty: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    stays, goes, breaks = (Browser(hasty.port) for _ in range(3))
    ping, broken = pings._ping, []

    def fragile(connection: pings.Socket) -> None:
        if not broken:
            broken.append(connection)
            raise OSError
        ping(connection)

    monkeypatch.setattr(pings, "_ping", fragile)
    goes.socket.close()
    asked(stays, 2)
    assert broken
    for each in (stays, breaks):
        each.socket.close()


def test_whoever_does_not_answer_is_let_go(hasty: Place) -> None:
    silent, there = Browser(hasty.port), Browser(hasty.port)
    try:
        asked(there, 5)
        assert silent.is_cut_off()
        asked(there, 1)
    finally:
        for each in (silent, there):
            each.socket.close()
