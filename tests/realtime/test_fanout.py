"""An announcement reaches everyone it is meant for, once, in one order, and as the protocol has it."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from app.realtime import wire
from app.realtime.fanout import FanOut
from app.realtime.transport import Straight
from tests.realtime.conftest import Browser, Place

Come = Callable[..., Browser]
LONG = "灯" * 5000
FRAMES = 600


def test_everyone_in_the_room_hears_it_and_nobody_else(place: Place, browser: Come) -> None:
    inside, outside = [browser() for _ in range(3)], browser()
    place.server.server.leave_room(outside.sid, "room", namespace="/")
    place.tell("said", {"body": "こんばんは"})
    place.server.emit("only", "you", to=outside.sid)
    assert [each.events(1) for each in inside] == [[["said", {"body": "こんばんは"}]]] * 3
    assert outside.events(1) == [["only", "you"]]


def test_who_caused_it_can_be_left_out(place: Place, browser: Come) -> None:
    yuki, mori = browser(), browser()
    place.tell("typing", {}, skip_sid=yuki.sid)
    place.tell("said", {})
    assert yuki.events(1) == [["said", {}]]
    assert mori.events(2) == [["typing", {}], ["said", {}]]


@pytest.mark.parametrize(
    ("given", "heard"), [(None, []), ("one", ["one"]), (("a", 2), ["a", 2]), ([1, 2], [[1, 2]]), (LONG, [LONG])]
)
def test_contents_arrive_as_the_stock_way_sends_them(place: Place, browser: Come, given: Any, heard: list[Any]) -> None:
    one = browser()
    place.tell("event", given)
    assert one.events(1) == [["event", *heard]]


def test_bytes_take_the_stock_way(place: Place, browser: Come) -> None:
    one = browser()
    place.tell("picture", {"of": b"\x00\x01"})
    assert one.next().startswith("451-")


def test_everybody_hears_one_order_however_many_speak(place: Place, browser: Come) -> None:
    listeners = [browser() for _ in range(4)]
    threads = [
        threading.Thread(target=lambda who=who: [place.tell("said", [who, number]) for number in range(50)])
        for who in range(4)
    ]
    for thread in threads:
        thread.start()
    heard = [listener.events(200) for listener in listeners]
    assert heard == [heard[0]] * 4
    assert len({str(each) for each in heard[0]}) == 200


def test_answers_and_announcements_share_one_line(place: Place, browser: Come) -> None:
    """What a server writes for one browser alone goes through the same wire, so that nothing lands inside a frame."""
    one = browser()
    for number in range(100):
        one.send(f'42{number}["echo",{number}]')
        place.tell("said", LONG)
    packets = [one.next() for _ in range(200)]
    assert sorted(each for each in packets if each.startswith("43")) == sorted(f"43{n}[{n}]" for n in range(100))
    assert sum(each.startswith('42["said"') for each in packets) == 100


def test_a_slow_reader_delays_nobody_is_cut_off_and_finds_everything_after_it_returns(
    place: Place, browser: Come
) -> None:
    slow, quick = browser(buffer=4096), browser()
    for number in range(FRAMES):
        place.tell("said", [number, "x" * 16000])
        # The next one is told when the quick reader has this one: the slow one has not read a byte yet.
        assert quick.events(1)[0][1][0] == number
    assert slow.is_cut_off()
    again = browser()
    place.tell("said", "still here")
    assert again.events(1) == [["said", "still here"]]


def test_with_room_to_wait_a_slow_reader_gets_every_frame(
    place: Place, browser: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire.Wire.__init__, "__defaults__", (64 * 1024 * 1024,))
    slow = browser(buffer=4096)
    for number in range(FRAMES):
        place.tell("said", [number, "x" * 16000])
    assert [each[1] for each in slow.events(FRAMES)] == [[number, "x" * 16000] for number in range(FRAMES)]


def test_compression_is_not_negotiated(browser: Come) -> None:
    assert "101" in browser().answer
    assert "permessage-deflate" not in browser().answer.lower()


def test_a_message_that_is_too_long_ends_the_connection(browser: Come) -> None:
    one = browser()
    one.send('42["echo","' + "x" * 20000 + '"]')
    assert one.is_cut_off()


def test_nonsense_on_the_line_ends_it_and_nothing_else(place: Place, browser: Come) -> None:
    odd, other = browser(), browser()
    odd.socket.sendall(b"\xff" * 64)
    assert odd.is_cut_off()
    place.tell("said", 1)
    assert other.events(1) == [["said", 1]]


def test_who_is_disconnected_hears_goodbye_and_is_hung_up_on(place: Place, browser: Come) -> None:
    one = browser()
    place.server.emit("evicted", {}, to=one.sid)
    connection = place.manager.eio_sid_from_sid(one.sid, "/")
    place.server.server.eio.disconnect(connection)
    assert one.events(1) == [["evicted", {}]]
    assert one.is_cut_off()


def test_the_layer_is_in_place(place: Place, browser: Come) -> None:
    """The control: without it all of the above would pass by the stock path."""
    browser()
    assert isinstance(place.manager, FanOut)
    assert all(isinstance(each.queue, Straight) for each in place.server.server.eio.sockets.values())
