"""Engine.IO's WebSocket, with our way out in place of its queue: everything to one browser leaves through its `Wire`.

Reading stays with simple-websocket (and wsproto below it), but in the thread that handles the connection instead of one
more. Compression is not negotiated: every browser offers it, and it would double the cost of each delivery.
"""

import queue
import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any

import simple_websocket
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from engineio.packet import Packet
from wsproto.utilities import ProtocolError

from app.realtime.wire import GOODBYE_WITHIN, Wire, frame

SOCKETS = ("gunicorn.socket", "werkzeug.socket")
COMPRESSION = "HTTP_SEC_WEBSOCKET_EXTENSIONS"
READ_AT_ONCE = 4096


class Transport(SimpleWebSocketWSGI):
    """What Engine.IO calls for each upgrade; put in the place of its own by `app.realtime.server`."""

    def __init__(self, handler: Callable[[Any], Any], server: Any, most_at_once: int) -> None:
        super().__init__(handler, server, max_message_size=most_at_once)
        self._wire: Wire | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        given = {name: value for name, value in environ.items() if name != COMPRESSION}
        place = next((name for name in SOCKETS if name in environ), None)
        if place is None or type(environ[place]) is not socket.socket:
            # TLS in this process, or a server we do not know: the stock path writes it, more slowly.
            return super().__call__(given, start_response)
        return self._serve(given, place)

    def close(self) -> None:
        """Say goodbye in the words of the protocol; a browser that does not hang up then is hung up on."""
        super().close()
        if self._wire is not None:
            self.ws.is_over.wait(GOODBYE_WITHIN)
            self._wire.cut()

    def _serve(self, environ: dict[str, Any], place: str) -> Any:
        self._wire = Wire(environ[place])
        environ[place] = Outlet(environ[place], self._wire)
        self.ws = Browser(environ, **self.server_args)
        # The handler is a method of Engine.IO's socket: its queue is where all packets to this browser end.
        connection = self.app.__self__
        connection.queue = Straight(self._wire, _queued(connection.queue))
        try:
            self.app(self)
        finally:
            self._wire.cut()
            environ[place].close()
        if self.ws.mode == "gunicorn":
            raise StopIteration  # as the stock path does: the socket was taken over, there is no answer to write
        raise ConnectionError


class Outlet:
    """The socket as simple-websocket sees it: reads are its own, writes keep their place among ours."""

    def __init__(self, out: socket.socket, wire: Wire) -> None:
        self._out, self._wire = out, wire
        self.recv, self.close = out.recv, out.close

    def send(self, data: bytes) -> int:
        self._wire.send(data)
        return len(data)


class Browser(simple_websocket.Server):
    """simple-websocket without its reading thread."""

    connected: bool

    def __init__(self, environ: dict[str, Any], max_message_size: int) -> None:
        self.is_over = threading.Event()
        super().__init__(environ, max_message_size=max_message_size, receive_bytes=READ_AT_ONCE, thread_class=_NoThread)

    def receive(self, timeout: float | None = None) -> str | bytes:
        """The next message; ConnectionClosed when there is none any more."""
        while not self.input_buffer and self._read():
            pass
        if self.input_buffer:
            return self.input_buffer.pop(0)
        self.is_over.set()
        raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)

    def _read(self) -> bool:
        if self.connected and self._read_on():
            return True
        self.connected = False
        return False

    def _read_on(self) -> bool:
        try:
            received = self.sock.recv(self.receive_bytes)
            if not received:
                return False
            self.ws.receive_data(received)
            return bool(self._handle_events())
        except (OSError, ProtocolError):
            return False


class Straight:
    """Stands where Engine.IO has its queue of packets: what is put in goes out at once."""

    def __init__(self, wire: Wire, waiting: Iterable[Packet | None]) -> None:
        self.wire, self.send = wire, wire.send
        for packet in waiting:
            self.put(packet)

    def put(self, packet: Packet | None) -> None:
        """None is Engine.IO's word for the end."""
        if packet is None:
            self.wire.finish()
        else:
            self.wire.send(frame(packet.encode()))

    def get(self, timeout: float | None = None, block: bool = True) -> None:  # noqa: FBT001 - as queue.Queue has it
        """Keeps Engine.IO's writing thread at what it is for here, and then tells it that the connection is over."""
        if not block:
            raise queue.Empty
        self.wire.drain()

    def task_done(self) -> None:
        """Nothing is counted: see `join`."""

    def join(self) -> None:
        """Wait, not for ever, until everything is written."""
        self.wire.finished()


class _NoThread:
    name = "(_thread)"

    def __init__(self, target: Callable[[], None]) -> None:
        pass

    def start(self) -> None:
        pass


def _queued(waiting: "queue.Queue[Packet | None]") -> Iterable[Packet | None]:
    """What was put into the stock queue before there was a wire: Engine.IO's greeting."""
    while True:
        try:
            yield waiting.get(block=False)
        except queue.Empty:
            return
