"""A crowd of browsers in one process and one thread: many WebSocket connections, counted frames, no contents.

Speaks Engine.IO 4 and Socket.IO 5 by hand, offers compression as browsers do, and reads only the heads of frames, so that
it costs less than what it measures. Its own processor time is reported beside the server's.
"""

import base64
import os
import select
import socket
import struct
import time
from dataclasses import dataclass, field

OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
READ_AT_ONCE = 1 << 18
TEXT, COMPRESSED = 0x1, 0x40
PING = b"\x81\x012"


@dataclass
class Connection:
    """One browser: its socket, bytes of an unfinished frame, and how many announcements it has heard."""

    socket: socket.socket
    rest: bytes = b""
    heard: int = 0


@dataclass
class Told:
    """What a run brought: deliveries, seconds, the crowd's own processor seconds, delays in ms where they were measured."""

    delivered: int
    seconds: float
    own: float
    delays: list[float] = field(default_factory=list)


class Crowd:
    """`number` browsers, spread evenly over servers at these ports, all in one room."""

    def __init__(
        self, ports: list[int], number: int, *, is_raw: bool = False, cookies: list[str] | None = None
    ) -> None:
        self.is_raw = is_raw
        self.all = [
            self._come(ports[each % len(ports)], cookies[each % len(cookies)] if cookies else "")
            for each in range(number)
        ]
        self._poll = select.epoll()
        self._by_fd = {}
        for one in self.all:
            one.socket.setblocking(False)
            self._poll.register(one.socket.fileno(), select.EPOLLIN)
            self._by_fd[one.socket.fileno()] = one

    def saturate(self, message: str, seconds: float, in_flight: int = 4) -> Told:
        """Always `in_flight` announcements on their way; how many arrive?"""
        self.settle()
        until, own, began = time.monotonic() + seconds, time.process_time(), time.monotonic()
        sent = delivered = 0
        while (now := time.monotonic()) < until:
            while sent * len(self.all) - delivered <= (in_flight - 1) * len(self.all):
                self.say(message)
                sent += 1
            delivered += sum(self._read(0.05))
        while delivered < sent * len(self.all) and time.monotonic() < until + 10:
            delivered += sum(self._read(0.05))
        return Told(delivered, now - began, time.process_time() - own)

    def at_a_rate(self, message: str, per_second: float, seconds: float) -> Told:
        """Announcements at even intervals; how long until each browser has each?"""
        self.settle()
        number = int(per_second * seconds)
        sent: list[float] = []
        delays: list[float] = []
        began, own = time.monotonic(), time.process_time()
        for one in self.all:
            one.heard = 0
        while len(delays) < number * len(self.all) and time.monotonic() < began + seconds + 10:
            while len(sent) < number and time.monotonic() >= began + len(sent) / per_second:
                sent.append(time.monotonic())
                self.say(message)
            due = began + len(sent) / per_second - time.monotonic() if len(sent) < number else 0.05
            self._read(max(0.0, min(due, 0.05)), sent, delays)
        return Told(len(delays), time.monotonic() - began, time.process_time() - own, delays)

    def say(self, message: str, who: int = 0) -> None:
        """One browser says something."""
        one = self.all[who].socket
        one.setblocking(True)
        one.sendall(_masked(message if self.is_raw else f'42["say",{message}]'))
        one.setblocking(False)

    def leave(self) -> None:
        for one in self.all:
            one.socket.close()
        self._poll.close()

    def settle(self) -> None:
        """Read what is on its way and answer pings; a crowd that is not running needs it every ten seconds."""
        while any(self._read(0.2)):
            pass

    def _read(self, patience: float, sent: list[float] | None = None, delays: list[float] | None = None) -> list[int]:
        counts = []
        for fd, _event in self._poll.poll(patience, 4096):
            one = self._by_fd[fd]
            frames = self._frames(one)
            counts.append(frames)
            if sent is not None and delays is not None:
                now = time.monotonic()
                delays.extend((now - sent[at]) * 1000 for at in range(one.heard, min(one.heard + frames, len(sent))))
            one.heard += frames
        return counts

    def _frames(self, one: Connection) -> int:
        try:
            received = one.socket.recv(READ_AT_ONCE)
        except BlockingIOError:
            return 0
        if not received:
            raise ConnectionError("the server hung up")
        data, at, found = one.rest + received, 0, 0
        while (end := _end_of_frame(data, at)) <= len(data):
            if data[at:end] == PING:
                one.socket.send(_masked("3"))
            # Compressed or longer than any word of the protocol itself: an announcement.
            found += end - at > 18 or bool(data[at] & COMPRESSED)
            at = end
        one.rest = data[at:]
        return found

    def _come(self, port: int, cookie: str) -> Connection:
        made = socket.create_connection(("127.0.0.1", port))
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = base64.b64encode(os.urandom(16)).decode()
        path = "/" if self.is_raw else "/socket.io/?EIO=4&transport=websocket"
        cookies = f"Cookie: {cookie}\r\n" if cookie else ""
        made.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{OFFER}{cookies}\r\n".encode()
        )
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += made.recv(4096)
        assert b" 101 " in answer.split(b"\r\n", 1)[0], answer[:200]
        if not self.is_raw:
            made.sendall(_masked("40"))
        return Connection(made, answer.split(b"\r\n\r\n", 1)[1])


def _end_of_frame(data: bytes, at: int) -> int:
    """Where the frame that begins at `at` ends; beyond the data when it is not all there."""
    if len(data) - at < 4:
        return at + 2 + (data[at + 1] & 0x7F) if len(data) - at >= 2 and data[at + 1] & 0x7F <= 1 else len(data) + 1
    length = data[at + 1] & 0x7F
    return at + 2 + length if length < 126 else at + 4 + int.from_bytes(data[at + 2 : at + 4], "big")


def _masked(text: str) -> bytes:
    payload, mask = text.encode(), os.urandom(4)
    head = (
        struct.pack("!BB", 0x80 | TEXT, 0x80 | len(payload))
        if len(payload) < 126
        else struct.pack("!BBH", 0x80 | TEXT, 0x80 | 126, len(payload))
    )
    return head + mask + bytes(each ^ mask[at % 4] for at, each in enumerate(payload))
