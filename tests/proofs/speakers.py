"""People who go on speaking through everything: python-socketio clients that do what the page in a browser does.

Each line has one mark. It is sent until it is acknowledged, over as many connections as that takes; what was missed is asked
for by number, as DESIGN says. Nothing is believed but acknowledgements and what was heard.
"""

import queue
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import engineio
import socketio
from socketio.exceptions import SocketIOError

from tests.support.cast import Person
from tests.support.site import Site

ANSWER = 8.0
AGAIN = 0.05
WORDS = "あめ くも みち いす はし かさ まど いけ みず すな".split()


class Lost(Exception):
    """The connection ended, or nobody answered in time."""


class InOrder(engineio.Client):
    """The stock one hands every message to a thread of its own, which loses their order."""

    def _trigger_event(self, event: str, *given: Any, **named: Any) -> Any:
        return super()._trigger_event(event, *given, **(named | {"run_async": False}))


class Client(socketio.Client):
    def _engineio_client_class(self) -> type[engineio.Client]:
        return InOrder


@dataclass
class Heard:
    """What one person's window shows: lines by their number, as the page puts them, and what it was told to take away."""

    last: int = 0
    lines: dict[int, tuple[str, str]] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)

    def put(self, line: dict[str, Any]) -> None:
        shown = (line["id"], line["body"])
        if self.lines.setdefault(line["seq"], shown)[0] != line["id"]:
            self.twice.append(line["body"])

    def bodies(self) -> list[str]:
        return [body for _number, (key, body) in sorted(self.lines.items()) if key not in self.removed]


class Speaker:
    """One person in a room; `speak` runs in a thread of its own."""

    def __init__(self, site: Site, person: Person, room: str) -> None:
        self.address, self.person, self.room = site.url, person, room
        self.heard, self.returns = Heard(), 0
        self.acknowledged: dict[str, dict[str, Any]] = {}
        self._client: Client | None = None
        self._guard = threading.Lock()
        self._gap = threading.Event()
        self._waiting: queue.Queue[dict[str, Any] | None] = queue.Queue()

    def speak(self, lines: list[str], until: float) -> None:
        """Say every line until it is acknowledged; gives up at `until`, which a proof then sees."""
        for body in lines:
            mark = uuid.uuid4().hex
            while body not in self.acknowledged and time.monotonic() < until:
                self._try(body, mark)

    def catch_up(self, until: float) -> None:
        """Be there once more, and ask for whatever is missing."""
        while time.monotonic() < until:
            try:
                self._come()
                self._look()
                return
            except (Lost, SocketIOError, OSError):
                self.go()
                time.sleep(AGAIN)

    def wait_for(self, number: int, within: float) -> float | None:
        """Seconds until the window shows everything up to `number`; looks only when told to, or when it sees a gap."""
        began = time.monotonic()
        while time.monotonic() < began + within:
            if self.heard.last >= number and not self._gap.is_set():
                return time.monotonic() - began
            if self._gap.wait(AGAIN):
                self.catch_up(began + within)
        return None

    def forget(self) -> None:
        """Let go of what was heard, for evenings that nobody checks line by line."""
        with self._guard:
            self.heard.lines.clear()

    def go(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.disconnect()
            if client.eio.ws is not None:
                client.eio.ws.close()

    def _try(self, body: str, mark: str) -> None:
        try:
            self._come()
            if self._gap.is_set():
                self._look()
            answer = self._ask("say", body=body, nonce=mark)
            if not answer["ok"]:
                raise Lost
            assert answer["state"] == "visible", answer
            self.acknowledged[body] = answer
        except (Lost, SocketIOError, OSError):
            self.go()
            time.sleep(AGAIN)

    def _come(self) -> None:
        if self._client is not None and self._client.connected and "/chat" in self._client.namespaces:
            return
        self.go()
        self._waiting, self._client = queue.Queue(), Client(reconnection=False, handle_sigint=False)
        hear = {"message_said": self._said, "message_removed": self._gone, "missed": lambda *_: self._gap.set()}
        for event, listen in hear.items():
            self._client.on(event, listen, namespace="/chat")
        self._client.on("disconnect", lambda *_, ended=self._waiting: ended.put(None), namespace="/chat")
        given = {"headers": {"Cookie": self.person.cookie}, "namespaces": ["/chat"], "transports": ["websocket"]}
        self._client.connect(self.address, wait_timeout=ANSWER, **given)
        self.returns += 1
        self._look()

    def _look(self) -> None:
        self._gap.clear()
        while True:
            answer = self._ask("enter", after=self.heard.last)
            if not answer["ok"]:
                raise Lost
            with self._guard:
                for line in answer["messages"]:
                    self.heard.put(line)
                self.heard.removed.update(answer["removed"])
                self.heard.last = max(self.heard.last, answer["last"])
            if answer["complete"]:
                return

    def _ask(self, event: str, **payload: Any) -> dict[str, Any]:
        waiting = self._waiting
        assert self._client is not None
        self._client.emit(event, {"room": self.room} | payload, namespace="/chat", callback=waiting.put)
        try:
            answer = waiting.get(timeout=ANSWER)
        except queue.Empty:
            raise Lost from None
        if answer is None:
            raise Lost
        return answer

    def _said(self, line: dict[str, Any]) -> None:
        with self._guard:
            self._follows(line["number"])
            self.heard.put(line)

    def _gone(self, gone: dict[str, Any]) -> None:
        with self._guard:
            self._follows(gone["number"])
            self.heard.removed.add(gone["id"])

    def _follows(self, number: int) -> None:
        """As the page: a number that leaves one out is not the last one seen, and somebody has to ask."""
        if number > self.heard.last + 1:
            self._gap.set()
        else:
            self.heard.last = max(self.heard.last, number)


def lines_of(speaker: int, number: int) -> list[str]:
    """Short innocent lines, each of which exists once (longer ones so much alike would be looked at as floods)."""
    return [f"{WORDS[speaker]}、{spelt(each)}" for each in range(number)]


def spelt(number: int) -> str:
    """A number in words that mean no harm in any order: digits in a row could be somebody's telephone."""
    return "".join(WORDS[int(digit)] for digit in f"{number:04}")
