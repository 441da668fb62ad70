"""A bare Socket.IO server with our way out, in threads of this process, and browsers that speak the protocol by hand."""

import base64
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIO, join_room
from werkzeug.serving import make_server
from wsproto import ConnectionType
from wsproto.connection import Connection
from wsproto.events import Message

from app.realtime.fanout import FanOut
from app.realtime.server import LARGEST_PAYLOAD, take_our_way_out

PATIENCE = 30
OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
ROOM = "room"


class Place:
    """The server; everybody who connects is in one room, and `echo` answers."""

    def __init__(self, **settings: Any) -> None:
        self.app = Flask("place")
        self.manager = FanOut()
        self.server = SocketIO(
            self.app,
            async_mode="threading",
            client_manager=self.manager,
            transports=["websocket"],
            async_handlers=False,
            max_http_buffer_size=LARGEST_PAYLOAD,
            cookie=None,
            **settings,
        )
        take_our_way_out(self.server.server.eio)
        self.server.on_event("connect", lambda *_: join_room(ROOM))
        self.server.on_event("echo", lambda given: given)
        self._http = make_server("127.0.0.1", 0, self.app, threaded=True)
        self._http.daemon_threads = True
        self.port = self._http.server_port
        self._serves = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._serves.start()

    def tell(self, event: str, contents: Any, **more: Any) -> None:
        self.server.emit(event, contents, to=ROOM, **more)

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()


class Browser:
    """One connection. Reads only when asked to."""

    def __init__(self, port: int, buffer: int | None = None) -> None:
        self.socket = socket.socket()
        if buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(("127.0.0.1", port))
        self.answer = self._upgrade(port)
        self._protocol = Connection(ConnectionType.CLIENT)
        self._heard: list[str] = []
        self._part, self._is_over = "", False
        assert self.next().startswith("0"), "Engine.IO's greeting"
        self.send("40")
        self.sid = json.loads(self.next()[2:])["sid"]

    def send(self, packet: str) -> None:
        self.socket.sendall(self._protocol.send(Message(data=packet)))

    def next(self) -> str:
        """The next packet; ConnectionError when the server ended the connection."""
        while not self._heard:
            received = b"" if self._is_over else self.socket.recv(65536)
            if not received:
                raise ConnectionError
            self._protocol.receive_data(received)
            for event in self._protocol.events():
                if not isinstance(event, Message):
                    self._is_over = True
                    continue
                self._part += str(event.data)
                if event.message_finished:
                    self._heard.append(self._part)
                    self._part = ""
        return self._heard.pop(0)

    def events(self, number: int) -> list[Any]:
        """The next events as [name, contents]; pings are passed over."""
        found: list[Any] = []
        while len(found) < number:
            packet = self.next()
            if packet.startswith("42"):
                found.append(json.loads(packet[2:]))
        return found

    def is_cut_off(self) -> bool:
        """Read to the end; False when there is none."""
        try:
            while True:
                self.next()
        except TimeoutError:
            return False
        except (ConnectionError, OSError):
            return True

    def _upgrade(self, port: int) -> str:
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Version: 13\r\n{OFFER}\r\n".encode()
        )
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += self.socket.recv(1)
        return answer.decode()


@pytest.fixture
def place() -> Iterator[Place]:
    made = Place()
    yield made
    made.stop()


@pytest.fixture
def browser(place: Place) -> Iterator[Callable[..., Browser]]:
    made: list[Browser] = []

    def come(buffer: int | None = None) -> Browser:
        made.append(Browser(place.port, buffer))
        return made[-1]

    yield come
    for each in made:
        each.socket.close()
