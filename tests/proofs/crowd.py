"""Hundreds of browsers in one thread: each keeps one connection open, enters a room, and comes back when it is lost.

They speak WebSocket, Engine.IO and Socket.IO by hand, because hundreds of real clients would keep the machine busier than
the server. They return as the page does: after half a second, more or less, and later each time it does not succeed.
"""

import base64
import json
import os
import random
import selectors
import socket
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

AT_ONCE = 262_144
SOON, LATEST, SPREAD = 0.5, 8.0, 0.6
TEXT, CLOSE = 0x1, 0x8


def frame(words: str) -> bytes:
    """One whole message of a browser; a mask of noughts is a mask, too."""
    payload = words.encode()
    if len(payload) < 126:
        return struct.pack("!BBI", 0x80 | TEXT, 0x80 | len(payload), 0) + payload
    return struct.pack("!BBHI", 0x80 | TEXT, 0xFE, len(payload), 0) + payload


@dataclass
class Guest:
    """One browser of the crowd."""

    cookie: str
    line: socket.socket | None = None
    waiting: bytearray = field(default_factory=bytearray)
    is_upgraded: bool = False
    is_inside: bool = False
    returns_at: float = 0.0
    tries: int = 0
    heard: int = 0


class Crowd:
    """Everybody in one room; `run` does what has to be done until something is true or the time is over."""

    def __init__(self, port: int, room: str, cookies: list[str]) -> None:
        enter = json.dumps(["enter", {"room": room, "after": 0}])
        self._port = port
        self._answers = {b"0": frame("40/chat,"), b"2": frame("3"), b"40/chat,": frame(f"42/chat,1{enter}")}
        self.guests = [Guest(cookie) for cookie in cookies]
        self.marks: dict[str, list[float]] = {}
        self._selector = selectors.DefaultSelector()

    def inside(self) -> int:
        return sum(guest.is_inside for guest in self.guests)

    def run(self, until: Callable[[], bool], patience: float) -> float:
        """Seconds until it was true; as long as patience lasts."""
        began = time.monotonic()
        while not until() and time.monotonic() < began + patience:
            self._return()
            for key, _events in self._selector.select(0.02):
                self._read(key.data)
        return time.monotonic() - began

    def listen_for(self, mark: str) -> list[float]:
        """Note when each guest hears a line that holds this mark."""
        return self.marks.setdefault(mark, [])

    def go(self) -> None:
        for guest in self.guests:
            if guest.line is not None:
                self._selector.unregister(guest.line)
                guest.line.close()
        self._selector.close()

    def _return(self) -> None:
        now = time.monotonic()
        for guest in self.guests:
            if guest.line is None and guest.returns_at <= now:
                self._come(guest)

    def _come(self, guest: Guest) -> None:
        guest.waiting.clear()
        guest.is_upgraded, guest.tries = False, guest.tries + 1
        try:
            guest.line = socket.create_connection(("127.0.0.1", self._port), timeout=10)
        except OSError:
            self._lose(guest)
            return
        here, key = f"127.0.0.1:{self._port}", base64.b64encode(os.urandom(16)).decode()
        guest.line.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {here}\r\nOrigin: http://{here}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Cookie: {guest.cookie}\r\n\r\n".encode()
        )
        self._selector.register(guest.line, selectors.EVENT_READ, guest)

    def _lose(self, guest: Guest) -> None:
        if guest.line is not None:
            lost, guest.line = guest.line, None
            self._selector.unregister(lost)
            lost.close()
        guest.is_inside = False
        wait = min(LATEST, SOON * 2 ** (guest.tries - 1))
        guest.returns_at = time.monotonic() + wait * random.uniform(1 - SPREAD, 1 + SPREAD)

    def _read(self, guest: Guest) -> None:
        assert guest.line is not None
        try:
            received = guest.line.recv(AT_ONCE)
        except OSError:
            received = b""
        if not received:
            self._lose(guest)
            return
        guest.waiting += received
        try:
            for words in self._messages(guest):
                self._hear(guest, words)
        except ConnectionError:
            self._lose(guest)

    def _messages(self, guest: Guest) -> Iterator[bytes]:
        if not guest.is_upgraded:
            head, end, rest = bytes(guest.waiting).partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head:
                raise ConnectionError
            guest.is_upgraded, guest.waiting = True, bytearray(rest)
        while (whole := _first(guest.waiting)) is not None:
            kind, start, end_of = whole
            words = bytes(guest.waiting[start:end_of])
            del guest.waiting[:end_of]
            if kind == CLOSE:
                raise ConnectionError
            yield words

    def _hear(self, guest: Guest, words: bytes) -> None:
        assert guest.line is not None
        guest.heard += 1
        answer = next((answer for start, answer in self._answers.items() if words.startswith(start)), None)
        if answer is not None:
            guest.line.sendall(answer)
        elif words.startswith(b"43/chat,1"):
            guest.is_inside, guest.tries = b'"ok":true' in words[:40], 0
        elif words.startswith(b"44/chat,"):
            raise ConnectionError
        elif self.marks and b"message_said" in words[:40]:
            self._note(words)

    def _note(self, words: bytes) -> None:
        for mark, moments in self.marks.items():
            if mark.encode() in words:
                moments.append(time.monotonic())


def _first(waiting: bytearray) -> tuple[int, int, int] | None:
    """The kind of the first frame, and where its contents begin and end; None while it is not whole."""
    if len(waiting) < 2:
        return None
    length, start = waiting[1] & 0x7F, 2
    if length > 125:
        start = 4 if length == 126 else 10
        if len(waiting) < start:
            return None
        length = int.from_bytes(waiting[2:start], "big")
    return (waiting[0] & 0x0F, start, start + length) if len(waiting) >= start + length else None
