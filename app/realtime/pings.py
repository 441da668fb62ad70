"""Engine.IO's pings from one thread: it would keep one asleep for every browser, and wake a whole crowd of them at once.

All wait equally long for their next ping, so that whoever asked first is first; one that has gone meanwhile is passed over.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from engineio.packet import PING, Packet
from engineio.socket import Socket

from app import clock

logger = logging.getLogger(__name__)


class Pings:
    """The pings of one server. The thread begins with the first of them."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._news = threading.Condition()
        self._due: deque[tuple[float, Socket]] = deque()
        self._is_running = False

    def later(self, connection: Socket) -> None:
        """Ask this browser in `interval` seconds whether it is still there."""
        with self._news:
            self._due.append((time.monotonic() + self._interval, connection))
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._go_on, name="pings", daemon=True).start()
            self._news.notify()

    def _go_on(self) -> None:
        while True:
            with self._news:
                while not self._due:
                    self._news.wait()
                at, connection = self._due.popleft()
            time.sleep(max(0.0, at - time.monotonic()))
            try:
                _ping(connection)
            except Exception:  # noqa: BLE001 - one browser's trouble is no other's
                logger.warning("a ping could not be sent")


def from_one_thread(engine: Any) -> None:
    """Let this Engine.IO server send its pings so; everything else it does in the background stays as it is."""
    pings, stock = Pings(engine.ping_interval), engine.start_background_task

    def begin(target: Callable[..., Any], *given: Any, **named: Any) -> Any:
        if getattr(target, "__func__", None) is Socket._send_ping:
            return pings.later(target.__self__)  # type: ignore[attr-defined]  # a bound method
        return stock(target, *given, **named)

    engine.start_background_task = begin


def _ping(connection: Socket) -> None:
    """What Engine.IO does after it has slept (engineio/socket.py, `_send_ping`)."""
    if not (connection.closing or connection.closed):
        connection.last_ping = clock.now().timestamp()
        connection.send(Packet(PING))
