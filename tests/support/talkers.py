"""People in a chat room, each with a Socket.IO client that is not ours (python-socketio), as any other client would be."""

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import socketio

from tests.support.cast import Person
from tests.support.site import Site

EVENTS = (
    "message_said",
    "message_changed",
    "message_removed",
    "presence_changed",
    "room_changed",
    "missed",
    "evicted",
)
PATIENCE = 30.0


class Talker:
    """One person's open connection; remembers everything it heard."""

    def __init__(self, site: Site, person: Person | None, room: str, **headers: str) -> None:
        self.room = room
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self._news = threading.Condition()
        self.client = socketio.Client(reconnection=False)
        for event in EVENTS:
            self.client.on(event, self._listener(event), namespace="/chat")
        cookies = {"Cookie": person.cookie} if person else {}
        given = {"headers": cookies | headers, "namespaces": ["/chat"], "transports": ["websocket"]}
        self.client.connect(site.url, wait_timeout=PATIENCE, **given)

    def ask(self, event: str, **payload: Any) -> dict[str, Any]:
        """Send and wait for the acknowledgement."""
        answer = self.client.call(event, payload, namespace="/chat", timeout=PATIENCE)
        assert isinstance(answer, dict)
        return answer

    def enter(self, after: int | None = None) -> dict[str, Any]:
        """Come into the room, or ask for everything after a number."""
        return self.ask("enter", room=self.room, **({} if after is None else {"after": after}))

    def say(self, body: str, **more: Any) -> dict[str, Any]:
        """Say a line in the room with a fresh mark, unless one is given."""
        return self.ask("say", **{"room": self.room, "body": body, "nonce": str(uuid.uuid4())} | more)

    def bodies(self) -> list[str]:
        """The words of every message heard so far."""
        return [payload["body"] for event, payload in self.heard if event == "message_said"]

    def hears(self, is_it: Callable[[str, dict[str, Any]], bool], patience: float = PATIENCE) -> bool:
        """Wait until something heard satisfies `is_it`."""
        with self._news:
            return self._news.wait_for(lambda: any(is_it(*each) for each in self.heard), timeout=patience)

    def hears_event(self, name: str, patience: float = PATIENCE) -> bool:
        return self.hears(lambda event, _payload: event == name, patience)

    def hears_words(self, body: str, patience: float = PATIENCE) -> bool:
        return self.hears(lambda event, payload: event == "message_said" and payload["body"] == body, patience)

    def is_cut_off(self, within: float = PATIENCE) -> bool:
        """Does the server end this connection?"""
        until = time.monotonic() + within
        while time.monotonic() < until:
            if not self.client.connected or "/chat" not in self.client.namespaces:
                return True
            time.sleep(0.02)
        return False

    def lasts(self) -> float:
        """Seconds until the server has ended this connection, which it has to."""
        began = time.monotonic()
        assert self.is_cut_off(), "still connected"
        return time.monotonic() - began

    def go(self) -> None:
        """Leave, and close the line also where the server died and nobody says goodbye."""
        self.client.disconnect()
        if self.client.eio.ws is not None:
            self.client.eio.ws.close()

    def _listener(self, event: str) -> Callable[[dict[str, Any]], None]:
        def listen(payload: dict[str, Any]) -> None:
            with self._news:
                self.heard.append((event, payload))
                self._news.notify_all()

        return listen
