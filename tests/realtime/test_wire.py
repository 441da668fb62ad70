"""Frames reach a browser whole and in order, and nobody waits for a slow one. Real sockets, no server."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from wsproto import ConnectionType
from wsproto.connection import Connection, ConnectionState
from wsproto.events import BytesMessage, Message, TextMessage

from app.realtime.wire import Wire, frame

SIXTEEN_KB = 16 * 1024
FRAMES = 600
PLENTY = 64 * 1024 * 1024
PATIENCE = 30


class NotAMessage(Exception):
    """The stream is broken."""


class Line:
    """A wire, the thread that drains it, and the browser's end."""

    def __init__(self, **limits: int) -> None:
        self.ours, self.browser = socket.socketpair()
        self.browser.settimeout(PATIENCE)
        self.wire = Wire(self.ours, **limits)
        self.drains = threading.Thread(target=self.wire.drain, daemon=True)
        self.drains.start()

    def read(self, number: int) -> list[str]:
        """The next `number` messages, as a WebSocket library that is not ours understands them."""
        found: list[str] = []
        for message in messages(self.browser):
            found.append(message)
            if len(found) == number:
                break
        return found

    def ends(self) -> bool:
        """Does the browser see the end of the connection, after whatever was on its way?"""
        while self.browser.recv(65536):
            pass
        return True


def messages(browser: socket.socket) -> Iterator[str]:
    protocol, parts = Connection(ConnectionType.CLIENT), []
    while received := browser.recv(65536):
        protocol.receive_data(received)
        for event in protocol.events():
            if not isinstance(event, Message):
                raise NotAMessage(event)
            parts.append(event.data if isinstance(event.data, str) else event.data.decode())
            if event.message_finished:
                yield "".join(parts)
                parts.clear()


def numbered(number: int) -> str:
    return f"{number:06}" + chr(97 + number % 26) * (SIXTEEN_KB - 6)


@pytest.fixture
def line() -> Iterator[Callable[..., Line]]:
    made: list[Line] = []

    def make(**limits: int) -> Line:
        made.append(Line(**limits))
        return made[-1]

    yield make
    for each in made:
        each.wire.cut()
        each.drains.join(PATIENCE)
        each.ours.close()
        each.browser.close()


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65535, 65536, 200_000])
@pytest.mark.parametrize("kind", [str, bytes])
def test_a_frame_is_what_the_protocol_says(length: int, kind: type) -> None:
    protocol = Connection(ConnectionType.CLIENT)
    protocol.receive_data(frame("x" * length if kind is str else b"x" * length))
    heard = list(protocol.events())
    assert {type(each) for each in heard} == {TextMessage if kind is str else BytesMessage}
    assert sum(len(each.data) for each in heard) == length
    assert heard[-1].message_finished
    assert protocol.state is ConnectionState.OPEN


def test_words_of_every_script_arrive(line: Callable[..., Line]) -> None:
    one = line()
    one.wire.send(frame("きょうは、休みました。🏮"))
    assert one.read(1) == ["きょうは、休みました。🏮"]


def test_a_slow_reader_gets_every_frame_whole_and_in_order_and_nobody_waits_for_it(line: Callable[..., Line]) -> None:
    slow, quick = line(most=PLENTY), line(most=PLENTY)
    heard: list[str] = []
    reading = threading.Thread(target=lambda: heard.extend(quick.read(FRAMES)))
    reading.start()
    for number in range(FRAMES):
        for each in (slow, quick):
            each.wire.send(frame(numbered(number)))
    reading.join(PATIENCE)
    # The slow one has not read a single byte by now, and all 600 have reached the other.
    assert [each[:6] for each in heard] == [f"{number:06}" for number in range(FRAMES)]
    assert slow.read(FRAMES) == [numbered(number) for number in range(FRAMES)]


def test_frames_of_many_threads_are_never_mixed(line: Callable[..., Line]) -> None:
    one, writers = line(most=PLENTY), 8
    texts = [chr(97 + writer) * SIXTEEN_KB for writer in range(writers)]

    def write(text: str) -> None:
        for _ in range(FRAMES // writers):
            one.wire.send(frame(text))

    threads = [threading.Thread(target=write, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    heard = one.read(FRAMES // writers * writers)
    assert sorted(heard) == sorted(texts * (FRAMES // writers))


def test_who_never_reads_is_cut_off_at_a_bound(line: Callable[..., Line]) -> None:
    one = line(most=256 * 1024)
    for number in range(FRAMES):
        one.wire.send(frame(numbered(number)))
    one.drains.join(PATIENCE)
    assert not one.drains.is_alive()
    assert one.ends()


def test_what_waits_when_it_ends_still_goes_out(line: Callable[..., Line]) -> None:
    one = line(most=PLENTY)
    for number in range(50):
        one.wire.send(frame(numbered(number)))
    one.wire.finish()
    assert one.read(50) == [numbered(number) for number in range(50)]
    one.drains.join(PATIENCE)
    assert not one.drains.is_alive()


def test_a_browser_that_is_gone_harms_nobody(line: Callable[..., Line]) -> None:
    one = line()
    one.browser.close()
    for number in range(20):
        one.wire.send(frame(numbered(number)))
    one.drains.join(PATIENCE)
    assert not one.drains.is_alive()


def test_goodbye_does_not_wait_for_ever(line: Callable[..., Line]) -> None:
    one = line(most=PLENTY)
    for number in range(100):
        one.wire.send(frame(numbered(number)))
    one.wire.finish()
    one.wire.finished(within=0.05)
    assert one.ends()


def test_the_reading_above_sees_a_mixed_stream() -> None:
    """The control: frames written into each other are no messages any more."""
    ours, browser = socket.socketpair()
    whole = frame("a" * 1000)
    ours.sendall(whole[:500] + frame("b" * 10) + whole[500:])
    ours.close()
    with browser, pytest.raises(NotAMessage):
        list(messages(browser))
