"""One announcement to many: encoded once, framed once, written to every socket without waiting for any.

It is python-socketio's own client manager with the last step replaced; docs/decisions says why, bench/bench_fanout.py
what it brings.
"""

import threading
from typing import Any

from engineio import packet as engine
from socketio import packet as spoken
from socketio.manager import Manager

from app.realtime.transport import Straight
from app.realtime.wire import frame


class FanOut(Manager):
    """Announcements within this process."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        # One announcement after the other, so that everybody hears the same order.
        self._turn = threading.Lock()

    def emit(self, event: str, data: Any, namespace: str, room: str | None = None, **more: Any) -> None:
        """As socketio's; what asks for an answer or carries bytes takes the stock path."""
        place = more.get("to") or room
        contents = None if more.get("callback") else self._contents(event, data, namespace)
        if contents is None:
            super().emit(event, data, namespace, room=place, **_without_place(more))
        elif namespace in self.rooms:
            skipped = more.get("skip_sid")
            left_out = set(skipped) if isinstance(skipped, list) else {skipped}
            with self._turn:
                self._write(contents, namespace, place, left_out)

    def _contents(self, event: str, data: Any, namespace: str) -> str | None:
        values = list(data) if isinstance(data, tuple) else [] if data is None else [data]
        encoded = self.server.packet_class(spoken.EVENT, namespace=namespace, data=[event, *values]).encode()
        return encoded if isinstance(encoded, str) else None

    def _write(self, contents: str, namespace: str, room: str | None, left_out: set[str | None]) -> None:
        packet = engine.Packet(engine.MESSAGE, contents)
        framed = frame(packet.encode())
        connections = self.server.eio.sockets
        for sid, engine_sid in self.get_participants(namespace, room):
            if sid in left_out:
                continue
            connection = connections.get(engine_sid)
            if connection is not None and type(connection.queue) is Straight:
                connection.queue.send(framed)
            else:
                self.server._send_eio_packet(engine_sid, packet)


def _without_place(more: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in more.items() if name != "to"}
