"""A real gunicorn with the configuration that operators get, small enough to be filled by a test."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import websocket
from flask import Flask

from tests.chat.conftest import a_room
from tests.support.cast import Person, an_app
from tests.support.site import Site

ROOM = "yoru"


@dataclass
class Door:
    """A running site with a room, and the lines that a test opened to it."""

    app: Flask
    site: Site
    lines: list[websocket.WebSocket] = field(default_factory=list)

    def knock(self, person: Person | None = None) -> websocket.WebSocket:
        """Open a socket as far as the namespace of the rooms; raises where the site refuses."""
        line = websocket.create_connection(
            f"{self.site.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket",
            origin=self.site.url,
            cookie=person.cookie if person else None,
            timeout=60,
        )
        self.lines.append(line)
        line.recv()
        line.send("40/chat,")
        answer = line.recv()
        if not answer.startswith("40/chat"):
            raise websocket.WebSocketException(answer)
        return line


@pytest.fixture
def door(sqlite_url: str, tmp_path: Path) -> Iterator[Callable[..., Door]]:
    """door(threads=…, TOMOSHIBI_…=…) is a site and its room."""
    opened: list[Door] = []

    def open_it(threads: int = 32, **settings: str) -> Door:
        app = an_app(sqlite_url)
        a_room(app, ROOM)
        site = Site({"TOMOSHIBI_DATABASE_URL": sqlite_url, **settings}, tmp_path, threads=threads)
        opened.append(Door(app, site))
        site.start()
        return opened[-1]

    yield open_it
    for each in opened:
        for line in each.lines:
            with suppress(OSError, websocket.WebSocketException):
                line.shutdown()
        each.site.stop()
        print(each.site.log.read_text(errors="replace")[-3000:])
